"""Which column of a side file holds which field: what the user says, then names, then looks.

As of sales (:mod:`repurchase_cli.readers.meaning.claims`), with the names of the kind. Whose column
of customers is told besides by the sales: the ids in it are customers there. What no name tells is
taken where one column alone looks like it; where two do, the user is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from repurchase_cli.errors import InputError
from repurchase_cli.grammars.answers import opted_out
from repurchase_cli.grammars.contacts import contacts_in, hides_part, is_phone
from repurchase_cli.grammars.dates import looks_like_date
from repurchase_cli.grammars.grammar import sql_text
from repurchase_cli.grammars.money import number
from repurchase_cli.grammars.points import points_with_unit
from repurchase_cli.grammars.scores import score
from repurchase_cli.readers.meaning import claims, headers, two_columns
from repurchase_cli.readers.meaning.evidence import ENOUGH, HALF, NEARLY_ALL
from repurchase_cli.readers.meaning.questions import Doubts
from repurchase_cli.readers.meaning.table import Table
from repurchase_cli.readers.side.kinds import NEEDS, TELLING, Found, lacks_header, looks_like
from repurchase_cli.readers.side.synonyms import SIDE_SYNONYMS, ranks
from repurchase_cli.readers.wishes import Wishes
from repurchase_cli.sources import Scanner, Source

Notes = tuple[tuple[str, str], ...]

#: Fields in which a wrong column would match nothing, or other things, in silence.
_KEYS = ("customer_id", "sku", "old_id", "new_id")
#: Values of the sample that are looked for among the customers of the sales.
_MOST_IDS = 300


def find(
    kind: str,
    table: Table,
    sources: Sequence[Source],
    wishes: Wishes,
    scanner: Scanner,
    *,
    file: str,
) -> tuple[Found, Notes]:
    """Return the columns of each field of a kind that the file has, and what must be said of them.

    Raises
    ------
    QuestionError
        When two columns could both be the customer, the item, or what a kind must have.
    InputError
        When columns hold each other's values.
    """
    said = {
        field: (headers.position(table.headers, header, field, SIDE_SYNONYMS[kind]),)
        for field, header in wishes.of_side(kind).items()
    }
    if lacks_header(table.headers):
        return {**(_by_values(table) if kind == "suppress" else {}), **said}, ()
    named = claims.by_names(table, ranks(kind), [i for places in said.values() for i in places])
    found = {field: tuple(columns[0] for columns in groups) for field, groups in named.items()}
    doubts = Doubts()
    for field in (key for key in _KEYS if key in named and key not in said):
        with doubts.gather():
            found[field] = (_clear(kind, field, named[field][0], table, sources, file),)
    found |= said
    looked: dict[str, tuple[int, ...]] = {}
    if looks_like(kind, table.headers):  # its names are those of another kind, which is refused
        return found, ()
    with doubts.gather():
        looked |= _by_sales(kind, table, found, sources, scanner, file)
    with doubts.gather():
        looked |= _by_look(kind, table, {**found, **looked}, file)
    found |= looked
    with doubts.gather():
        _refuse_exchanged(kind, table, {f: i for f, i in found.items() if f not in said}, file)
    doubts.refuse()
    return found, tuple(_note(kind, f, table.headers[i], file) for f, (i,) in looked.items())


def _note(kind: str, field: str, header: str, file: str) -> tuple[str, str]:
    option = f"--map '{kind}.{field}=HEADER'"
    return (
        f"{file}: takes {header!r} as the {field.replace('_', ' ')} by what stands in it; else "
        f"say which it is: {option}",
        f"{file}：按内容将“{header}”作为 {field}；如有误请指定：{option}",
    )


def _clear(
    kind: str,
    field: str,
    columns: Sequence[int],
    table: Table,
    sources: Sequence[Source],
    file: str,
) -> int:
    """Return the one column: by the field's own name, by the sales' header, or the only one."""
    in_sales = {source.layout.columns.get(field) for source in sources}
    for wanted in ({field}, in_sales):
        for column in columns:
            if table.headers[column] in wanted:
                return column
    two_columns.refuse_two(table, field, columns, file, kind)
    return columns[0]


def _by_sales(
    kind: str,
    table: Table,
    found: Found,
    sources: Sequence[Source],
    scanner: Scanner,
    file: str,
) -> Found:
    """Return the column of customers where no name tells it: its ids are customers of the sales."""
    known = {"customer_id", "phone", "email"} & found.keys()
    if known or not any("customer_id" in group for group in NEEDS[kind]):
        return {}
    free = _free(table, found)
    ids = {i: _filled(table, i)[:_MOST_IDS] for i in free}
    customers = _customers_among({value for i in free for value in ids[i]}, sources, scanner)
    hits = [i for i in free if ids[i] and sum(v in customers for v in ids[i]) > HALF * len(ids[i])]
    return _only(kind, "customer_id", table, hits, file)


def _customers_among(
    values: set[str], sources: Sequence[Source], scanner: Scanner
) -> frozenset[str]:
    """Return those of some texts that are ids of customers in the sales."""
    listed = ", ".join(sql_text(value) for value in sorted(values))
    found: set[str] = set()
    for source in sources if values else ():
        id_ = source.layout.fields["customer_id"].sql(careful=True)
        query = f"select distinct {id_} from {{scan}} where {id_} in ({listed})"
        found.update(value for (value,) in scanner.ask([source.scan], query))
    return frozenset(found)


def _by_look(kind: str, table: Table, found: Found, file: str) -> Found:
    """Return what a kind must have, or lives by, and no name tells, by what stands in columns."""
    looked: dict[str, tuple[int, ...]] = {}
    for group in (*NEEDS[kind], *TELLING.get(kind, ())):
        fields = [field for field in group if field in _LOOKS]
        if fields and not any(field in found for field in group):
            taken = {**found, **looked}
            hits = [i for i in _free(table, taken) if _looks(table, i, _LOOKS[fields[0]])]
            looked |= _only(kind, fields[0], table, hits, file)
    return looked


def _only(kind: str, field: str, table: Table, hits: Sequence[int], file: str) -> Found:
    """Return the one column that fits a field, nothing where none does.

    Raises
    ------
    QuestionError
        Where several do.
    """
    if len(hits) > 1:
        raise two_columns.question_of(table, field, hits, file, kind)
    return {field: (hits[0],)} if hits else {}


def _refuse_exchanged(kind: str, table: Table, found: Found, file: str) -> None:
    """Raise when a column that is named for contacts has none, and one of another name has them."""
    if kind == "suppress":  # contacts there tell themselves
        return
    for field in ("phone", "email"):
        named = found.get(field, ())
        if not named or any(_looks(table, i, _LOOKS[field], at_least=HALF) for i in named):
            continue
        others = [i for places in found.values() for i in places if i not in named]
        held = [i for i in others if _looks(table, i, _LOOKS[field])]
        if held and len(_filled(table, named[0])) >= ENOUGH:
            name, other = table.headers[named[0]], table.headers[held[0]]
            raise InputError(
                f"{name!r} holds no {field}s, and {other!r} does: are the columns exchanged?",
                hint=f"say which it is: --map '{kind}.{field}={other}'",
                file=file,
            )


def _free(table: Table, found: Found) -> list[int]:
    taken = {i for places in found.values() for i in places}
    return [i for i in range(len(table.headers)) if i not in taken]


def _filled(table: Table, column: int) -> list[str]:
    return [value.strip() for value in table.values(column) if value.strip()]


def _looks(
    table: Table, column: int, look: Callable[[str], bool], *, at_least: float = NEARLY_ALL
) -> bool:
    """Whether nearly all filled values of a column look like something."""
    values = _filled(table, column)
    return bool(values) and sum(map(look, values)) >= at_least * len(values)


def _is_number(value: str) -> bool:
    return number(value, "point") is not None


def _is_points(value: str) -> bool:
    return _is_number(value) or points_with_unit(value) is not None


def _is_score(value: str) -> bool:
    return _is_number(value) or score(value) is not None


def _is_phone(value: str) -> bool:
    return hides_part(value) or (is_phone(value) and not looks_like_date(value))


#: Field → what its values look like.
_LOOKS: Mapping[str, Callable[[str], bool]] = {
    "date": looks_like_date,
    "points": _is_points,
    "score": _is_score,
    "on_hand": _is_number,
    "phone": _is_phone,
    "email": lambda value: "@" in value,
    "status": lambda value: opted_out(value) is not None,
}


def _by_values(table: Table) -> Found:
    """Return the columns of a list without a header by what stands in them."""
    found: dict[str, tuple[int, ...]] = {}
    for i in range(len(table.headers)):
        values = [value for value in table.values(i) if value.strip()]
        if values and all("@" in value for value in values):
            found["email"] = (*found.get("email", ()), i)
        elif values and all(map(_holds_phones, values)):
            found["phone"] = (*found.get("phone", ()), i)
        elif values and all(opted_out(value) is not None for value in values):
            found["status"] = (*found.get("status", ()), i)
        elif len(table.headers) == 1:
            found["customer_id"] = (i,)
    return found


def _holds_phones(value: str) -> bool:
    """Whether a cell holds a phone, perhaps beside others, or what an export has left of it."""
    return hides_part(value) or any(map(is_phone, contacts_in(value)))
