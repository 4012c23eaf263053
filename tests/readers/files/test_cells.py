"""Single cells as tills and spreadsheets write them: money, dates kept as text, nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from repurchase_cli.errors import InputError

if TYPE_CHECKING:
    from tests.shops import OpenShop

HEAD = "order_id;date;customer_id;amount\n"


def two(one: str, other: str) -> str:
    """Two sales of one customer, with their amounts."""
    return HEAD + f"1;2024-01-01;ann;{one}\n2;2024-01-02;ann;{other}\n"


@pytest.mark.parametrize(
    ("one", "other", "sum_"),
    [
        ("CHF 10.50", "CHF 20.-", 30.5), ("CHF 10.50", "CHF 20.–", 30.5), ("10,50", "20,--", 30.5),
        ("10,50 €", "20,— €", 30.5), ("1'000.50", "2.50", 1003.0),
        ("$10", "20 usd", 30), ("¥10", "20円", 30), ("￥10", "20元", 30), ("10 zł", "20 ZŁ", 30),
    ],
)  # fmt: skip
def test_money(shop: OpenShop, one: str, other: str, sum_: float) -> None:
    assert shop(two(one, other)).bought == {"ann": (2, sum_)}


def test_a_minus_behind_is_less_than_zero(shop: OpenShop) -> None:
    text = HEAD + "1;2024-01-01;ann;10.50\n1;2024-01-01;ann;4.50-\n"
    assert shop(text).bought == {"ann": (1, 6)}


@pytest.mark.parametrize(("one", "other"), [("$10", "€20"), ("10元", "20円"), ("HK$10", "$20")])
def test_amounts_of_several_currencies_are_refused(shop: OpenShop, one: str, other: str) -> None:
    with pytest.raises(InputError, match="which cannot be added up"):
        shop(two(one, other))


def test_all_cells_kept_as_text(shop: OpenShop) -> None:
    found = shop(
        '="order_id",="date",="customer_id",="amount"\n'
        '="1",="13/01/2024",="007",="10"\n="2",="14/01/2024",="008",="20"\n'
    )
    assert found.bought == {"007": (1, 10), "008": (1, 20)}
    assert found.as_of == "2024-01-14"


@pytest.mark.parametrize(
    "nobody",
    [
        r"\N",
        "(null)",
        "(空白)",
        "未登记",
        "[deleted]",
        "Laufkundschaft",
        "público en general",
        "비회원",
    ],
)
def test_nobody(shop: OpenShop, nobody: str) -> None:
    text = HEAD + f"1;2024-01-01;ann;10\n2;2024-01-01;{nobody};20\n"
    assert shop(text).excluded == {"no_customer": 1}
