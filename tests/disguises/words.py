"""The words of a disguise: headers, names, products and remarks by language."""

from __future__ import annotations

#: Field → names that a header of this language may have, the usual one first.
HEADERS: dict[str, dict[str, tuple[str, ...]]] = {
    "plain": {
        "customer": ("customer_id", "user_id", "member_id", "household_id"),
        "order": ("order_id", "basket_id", "OrderNo"),
        "date": ("date", "order_date", "order_time", "trans_date"),
        "clock": ("time",),
        "product": ("product", "product_name"),
        "sku": ("sku", "product_id"),
        "quantity": ("quantity", "qty"),
        "price": ("unit_price", "price"),
        "line": ("amount", "line_amount", "sales_value"),
        "order total": ("order_amount", "grand_total"),
        "either": ("total", "value"),
        "name": ("name", "customer_name"),
        "status": ("status",),
    },
    "en": {
        "customer": ("Customer ID", "Customer No.", "Client Code", "Loyalty Number"),
        "order": ("Order ID", "Order #", "Receipt number", "Ticket No", "Invoice Number"),
        "date": ("Order Date", "Date", "Sale Date", "Transaction Date"),
        "clock": ("Time", "Sale Time"),
        "product": ("Product Name", "Item", "Description"),
        "sku": ("SKU", "Item Code", "Article Number"),
        "quantity": ("Quantity", "Qty", "Units"),
        "price": ("Unit Price", "Price", "Item Price"),
        "line": ("Line Total", "Net Sales", "Amount", "Sales"),
        "order total": ("Order Total", "Grand Total", "Invoice Total"),
        "either": ("Total", "Total Amount", "Amount Paid", "Total Price"),
        "name": ("Customer Name", "Buyer Name"),
        "status": ("Order Status", "Payment Status"),
    },
    "zh": {
        "customer": ("会员卡号", "客户编号", "会员ID", "顾客编号", "用户ID", "买家会员名"),
        "order": ("订单编号", "订单号", "小票号", "单据编号", "流水号"),
        "date": ("下单时间", "销售日期", "日期", "交易时间", "付款时间"),
        "clock": ("时间", "销售时间"),
        "product": ("商品名称", "宝贝标题", "品名"),
        "sku": ("款号", "货号", "商品编码"),
        "quantity": ("数量", "销售数量", "数量（件）"),
        "price": ("单价", "单价(元)", "实际单价", "售价"),
        "line": ("销售金额", "小计", "销售额(元)", "商品实付金额"),
        "order total": ("订单金额", "订单总额（元）", "订单实付金额"),
        "either": ("实付金额", "金额（元）", "实收金额", "金额"),
        "name": ("客户姓名", "会员姓名", "姓名"),
        "status": ("订单状态", "状态"),
    },
    "tw": {
        "customer": ("會員編號", "顧客編號", "會員卡號", "客戶編號"),
        "order": ("訂單編號", "單據號碼", "訂單號碼", "發票號碼"),
        "date": ("訂單日期", "銷售日期", "交易日期", "下單時間"),
        "clock": ("時間",),
        "product": ("商品名稱", "品項"),
        "sku": ("貨號", "商品編號"),
        "quantity": ("數量",),
        "price": ("單價", "價格"),
        "line": ("銷售金額", "商品金額", "銷售額"),
        "order total": ("訂單金額", "訂單總額"),
        "either": ("金額", "實付金額", "總金額"),
        "name": ("顧客姓名", "會員姓名"),
        "status": ("訂單狀態",),
    },
    "ja": {
        "customer": ("顧客番号", "会員番号", "会員ID"),
        "order": ("注文番号", "伝票番号", "受注番号"),
        "date": ("注文日", "売上日", "購入日", "注文日時"),
        "clock": ("時間",),
        "product": ("商品名",),
        "sku": ("商品番号", "品番"),
        "quantity": ("個数", "数量"),
        "price": ("単価",),
        "line": ("売上金額", "売上"),
        "order total": ("Order Total",),
        "either": ("合計", "金額"),
        "name": ("顧客名", "氏名"),
        "status": ("状态",),
    },
    "de": {
        "customer": ("Kundennummer", "Kunden-ID", "Kundennr."),
        "order": ("Belegnummer", "Bestellnummer", "Rechnungsnummer", "Bestell-Nr."),
        "date": ("Verkaufsdatum", "Datum", "Bestelldatum", "Rechnungsdatum"),
        "clock": ("Uhrzeit",),
        "product": ("Artikel", "Artikelbezeichnung", "Bezeichnung"),
        "sku": ("Artikelnummer", "Art.-Nr."),
        "quantity": ("Menge", "Anzahl"),
        "price": ("Einzelpreis", "Stückpreis", "Preis"),
        "line": ("Umsatz",),
        "order total": ("Bestellwert", "Gesamtsumme"),
        "either": ("Betrag", "Gesamtbetrag", "Summe", "Gesamt"),
        "name": ("Kundenname",),
        "status": ("Status", "Bestellstatus"),
    },
    "fr": {
        "customer": ("Numéro client", "ID client", "Code client"),
        "order": ("Numéro de commande", "N° commande"),
        "date": ("Date de commande", "Date d'achat"),
        "clock": ("Heure",),
        "product": ("Désignation", "Produit"),
        "sku": ("Référence",),
        "quantity": ("Quantité", "Qté"),
        "price": ("Prix unitaire", "Prix"),
        "line": ("Chiffre d'affaires",),
        "order total": ("Grand Total",),
        "either": ("Montant", "Total TTC"),
        "name": ("Nom du client",),
        "status": ("Statut",),
    },
    "es": {
        "customer": ("ID cliente", "Código cliente", "Nº cliente"),
        "order": ("Nº de pedido", "Número de pedido"),
        "date": ("Fecha de compra", "Fecha", "Fecha de pedido"),
        "clock": ("Hora",),
        "product": ("Producto",),
        "sku": ("Referencia",),
        "quantity": ("Cantidad",),
        "price": ("Precio unitario", "Precio"),
        "line": ("Ventas",),
        "order total": ("Grand Total",),
        "either": ("Importe", "Total"),
        "name": ("Nombre del cliente",),
        "status": ("Estado",),
    },
}

