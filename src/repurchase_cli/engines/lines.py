"""From sources to the SQL of the clean lines: one typed row per record, with its state."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import accumulate, groupby

from repurchase_cli.engines.aliases import settled
from repurchase_cli.rows import quoted, text
from repurchase_cli.sales import Layout, Scan, Source, Terms

_TEXTS = (
    "customer_id", "order_id", "refunded_order_id", "sku", "product", "category", "style",
    "size", "color", "season", "scene", "store", "channel", "staff", "coupon", "return_reason",
    "payment", "currency", "name", "phone", "email", "status", "standing", "moment_text",
    "amount_text", "customer_text", "item_text", "label",
    "sku_text", "product_text", "category_text", "style_text", "season_text", "scene_text",
    "size_text", "color_text", "store_text", "channel_text", "staff_text",
)  # fmt: skip
_NUMBERS = (
    "amount", "quantity", "unit_price", "list_price", "discount", "coupon_amount", "cost", "refund",
)  # fmt: skip

#: The columns of a typed line, each with its type.
TYPES: dict[str, str] = (
    dict.fromkeys(_TEXTS, "varchar")
    | dict.fromkeys(_NUMBERS, "decimal(18, 6)")
    | {"moment": "timestamp"}
)

#: What told the standing of a line: a column and its value. Only problems show it.
_REASONS = dict.fromkeys(("standing_column", "standing_value"), "varchar")


def scan_sql(scans: Sequence[Scan], *, reject: bool = True) -> str:
    """Return the SQL that gives all records of scans of one shape as columns of text."""
    scan = scans[0]
    paths = ", ".join(text(str(path)) for s in scans for path in s.paths)
    columns = ", ".join(f"{quoted(name)}: 'varchar'" for name in scan.names)
    options = {
        "columns": f"{{{columns}}}",
        "delim": text(scan.delimiter),
        "quote": text(scan.quote),
        "escape": text(scan.quote),
        "header": "false",
        "skip": str(scan.skip),
        "auto_detect": "false",
        "store_rejects": str(reject and not scan.numbered).lower(),
    }
    listed = ", ".join(f"{name} = {value}" for name, value in options.items())
    return f"read_csv([{paths}], {listed})"


def union_sql(scans: Sequence[Scan]) -> str:
    """Return the SQL that gives the records of scans of different shapes, their cells only."""
    parts = []
    for _, group in groupby(scans, key=lambda s: (s.delimiter, s.skip, s.numbered)):
        cells = ", ".join(f"c{i}" for i in range(scans[0].width))
        parts.append(f"select {cells} from {scan_sql(list(group))}")
    return f"({' union all '.join(parts)})"


def fields_sql(layout: Layout, *, careful: bool = False) -> dict[str, str]:
    """Return the SQL of each field; ``careful`` reads values however they are written."""
    return {name: value.sql(careful=careful) for name, value in layout.fields.items()}


def is_read_alike(layout: Layout) -> bool:
    """Whether the sample shows no way of reading that is faster than with care."""
    return fields_sql(layout) == fields_sql(layout, careful=True)


def lines_sql(
    sources: Sequence[Source],
    terms: Terms,
    *,
    cash_files: Collection[int] = (),
    total_days: int = 0,
    careful: bool = False,
    records: Mapping[int, int] | None = None,
    only: Collection[int] | None = None,
) -> str:
    """Return the SQL of all lines, or of those of ``only`` some files (by index).

    In ``cash_files`` unpaid lines count as paid. An order's total that stands on
    several of its days counts once where these are within ``total_days``. ``careful`` reads values
    however they are written. With ``records``, how many each file has, lines are numbered:
    ``record`` is the physical line in a copied file and the number of the record in one scanned as
    it lies; what told a line's standing comes with it.
    """
    parts = []
    for group in kindred(sources, only=only):
        layout = group[0][1].layout
        scan = scan_sql([source.scan for _, source in group], reject=records is None)
        fields = fields_sql(layout, careful=careful)
        typed = _typed(group, terms, fields, scan, _file(group), records=records)
        if layout.order_totals:
            typed = _once(_spread(typed, numbered=records is not None), total_days)
        parts.append(_stated(typed, layout, terms, cash_files))
    return " union all ".join(parts)


Group = Sequence[tuple[int, Source]]


def kindred(sources: Sequence[Source], *, only: Collection[int] | None = None) -> Iterator[Group]:
    """Yield the sources that are scanned together, each with its index."""
    wanted = [(i, source) for i, source in enumerate(sources) if only is None or i in only]
    for _, group in groupby(wanted, key=lambda item: _kinship(item[1])):
        yield list(group)


def odd_cells_sql(group: Group, terms: Terms, states: str) -> str:
    """Return the SQL of the cells of records that come to one of some states when read fast.

    The columns are those of the scan, behind the index of the file.
    """
    source = group[0][1]
    scan = scan_sql([s.scan for _, s in group])
    cells = f"{', '.join(map(quoted, source.scan.names))}, "
    fields = fields_sql(source.layout)
    typed = _typed(group, terms, fields, scan, _file(group), cells=cells)
    lines = _stated(typed, source.layout, terms, ())
    return f"select file, {cells.rstrip(', ')} from ({lines}) where state in {states}"


def careful_lines_sql(
    group: Group, terms: Terms, cells: str, cash_files: Collection[int] = ()
) -> str:
    """Return the SQL of lines whose cells stand in a table, read however they are written."""
    layout = group[0][1].layout
    typed = _typed(group, terms, fields_sql(layout, careful=True), cells, "file")
    return _stated(typed, layout, terms, cash_files)


def _kinship(source: Source) -> tuple[object, ...]:
    """Return what sources scanned together share."""
    scan = source.scan
    return (id(source.layout), scan.delimiter, scan.skip, scan.numbered)


def _typed(
    group: Group,
    terms: Terms,
    fields: Mapping[str, str],
    scan: str,
    file: str,
    *,
    records: Mapping[int, int] | None = None,
    cells: str = "",
) -> str:
    """Return the SQL of typed lines, every column of :data:`TYPES` in order, then the reasons.

    They are read from ``scan``; ``file`` is the SQL of the index of a line's file.
    """
    source, numbered = group[0][1], records is not None
    columns = [
        f"try_cast({fields[name]} as {kind}) as {name}"
        if name in fields
        else f"cast(null as {kind}) as {name}"
        for name, kind in (TYPES | (_REASONS if numbered else {})).items()
    ]
    flag = "cast(null as varchar) as flag"
    if source.scan.numbered:
        flag = "" if cells else "flag"
    record = "cast(line as bigint)" if numbered and source.scan.numbered else "0"
    if records is not None and not source.scan.numbered:
        record = _record(group, records)
    columns = [flag, *columns] if flag else columns
    typed = (
        f"select {cells}{file} as file, {record} as record, {', '.join(columns)},"
        f" {_day('moment', terms, source.layout)} as day,"
        f" coalesce(amount < 0, false) as is_refund from {scan}"
    )
    return settled(typed) if terms.aliases else typed


def _file(group: Sequence[tuple[int, Source]]) -> str:
    """Return the SQL of a file's index among the sources."""
    return _by_file([index for index, _ in group])


