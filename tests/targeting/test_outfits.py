"""What goes with what customers have, more of their style, and what will soon be gone, in campaigns."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.targeting.shop import ago, tables, write_customers, write_settings

Targets = Callable[..., Path]
OUTFIT = """
  - name: outfit
    title: Outfit
    when: bundle is not null or style_extension is not null
    because: "{bundle_of|-}"
    cycle: month
    offer: {kind: text, text: news}
    message: "{bundle|-}, {style_extension|-}, {low_stock|-}"
"""
HEADER = "order_id,order_time,customer_id,sku,product,category,style,quantity,amount"


pytestmark = pytest.mark.usefixtures("shop")


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """Thirty buy top and skirt in one order, seven of other things each; one has the top alone."""
    lines = [HEADER]

    def bought(customer: str, day: int, sku: str, category: str, style: str) -> None:
        lines.append(
            f"{customer}{day},{ago(day)},{customer},{sku},the {sku},{category},{style},1,{90 + 7 * len(sku)}"
        )

    for n in range(30):
        bought(f"p{n:02}", 5 + n, "top", "tops", "retro")
        bought(f"p{n:02}", 5 + n, "skirt", "skirts", "retro")
    for n in range(200):
        bought(f"q{n:03}", 3 + n % 40, f"thing{n % 7}", "things", "street")
    bought("alone", 10, "top", "tops", "retro")
    bought("alone", 20, "top2", "tops", "retro")
    (tmp_path / "sales.csv").write_text("\n".join([*lines, ""]), encoding="utf-8")
    held = ["sku,category,on_hand", "top,tops,9", "skirt,skirts,1", "thing1,things,90"]
    (tmp_path / "inventory.csv").write_text("\n".join([*held, ""]), encoding="utf-8")
    everybody = [*(f"p{n:02}" for n in range(30)), *(f"q{n:03}" for n in range(200)), "alone"]
    write_customers(tmp_path, *({"customer_id": each} for each in everybody))
    write_settings(tmp_path, OUTFIT)
    return tmp_path


def test_what_goes_with_what_it_has_and_more_of_its_style(targets: Targets) -> None:
    made = tables(targets("--inventory", "inventory.csv", "--ledger", "none"))["targets"]
    (row,) = (row for row in made if row["customer_id"] == "alone")
    # thirty of 231 orders hold both: the skirt goes with its top, and is of its style, not of tops;
    # one skirt is left at a pace of thirty in 90 days
    assert row["reason"] == "the top"
    assert row["message"] == "the skirt, the skirt, the skirt"
    assert {row["customer_id"] for row in made} == {"alone"}  # who has both is told neither


def test_without_an_inventory_nothing_is_known_to_be_low(targets: Targets) -> None:
    made = tables(targets("--ledger", "none"))["targets"]
    (row,) = (row for row in made if row["customer_id"] == "alone")
    assert row["message"] == "the skirt, the skirt, -"