_PEOPLE = {
    "en": ("Ann Lee", "Bob O'Neil", "Smith, Jane", "Zoe Carter", "Max Weber"),
    "de": ("Jürgen Müller", "Käthe Groß", "Schröder, Anna", "Zoë Weiß", "Max Weber"),
    "fr": ("Zoé Lefèvre", "François Noël", "Hélène Côté", "André Béranger", "Anaïs Dubois"),
    "es": ("José Muñoz", "Lucía Núñez", "Ángel Peña", "María García", "Íñigo Ruiz"),
    "zh": ("张三", "李小红", "王芳", "欧阳娜娜", "Ann Lee"),
    "tw": ("張雅婷", "李志明", "王怡君", "歐陽娜娜", "Ann Lee"),
    "ja": ("佐藤花子", "鈴木一郎", "高橋さくら", "ゆうこ", "Ann Lee"),
}
_PRODUCTS = {
    "en": ("Shirt, blue", 'Jeans 32"', "Dress\nlong", "Socks", "Coat", "Parka", "Belt; brown",
           "Boots | black", "Hat"),
    "de": ("Bluse, weiß", 'Hose 32"', "Kleid\nlang", "Söckchen", "Mäntel", "Jacke grün", "Gürtel; braun",
           "Stiefel | groß", "Mütze"),
    "fr": ("Chemisier, à pois", 'Pantalon 32"', "Robe d'été\nlongue", "Chaussettes", "Manteau gémeaux",
           "Veste façonnée", "Ceinture; tressée", "Bottes | noires", "Béret"),
    "es": ("Camisa, algodón", 'Pantalón 32"', "Vestido\nlargo", "Calcetines niño", "Abrigo", "Cazadora",
           "Cinturón; marrón", "Botas | señora", "Sombrero"),
    "zh": ("衬衫,蓝色", '牛仔裤32"', "连衣裙\n长款", "袜子", "羊毛大衣", "羽绒服", "皮带; 棕色", "靴子 | 黑色", "针织帽"),
    "tw": ("襯衫,藍色", '牛仔褲32"', "連身裙\n長版", "襪子", "羊毛大衣", "羽絨外套", "皮帶; 棕色", "靴子 | 黑色", "針織帽"),
    "ja": ("シャツ,青", 'ジーンズ32"', "ワンピース\nロング", "靴下", "コート", "ジャケット", "ベルト; 茶", "ブーツ | 黒", "帽子"),
}  # fmt: skip
_NOTES = {
    "en": ("gift wrap, please", "", "call before 5 pm", "2024-01-05 delivered"),
    "de": ("bitte als Geschenk", "", "Lieferung über Köln", "Größe tauschen"),
    "fr": ("emballage cadeau", "", "livraison à l'été", "déjà réglé"),
    "es": ("envolver para regalo", "", "entregar mañana", "niño"),
    "zh": ("请包装,谢谢", "", "周末送货", "已备注"),
    "tw": ("請包裝,謝謝", "", "週末送貨", "已備註"),
    "ja": ("ギフト包装", "", "週末配達", "領収書希望"),
}
_ADDRESSES = {
    "en": "12 Main St, Springfield", "de": "Königstraße 5, 70173 Köln", "fr": "3 rue de l'Église, Orléans",
    "es": "Calle Núñez 7, A Coruña", "zh": "浙江省杭州市西湖区文三路1号", "tw": "台北市信義區忠孝東路5號",
    "ja": "東京都渋谷区神南1-2-3",
}  # fmt: skip
TITLES = {
    "en": ("Sales report", "Period: 2023-01-01 to 2024-12-31", "Printed by: admin"),
    "de": ("Verkäufe nach Beleg", "Zeitraum: 01.01.2023 - 31.12.2024", "Filiale: Köln"),
    "fr": ("Rapport des ventes", "Période : 2023 à 2024", "Boutique d'Orléans"),
    "es": ("Informe de ventas", "Período: 2023 a 2024", "Tienda: A Coruña"),
    "zh": ("销售明细表", "统计时间：2023-01-01 至 2024-12-31", "门店：杭州店"),
    "tw": ("銷售明細表", "期間：2023/01/01 至 2024/12/31", "門市：台北店"),
    "ja": ("売上明細", "期間：2023年1月1日～2024年12月31日", "店舗：渋谷店"),
}
TOTALS = {
    "en": "Total", "de": "Summe", "fr": "Total", "es": "Total", "zh": "合计", "tw": "合計", "ja": "合計",
}  # fmt: skip
SUBTOTALS = {
    "en": "Subtotal", "de": "Zwischensumme", "fr": "Sous-total", "es": "Subtotal", "zh": "小计",
    "tw": "小計", "ja": "小計",
}  # fmt: skip
COMPLETED = {
    "en": "completed", "de": "abgeschlossen", "fr": "payé", "es": "completado", "zh": "交易成功",
    "tw": "已付款", "ja": "完了",
}  # fmt: skip
EXTRAS = {
    "en": {"note": "Notes", "address": "Shipping Address", "shipped": "Ship Date", "list": "List Price",
           "discount": "Discount", "city": "City", "points": "Points", "balance": "Store Balance",
           "birthday": "Birthday"},
    "de": {"note": "Bemerkung", "address": "Lieferadresse", "shipped": "Versanddatum", "list": "UVP",
           "discount": "Rabatt", "city": "Ort", "points": "Punkte", "balance": "Guthaben",
           "birthday": "Geburtstag"},
    "zh": {"note": "备注", "address": "收货地址", "shipped": "发货时间", "list": "吊牌价", "discount": "优惠金额",
           "city": "城市", "points": "积分", "balance": "余额", "birthday": "生日"},
    "tw": {"note": "備註", "address": "收貨地址", "shipped": "出貨日期", "list": "原價", "discount": "折扣金額",
           "city": "城市", "points": "點數", "balance": "餘額", "birthday": "生日"},
    "ja": {"note": "備考", "address": "配送先住所", "shipped": "出荷日", "list": "定価", "discount": "割引",
           "city": "市区町村", "points": "ポイント", "balance": "残高", "birthday": "生年月日"},
}  # fmt: skip


def extra_header(language: str, name: str) -> str:
    """Return the header of an irrelevant column."""
    return EXTRAS.get(language, EXTRAS["en"])[name]


def person(language: str, number: int) -> str:
    """Return a customer's name; several customers may share one."""
    return _PEOPLE[language][number % len(_PEOPLE[language])]


def product(language: str, number: int) -> str:
    """Return a product's name, with commas, quotes and line ends in some."""
    return _PRODUCTS[language][number % len(_PRODUCTS[language])]


def note(language: str, number: int) -> str:
    """Return a remark, blank in some lines."""
    return _NOTES[language][number % len(_NOTES[language])]


def address(language: str) -> str:
    """Return an address."""
    return _ADDRESSES[language]