def _record(group: Group, records: Mapping[int, int]) -> str:
    """Return the SQL of a record's number in its file; the scan counts on from file to file."""
    counts = (records.get(index, 0) for index, _ in group)
    return f"row_number() over () - ({_by_file([0, *accumulate(counts)][:-1])})"


def _by_file(values: Sequence[int]) -> str:
    """Return the SQL of a whole number that each file of a scan has, in their order."""
    if len(values) == 1:
        return str(values[0])
    if list(values) == [*range(values[0], values[0] + len(values))]:
        return f"cast(file_index as integer) + {values[0]}"
    return f"[{', '.join(map(str, values))}][cast(file_index as integer) + 1]"


def _day(moment: str, terms: Terms, layout: Layout) -> str:
    """Return the SQL of the day, counted from 1970, that a moment belongs to."""
    if terms.day_ends_at not in ("", "00:00") and layout.has_clock:
        hours, minutes = terms.day_ends_at.split(":")
        moment = f"({moment} - interval '{int(hours)} hours {int(minutes)} minutes')"
    return f"cast(cast({moment} as date) - date '1970-01-01' as integer)"


#: What a line with an amount and a status of its own says for itself: one of several attempts.
_TOLD = ("standing", *_REASONS)
_ORDER_FIELDS = (
    "customer_id", "moment", "day", "standing", "name", "phone", "email", "status",
    "store", "channel", "staff", "store_text", "channel_text", "staff_text", "coupon", "payment",
)  # fmt: skip


