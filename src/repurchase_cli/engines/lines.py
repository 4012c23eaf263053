"""From sources to the SQL of the clean lines: one typed row per record, with its state."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import accumulate, groupby

from repurchase_cli.engines.aliases import settled
from repurchase_cli.engines.line_states import stated, typed_stated
from repurchase_cli.engines.scans import scan_sql
from repurchase_cli.rows import quoted, text
from repurchase_cli.sources import Layout, Source, Typed
from repurchase_cli.terms import Terms

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

#: Fields that a record which a scan has typed need not be asked for.
_OF_ODD_RECORDS = ("moment", "moment_text", "amount_text", "label")

#: What told the standing of a line: a column and its value. Only problems show it.
_REASONS = dict.fromkeys(("standing_column", "standing_value"), "varchar")


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
    typed: bool = False,
) -> str:
    """Return the SQL of all lines, or of those of ``only`` some files (by index).

    In ``cash_files`` unpaid lines count as paid. An order's total that stands on
    several of its days counts once where these are within ``total_days``. ``careful`` reads values
    however they are written. With ``records``, how many each file has, lines are numbered:
    ``record`` is the physical line in a copied file and the number of the record in one scanned as
    it lies; what told a line's standing comes with it. What is
    ``typed`` lacks the lines of records that a scan rejects since it cannot type them.
    """
    parts = []
    for group in kindred(sources, only=only):
        layout = group[0][1].layout
        if typed and (columns := typed_of(group)):
            parts.append(_typed_by_scan(group, columns, terms, cash_files))
            continue
        scan = scan_sql([source.scan for _, source in group], reject=records is None)
        fields = fields_sql(layout, careful=careful)
        lines = _typed(group, terms, fields, scan, _file(group), records=records)
        if layout.order_totals:
            lines = _once(_spread(lines, numbered=records is not None), total_days)
        parts.append(stated(lines, layout, terms, cash_files))
    return " union all ".join(parts)


Group = Sequence[tuple[int, Source]]


def kindred(sources: Sequence[Source], *, only: Collection[int] | None = None) -> Iterator[Group]:
    """Yield the sources that are scanned together, each with its index."""
    wanted = [(i, source) for i, source in enumerate(sources) if only is None or i in only]
    for _, group in groupby(wanted, key=lambda item: _kinship(item[1])):
        yield list(group)


def typed_of(group: Group) -> Typed | None:
    """Return the columns that a scan of some files types; totals of orders need all lines."""
    layout, scan = group[0][1].layout, group[0][1].scan
    whole = scan.numbered or layout.order_totals or layout.total_labels
    return None if whole else layout.typed


def _typed_by_scan(group: Group, columns: Typed, terms: Terms, cash_files: Collection[int]) -> str:
    """Return the SQL of the lines of which a scan has typed some columns."""
    scan = scan_sql([source.scan for _, source in group], typed=columns)
    fields = {n: s for n, s in fields_sql(group[0][1].layout).items() if n not in _OF_ODD_RECORDS}
    moment = f"c{columns.moment}"
    fields["moment"] = f"case when {_in_our_time(moment)} then {moment} end"
    lines = _typed(group, terms, fields, scan, _file(group))
    return typed_stated(lines, terms, cash_files)


def odd_cells_sql(group: Group, terms: Terms, states: str) -> str:
    """Return the SQL of the cells of records that come to one of some states when read fast.

    The columns are those of the scan, behind the index of the file.
    """
    source = group[0][1]
    scan = scan_sql([s.scan for _, s in group])
    cells = f"{', '.join(map(quoted, source.scan.names))}, "
    fields = fields_sql(source.layout)
    typed = _typed(group, terms, fields, scan, _file(group), cells=cells)
    lines = stated(typed, source.layout, terms, ())
    return f"select file, {cells.rstrip(', ')} from ({lines}) where state in {states}"


def untimely_cells_sql(group: Group, columns: Typed) -> str:
    """Return the SQL of the cells of records whose moment a scan has typed, of no time of ours.

    The columns are those of the scan, behind the index of the file.
    """
    moment = f"try_strptime(c{columns.moment}, {text(columns.time_format)})"
    numbers = "".join(f" and as_number(c{n}) is not null" for n in columns.numbers)
    scans = [source.scan for _, source in group]
    cells = ", ".join(map(quoted, scans[0].names))
    rows = f"select {_file(group)} as file, {cells} from {scan_sql(scans)}"
    return f"{rows} where not {_in_our_time(moment)}{numbers}"


def _in_our_time(moment: str) -> str:
    return f"({moment} >= timestamp '1971-01-01' and {moment} < timestamp '2100-01-01')"


def careful_lines_sql(
    group: Group, terms: Terms, cells: str, cash_files: Collection[int] = ()
) -> str:
    """Return the SQL of lines whose cells stand in a table, read however they are written."""
    layout = group[0][1].layout
    typed = _typed(group, terms, fields_sql(layout, careful=True), cells, "file")
    return stated(typed, layout, terms, cash_files)


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
