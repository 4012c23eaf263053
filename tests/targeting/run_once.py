"""One recorded run without sales: contacts, a file, the commit, the file's place. For killing."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from repurchase_cli.campaigns.codes import codes_of, secrets
from repurchase_cli.campaigns.ledger import Ledger
from repurchase_cli.writers import files
from tests.campaigns.contacts import Contact, frame, place_of

CUSTOMERS = 3_000
DAY = date(2026, 6, 30)


def contacts(salt: bytes) -> list[Contact]:
    """Return the contacts of the day, each with its code."""
    day = DAY.isoformat()
    one = Contact(
        "c", "", "", "contacted", day, "sms", "amount", "5 off", None, 5, 0, day, day, 1.0, 0.05,
        "loyal", "x" * 200,
    )  # fmt: skip
    ids = [str(i) for i in range(CUSTOMERS)]
    made = codes_of(salt, secrets(salt, "c", ids, [""] * CUSTOMERS), ())
    return [one._replace(customer_id=i, coupon_code=c) for i, c in zip(ids, made, strict=True)]


def run(folder: Path, given: str) -> None:
    """Do what a run does, or write the day's list again; the ledger is where the user says."""
    with Ledger.writing(place_of(given)) as ledger:
        (folder / "begun").touch()
        made, salt = ledger.listed_on(DAY), ledger.salt(make=True)
        number = ledger.add(DAY, DAY, "0", {"c": {}}, frame([] if made else contacts(salt)))
        with files.replacing(folder / "list.csv", private=True) as out:
            codes = ledger.contacts()["coupon_code"]
            out.write("\n".join(codes).encode())
            files.secure(out)
            ledger.commit()
        ledger.mark_written(number)


if __name__ == "__main__":
    run(Path(sys.argv[1]), sys.argv[2])