def _spread(typed: str, *, numbered: bool) -> str:
    """Return lines of order totals, spread over their orders.

    What an order says once holds for all its lines, and its total counts once in each file, on one
    line of each customer, day and direction; of two exports that have it, the later one counts.
    The other lines have nothing left, and those of a refund are its lines all the same.
    """
    told_itself = "standing is null and coalesce(trim(status), '') <> '' and amount is not null"
    fill = ", ".join(
        f"if(order_id is null or {told_itself if name in _TOLD else 'false'}, {name},"
        f" coalesce({name}, max({name}) over whole)) as {name}"
        for name in (*_ORDER_FIELDS, *(_REASONS if numbered else ()))
    )
    return f"""
        select * replace (
            case
                when order_id is null then amount
                when row_number() over once = 1 then first_value(amount) over once
                else 0
            end as amount
        ) from (
            select * replace ({fill}) from ({typed})
            window whole as (partition by order_id)
        )
        window once as (
            partition by file, order_id, customer_id, day, standing, is_refund
            order by amount desc nulls last
        )
    """


def _once(spread: str, days: int) -> str:
    """Return lines of order totals in which a total counts on the first of an order's days alone.

    Other amounts of the order are other payments of it; days further apart are of other orders. The
    days may stand in several files; what two exports have of one day is not for here.
    """
    if not days:
        return spread
    return f"""
        select * replace (
            if(
                order_id is not null and not is_refund
                and max(day) over payment - min(day) over payment <= {days}
                and (row_number() over first_day > 1 or day > min(day) over payment),
                0, amount
            ) as amount
        ) from ({spread})
        window
            payment as (partition by order_id, customer_id, standing, is_refund, amount),
            first_day as (
                partition by file, order_id, customer_id, standing, is_refund, amount order by day
            )
    """


def _stated(lines: str, layout: Layout, terms: Terms, cash_files: Collection[int]) -> str:
    """Return lines with their state: the first of these that holds."""
    excluded = "standing is not null"
    if cash_files:
        counting = ", ".join(map(str, sorted(cash_files)))
        excluded += f" and not (standing = 'unpaid' and file in ({counting}))"
    early_totals = f"when {_is_dated_total()} then 'totals_line'" if layout.total_labels else ""
    return f"""
        select *, case
            {early_totals}
            when standing = 'cancelled' and amount < 0 then 'reversal'
            when {excluded} then standing
            when flag in ('cut_row', 'long_row') then flag
            when moment is not null and amount is not null then case
                {customer_states(terms, "customer_id")}
                else 'used' end
            when trim(moment_text) = {text(layout.columns["order_time"])} then 'repeated_header'
            when {_is_blank()} then 'blank_row'
            when moment is null and {_is_total_row()} then 'totals_line'
            when moment is null and coalesce(trim(moment_text), '') = '' then 'date_missing'
            when moment is null then 'date_unreadable'
            when coalesce(trim(amount_text), '') = '' then 'amount_missing'
            else 'amount_unreadable'
        end as state
        from ({lines})
    """


def customer_states(terms: Terms, customer: str) -> str:
    """Return the SQL, within a CASE, of the states that a line has for its customer.

    ``customer`` is the SQL of the id, NULL for nobody; its text stands in ``customer_text``.
    """
    strangers = ", ".join(text(name) for name in terms.not_customers)
    listed = f"when {customer} in ({strangers}) then 'not_a_customer'" if strangers else ""
    return f"""when {customer} is null and destroyed(customer_text) then 'id_destroyed'
                when {customer} is null then 'no_customer'
                {listed}"""


def _is_blank() -> str:
    """Return the SQL of whether a row has neither a date nor an amount: a remark, or nothing."""
    texts = ("moment_text", "amount_text")
    return "(" + " and ".join(f"coalesce(trim({name}), '') = ''" for name in texts) + ")"


def _is_dated_total() -> str:
    """Return the SQL of whether a row with a date sums up others; somebody may be named Suma."""
    return """(
        is_total(label) and not (
            is_name_too(label) and customer_text is not distinct from label
            and (order_id is not null or filled(item_text) is not null)
        )
    )"""


def _is_total_row() -> str:
    """Return the SQL of whether a row without a date sums up others.

    Its label says so, or it lacks all that a sale has but money.
    """
    return """(
        total_in(concat_ws(chr(31), label, item_text))
        or sum_in(concat_ws(
            chr(31), moment_text, customer_text, order_id,
            if(customer_id is null, label, null), if(customer_id is null, item_text, null)
        ))
        or (
            coalesce(trim(moment_text), '') = '' and coalesce(trim(customer_text), '') = ''
            and order_id is null and coalesce(trim(item_text), '') = '' and amount is not null
        )
    )"""
