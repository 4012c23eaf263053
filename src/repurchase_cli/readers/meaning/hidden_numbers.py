"""Numbers with hidden digits that stand with several names: they are nobody in particular."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from repurchase_cli.grammars.grammar import sql_text
from repurchase_cli.readers.meaning.evidence import MOSTLY
from repurchase_cli.readers.meaning.reading import Reading
from repurchase_cli.sources import Scan, Scanner
from repurchase_cli.values.texts import Cell, Value

Note = tuple[str, str]

#: Digits that an export has hidden.
HIDDEN = re.compile(r"[*•●]{2,}|[xX#]{3,}")
_A_PLACE = re.compile(
    r"address|street|地址|adresse|anschrift|direcci|indirizzo|住所|주소", re.IGNORECASE
)
#: Ids with hidden digits that are looked at, and names of each.
_MOST_HIDDEN, _NAMES = 10_000, 20


def nobodies(reading: Reading, scans: Sequence[Scan], scanner: Scanner) -> tuple[str, ...]:
    """Return the ids with hidden digits that stand with more than one name: nobody's."""
    customer, name = reading.text("customer_id"), reading.text("name") or _place(reading)
    hidden = [v for v in reading.values("customer_id") if HIDDEN.search(v)]
    if not hidden or customer is None or name is None or name == customer:
        return ()
    hidden_id, person = customer.sql(), name.sql()
    asked = (
        f"select trim({hidden_id}) as id,"
        f" list(distinct trim({person}) order by trim({person}))[:{_NAMES}]"
        f" from {{scan}} where regexp_matches({hidden_id}, {sql_text(HIDDEN.pattern)})"
        f" and {person} <> '' group by id having count(distinct {person}) > 1"
        f" order by id limit {_MOST_HIDDEN}"
    )
    return tuple(id_ for id_, names in scanner.ask(scans, asked) if _are_several(names))


def _are_several(names: Sequence[str]) -> bool:
    """Whether names are those of several people, and not one written in several ways."""
    letters = [Counter(re.findall(r"\w", name.casefold())) for name in names]
    longest = max(letters, key=Counter.total)
    return any(spelled - longest and _shared(spelled, longest) < MOSTLY for spelled in letters)


def _shared(one: Counter[str], other: Counter[str]) -> float:
    """Return the share of the letters of a name that another one has as well."""
    return (one & other).total() / one.total()


def _place(reading: Reading) -> Value | None:
    """Return the column of a customer's address, where nobody's name is given."""
    headers = reading.table.headers
    return next((Cell(i) for i, header in enumerate(headers) if _A_PLACE.search(header)), None)


def note(ids: Sequence[str], header: str) -> tuple[Note, ...]:
    """Return what must be said of ids that are nobody's."""
    if not ids:
        return ()
    return (
        (
            f"{header}: {len(ids):,} numbers with hidden digits (such as {ids[0]}) stand with "
            "several names: they are no customers",
            f"“{header}”中有 {len(ids):,} 个隐藏号码（如 {ids[0]}）对应多个姓名：不作为客户",
        ),
    )
