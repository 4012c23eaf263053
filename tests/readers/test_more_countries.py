"""Headers, dates, digits and words for the state of an order, as more countries write them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.shops import OpenShop

HEAD = "order_id,date,customer_id,amount\n"


@pytest.mark.parametrize(
    "header",
    [
        "訂單編號,訂單成立日期,買家帳號,買家總支付金額",
        "注文番号,注文日時,注文者メールアドレス,請求金額",
        "주문번호,주문일시,주문자 아이디,총 결제금액",
        "Id zamówienia,Data zakupu,Login kupującego,Suma",
        "Sipariş Numarası,Sipariş Tarihi,Müşteri ID,Toplam Tutar",
        "Номер заказа,Дата заказа,ID клиента,Сумма заказа",
        "Číslo objednávky,Datum,Zákazník ID,Celkem s DPH",
        "Rendelés azonosító,Dátum,Vevő azonosító,Bruttó végösszeg",
        "Ordernummer,Orderdatum,Kundnummer,Summa",
        "Αριθμός παραγγελίας,Ημερομηνία,Κωδικός πελάτη,Σύνολο",
        "رقم الطلب,التاريخ,رقم العميل,الإجمالي",
        "หมายเลขคำสั่งซื้อ,วันที่สั่งซื้อ,รหัสลูกค้า,ยอดรวม",
        "Mã đơn hàng,Ngày đặt hàng,Mã khách hàng,Tổng tiền",
        "No. Pesanan,Tanggal Pesanan,ID Pelanggan,Total Pembayaran",
        "id_order,date_add,id_customer,total_paid",
        "Number of order,Created on,Customer ID,Total (BRL)",
    ],
)
def test_headers_of_many_countries(shop: OpenShop, header: str) -> None:
    text = f"{header}\nA1,2024-01-01,ann,30.5\nA2,2024-01-02,bob,20\n"
    assert shop(text.encode("utf-8-sig")).bought == {"ann": (1, 30.5), "bob": (1, 20)}


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("25/03/2024 10:30 p. m.", "2024-03-25"),
        ("25.03.2024 10.30", "2024-03-25"),
        ("25/03/2024 à 10:30", "2024-03-25"),
        ("25/03/2024 - 10:30:05", "2024-03-25"),
        ("25/03/2024 10h30", "2024-03-25"),
        ("1130325", "2024-03-25"),
        ("1711362605000000", "2024-03-25"),
        ("\u200e2024-03-25 10:30\u200e", "2024-03-25"),
        ("٢٠٢٤-٠٣-٢٥", "2024-03-25"),
    ],
)
def test_dates_and_clocks(shop: OpenShop, written: str, day: str) -> None:
    text = HEAD + f'A1,"{written}",ann,30\nA2,"{written}",bob,30\n'
    assert shop(text.encode("utf-8-sig"), day_ends_at="01:00").days["ann"] == (day, day)


def test_digits_of_other_scripts_and_marks_that_nobody_sees(shop: OpenShop) -> None:
    text = HEAD + "A1,2024-01-01,٠١٢,١٬٢٣٤٫٥\nA2,2024-01-02,\u202a012\u202c,१२\n"
    found = shop(text.encode("utf-8-sig"))
    assert found.bought == {"012": (2, 1246.5)}


@pytest.mark.parametrize("amount", ["C$ 1,234.50", "S/ 1,234.50", "1,234.50 лв.", "₸1,234.50"])
def test_currencies_of_more_countries(shop: OpenShop, amount: str) -> None:
    text = HEAD + f'A1,2024-01-01,ann,"{amount}"\n'
    assert shop(text.encode("utf-8-sig")).bought == {"ann": (1, 1234.5)}


def test_an_amount_in_cents_says_so_in_its_header(shop: OpenShop) -> None:
    text = HEAD.replace("amount", "实付金额(分)") + "A1,2024-01-01,ann,123450\n"
    assert shop(text).bought == {"ann": (1, 1234.5)}


@pytest.mark.parametrize(
    ("word", "state"),
    [
        ("İptal Edildi", "cancelled"),
        ("Anulowane", "cancelled"),
        ("ยกเลิกแล้ว", "cancelled"),
        ("Đã hủy", "cancelled"),
        ("Dibatalkan", "cancelled"),
        ("Geannuleerd", "cancelled"),
        ("Nieopłacone", "unpaid"),
        ("Не оплачен", "unpaid"),
        ("İade Edildi", "refunded"),
        ("คืนเงินแล้ว", "refunded"),
    ],
)
def test_states_of_orders_in_more_languages(shop: OpenShop, word: str, state: str) -> None:
    text = (
        HEAD.replace("\n", ",status\n") + f"A1,2024-01-01,ann,30,ok\nA2,2024-01-02,bob,9,{word}\n"
    )
    found = shop((text + "A3,2024-01-03,ann,1,ok\n").encode("utf-8-sig"))
    assert found.excluded == {state: 1}
