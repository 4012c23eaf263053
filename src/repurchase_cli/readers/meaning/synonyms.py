"""Header names by field: a table of data, best names first.

Each field has ranks; a file's column of the best rank wins, and two columns of one rank that differ
in their values are an ambiguity that the user decides by ``--map``. Names are compared by
:func:`key`, so blanks, case, punctuation, full-width forms and a unit such as ``(元)`` do not matter.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from repurchase_cli.grammars.money import HEADER_UNIT
from repurchase_cli.grammars.zones import IN_HEADER

Ranks = tuple[str, ...]

#: field → ranks; the names of a rank are separated by ``|``.
SYNONYMS: dict[str, Ranks] = {
    "customer_id": (
        "customer_id | Customer ID | Customer No | Customer Number | Customer Code | Customer Key | CustomerID | client id | "
        "Client Code | Client Number | member_id | Member_number | Member No | Member ID | Member Code | Membership Number | "
        "Loyalty ID | Loyalty Number | Customer Account | Customer Acct | Account Number | Member | CardCode | Buyer Account | customer_user | Loyalty Card | Card Number (Loyalty) | household_id | master_id | user_id | Buyer ID | Buyer User ID | Shopper ID | "
        "客户ID | 客户编码 | 客户编号 | 客户号 | 客户代码 | 会员卡号 | 会员编号 | 会员号 | 会员ID | 会员代码 | 会员编码 | 会员卡 | "
        "用户ID | 用户编号 | 顾客ID | 顾客编号 | 顾客号 | 买家ID | 买家账号 | 买家帐号 | 客户网名 | 往来单位编号 | 往来单位编码 | 快手ID | 社保卡号 | VIP卡号 | VIP号 | 會員卡號 | 會員編號 | 會員ID | 顧客編號 | 顧客ID | 客戶編號 | 客戶ID | "
        "Kunden-ID | Kundennummer | Kunden-Nr | Kundennr. | Kundennr | ID client | Numéro client | Code client | ID cliente | Código cliente | Nº cliente | Codice cliente | "
        "Klantnummer | 顧客番号 | 会員番号 | 会員ID | 고객번호 | 회원번호 | Klantcode | Klant-ID | 구매자ID | 구매자아이디 | 주문자아이디 | 주문자ID | 회원아이디 | 買家帳號 | id_customer | Sold-To Party | Customer Internal ID | Nr klienta | Numer klienta | Kod klienta | ID klienta | Login kupującego | Müşteri ID | Müşteri No | Müşteri Kodu | Müşteri Numarası | Cari Kodu | Cari Kod | ID клиента | Код клиента | Номер клиента | Идентификатор клиента | ID покупателя | Kundnummer | Kundnr | Kund-ID | Kundenummer | Kundenr | Asiakasnumero | Asiakas-ID | Vevőkód | Vevő azonosító | Ügyfélszám | Číslo zákazníka | ID zákazníka | Zákazník ID | Kód zákazníka | Cod client | Κωδικός πελάτη | رقم العميل | معرف العميل | كود العميل | รหัสลูกค้า | รหัสสมาชิก | Mã khách hàng | Mã KH | ID Pelanggan | Kode Pelanggan | Cod. cliente | ID do cliente | Código do cliente | Código de cliente | Nº de cliente | Número de cliente | N° client | ID contato | CPF | CPF/CNPJ | DNI/NIF | DNI",
        "买家会员名 | 买家昵称 | 买家微信昵称 | openid | unionid | 微信号 | 微信openid | 用户标识 | Username Pembeli | Nome de usuário (comprador) | 会员名 | 会员昵称 | 下单帐号 | 下单账号 | 用户名 | Buyer Username | Username (Buyer) | Buyer | buyer name (user) | 卡号 | 会员",
        "Customer Reference ID",
    ),
    "order_id": (
        "order_id | Order ID | Order No | Order Reference | Order Ref | DocNum | Purchase ID | Bon-Nr | Bonnummer | Numéro de facture | N° facture | Número do Pedido | Nº do Pedido | Numer zamówienia | 原始单号 | 线上订单号 | 平台单号 | 主單編號 | Order Number | Order # | Order | OrderNo | InvoiceNo | Invoice | Invoice Number | "
        "Invoice ID | Receipt number | Receipt No | Receipt ID | Receipt # | Receipt | Ticket | Ticket No | Ticket Number | amazon-order-id | Sales Record Number | basket_id | "
        "Bill No | Bill Number | Sale ID | Sales ID | Check # | Document No | "
        "订单编号 | 订单号 | 订单ID | 订单号码 | 主订单编号 | 流水号 | 单据编号 | 单据号 | 单号 | 小票号 | 小票编号 | 销售单号 | 外卖单号 | 账单号 | 交易号 | 交易单号 | "
        "訂單號碼 | 訂單編號 | 訂單號 | 單據號碼 | 發票號碼 | Bestellnummer | Bestell-Nr | Belegnummer | Rechnungsnummer | Auftragsnummer | Numéro de commande | N° commande | Nº de pedido | "
        "Número de pedido | Numero ordine | Bestelnummer | 注文番号 | 注文ID | 伝票番号 | 受注番号 | 주문번호 | Sipariş Numarası | Sipariş No | Fiş No | Fatura No | Номер заказа | № заказа | Номер чека | Id zamówienia | Nr zamówienia | Numer dokumentu | Nr dokumentu | Nr paragonu | Číslo objednávky | Číslo dokladu | Číslo faktury | Rendelés azonosító | Rendelésszám | Számlaszám | Număr comandă | Nr. comandă | Ordernummer | Ordrenummer | Ordrenr | Tilausnumero | Αριθμός παραγγελίας | رقم الطلب | رقم الفاتورة | หมายเลขคำสั่งซื้อ | เลขที่คำสั่งซื้อ | เลขที่ใบเสร็จ | Mã đơn hàng | No. Pesanan | Nomor Pesanan | ID Pesanan | N.º de venda | # de venta | Référence commande | Numéro commande | Num. doc | Numero documento | id_order | Sales Document | ID do pedido | ID de pedido | PO#",
        "Transaction ID | Transaction No | Transaction Number | 商户订单号",
        "id | Номер | Num",
    ),
    "order_time": (
        "Paid at | 订单付款时间 | 买家付款时间 | 付款时间 | 付款确认时间 | 支付时间 | 支付完成时间 | 订单支付时间 | 付款日期 | 支付日期 | Paid Time | Order Paid Time | Payment Date | Payment Time | payments-date | Date Paid | Paid On Date | 付款時間 | 결제일 | 결제일시 | 支払日 | 入金日 | Дата оплаты | Data płatności | Ödeme Tarihi | Tanggal Pembayaran | Data do pagamento | Fecha de pago | Date de paiement | Data pagamento",
        "order_time | Order Time | Order Date | order_date | Order Datetime | Order Timestamp | Order Creation Date | Creation Date | Created Time | Created Date | Date created | Created on | createTime | date_added | Document Date | Doc Date | Posting Date | Booking Date | Ordered at | Placed at | InvoiceDate | Invoice Date | trans_date | transaction_timestamp | Transaction Date | "
        "Transaction creation date | Transaction Time | purchase-date | Purchase Date | Purchase Time | Sale Date | Sale Time | Sales Date | Created at | Created | Created date (UTC) | Created (UTC) | Sent Date | "
        "date/time | Date and Time | Receipt Date | Ticket Date | Closed at | "
        "下单时间 | 下单日期 | 轉單日期時間 | 收款时间 | 出库日期 | 成交日期 | 开票日期 | 制单日期 | 订单创建时间 | 创建时间 | 订单下单时间 | 订单提交时间 | 订单成交时间 | 拼单成功时间 | 订单时间 | 订单日期 | 结账时间 | 销售日期 | 销售时间 | 单据日期 | 购买时间 | 购买日期 | 购药时间 | "
        "消费时间 | 消费日期 | 消费产生的时间 | 开单时间 | 开单日期 | 点单时间 | 提交日期 | 交易时间 | 交易日期 | 成交时间 | 訂單日期 | 訂單時間 | 下單時間 | 下單日期 | 交易日期 | 銷售日期 | "
        "Bestelldatum | Rechnungsdatum | Belegdatum | Verkaufsdatum | Auftragsdatum | Date de commande | Date d'achat | Fecha de pedido | Fecha de compra | Fecha de venta | Data ordine | Besteldatum | 注文日 | 注文日時 | Date facture | Date de facture | Data do pedido | Data da compra | Data zamówienia | Fecha de factura | Orderdatum | 購入日 | 売上日 | 주문일 | 주문일시 | 購入日時 | 구매일 | 訂單成立日期 | 訂單成立時間 | Erstellt am | Erstelldatum | Sipariş Tarihi | Fiş Tarihi | Принят в обработку | Дата заказа | Дата оформления | Дата создания | Дата покупки | Дата продажи | Data zakupu | Data dodania | Data wystawienia | Data sprzedaży | Datum objednávky | Datum vystavení | Rendelés dátuma | Rendelés ideje | Data comandă | Data comenzii | Ordredato | Tilauspäivä | Ημερομηνία παραγγελίας | تاريخ الطلب | วันที่สั่งซื้อ | วันที่ขาย | Ngày đặt hàng | Ngày mua | Ngày bán | Tanggal Pesanan | Waktu Pesanan Dibuat | Tanggal Transaksi | Data da venda | Date de création | Date de vente | Fecha de creación | Data de criação | order_created_at | date_add",
        "date | datetime | timestamp | 日期 | 时间 | 日期时间 | 時間 | Datum | Fecha | Data | 日付 | 날짜 | day | 营业日 | 营业日期 | Tarih | Дата | Дата и время | Dátum | Dato | Päivämäärä | Ημερομηνία | التاريخ | วันที่ | Ngày | Tanggal | Data e hora | Fecha y hora | Date et heure",
        "交易成功时间",
    ),
    "quantity": (
        "Quantity | Qty | Quantity (- Refund) | quantity-shipped | Lineitem quantity | Units | Units Sold | Pieces | Pcs | Count | number_of_cds | Item Quantity | Quantity Sold | "
        "数量 | 销售数量 | 购买数量 | 订购数量 | 商品数量 | 件数 | 售出份数 | 數量 | 訂購數量 | Menge | Anzahl | Quantité | Qté | Quantidade | Quantidade Comprada | Unidades | Ilość | 货品数量 | Cantidad | Quantità | Aantal | 数量(件) | 個数 | 수량",
    ),
    "unit_price": (
        "unit_price | UnitPrice | Unit Price | Lineitem price | Item Price | Item Cost | Sale Price | Selling Price | Price Each | "
        "单价 | 销售单价 | 商品单价 | 实际单价 | 成交单价 | 成交价 | 折后单价 | 售价 | 销售价 | 單價 | Stückpreis | Einzelpreis | Prix unitaire | Precio unitario | Prezzo unitario | 単価 | 단가",
        "Price | 价格 | 价钱 | 京东价 | 價格 | Preis | Prix | Precio | Prezzo | 価格",
    ),
    "list_price": ("list_price | List Price | Lineitem compare at price | Compare at price | Original Price | RRP | MSRP | 吊牌价 | 原价 | 零售价 | 标价 | 吊牌價 | 原價",),
    "discount": (
        "discount | Discount Amount | Lineitem discount | Discounts | Cart Discount Amount | item-promotion-discount | promotional rebates | Discnt | "
        "折扣 | 折扣率 | 优惠金额 | 折扣金额 | 优惠 | 总优惠金额 | 店铺优惠合计 | 店铺优惠折扣 | 訂單折扣 | 折扣金額 | Rabatt | Remise | Descuento | Sconto | 割引",
    ),
    "refund": (
        "refund | Refunds | Refund Amount | Refund Total | Refunds Total | Partial Refund | Order Refunds | Refunded | Refunded Amount | Amount Refunded | Partial Refunds | Order Refund Amount | Total Refunded | Returned Amount | "
        "退款金额 | 已退款金额 | 订单已退款金额 | 退货金额 | 退款額 | 退款金額 | Erstattung | Remboursement | Reembolso",
    ),
    "status": (
        "status | Financial Status | Payment Status | Order Status | order-status | State | 订单状态 | 交易状态 | 状态 | 支付状态 | 付款状态 | 訂單狀態 | 付款狀態 | 單據狀態 | Bestellstatus | Zahlungsstatus | Statut | État | Estado del pedido | Estado | Stav | Stato | 주문상태 | Situação | Sipariş Statüsü | Sipariş Durumu | Статус | Статус заказа | Státusz | Tila | Κατάσταση | الحالة | حالة الطلب | สถานะ | Trạng thái | Status zamówienia | Stare | ステータス | 상태 | État de la commande | Status do Pedido",
        "item-status | Void?",
    ),
    "kind": (
        "Receipt type | Event Type | Document Type | Doc Type | Invoice Type | Line Type | Sale/Return | Sale or Return | Belegart | Vorgangsart | 单据类别 | 销售类别 | 销售方式 | 取引区分 | Operation Type | Transaction Type | Sale Type | Record Type | Order Kind | kind | 类型 | 单据类型 | 交易类型 | 销售类型 | 業務類型 | 业务类型 | 收支方向 | 收支 | 收支类型 | 類型",
        "Type",
    ),
    "currency": ("currency | Currency Code | 币种 | 货币 | 幣別 | 幣種 | Währung | Devise | Moneda | Valuta | 通貨",),
    "sku": (
        "sku | StockCode | Stock Code | Lineitem sku | Item SKU | Item Code | Item No | Item Number | ITEM# | Product ID | Product Code | product_id | Article | Article Number | Article No | Style No | Custom Label | "
        "款号 | 货号 | 商品编码 | 商品编号 | 商品货号 | 产品ID | 产品编号 | 产品编码 | 商品ID | 商家编码 | 外部系统编号 | 商家编码-规格维度 | 条码 | 商品条码 | 貨號 | 商品貨號 | 商品編號 | 商品編碼 | Artikelnummer | Art.-Nr. | Référence | 商品番号 | 品番",
        "asin | Listing ID | UPC | GTIN | PLU | Barcode | EAN",
    ),
    "product": (
        "product | Product Name | product-name | Description | Lineitem name | Item Name | Item | Item Title | Menu Item | itemDescription | Item Description | Product Title | Product Name (main) | Line Item | Article Name | Title | Product(s) | "
        "商品名称 | 商品 | 商品名 | 品名 | 产品名称 | 产品 | 宝贝标题 | 标题 | 商品标题 | 选购商品 | 全部商品名称 | 菜品名称 | 款名 | 商品名稱 | 品項 | Artikel | Artikelbezeichnung | Bezeichnung | Produkt | Produit | Désignation | Producto | Prodotto | 商品名 | 상품명",
        "Service | Service Name | Treatment | 项目 | 项目名称 | 服务项目 | 服务名称 | 消费项目 | Leistung | Dienstleistung | Behandlung | Prestation | Servicio | Serviço | Servizio | 施術 | メニュー | 시술",
    ),
    "category": (
        "category | Product Category | Item Category | Category Name | Sub-Category | Department | DEPT | Sales Category | Menu Group | Product Type | "
        "品类 | 类别 | 商品分类 | 商品类别 | 商品类目 | 分类 | 大类 | 类目 | 产品类别 | 子类别 | 商品分類 | 分類 | 類別 | Kategorie | Warengruppe | Catégorie | Categoría | Categoria | カテゴリ",
    ),
    "style": ("style | Style Tag | 风格 | 款式 | 風格",),
    "size": ("size | Lineitem size | 尺码 | 尺寸 | 尺碼 | Größe | Taille | Talla | Taglia | サイズ",),
    "color": ("color | colour | 颜色 | 顏色 | 色号 | Farbe | Couleur | カラー",),
    "season": ("season | 季节 | 季节名称 | 季別 | 季節 | Saison",),
    "scene": ("scene | Occasion | 场景 | 場景 | 场合",),
    "store": (
        "store | Store ID | store_id | Store Name | Store Code | Shop | Shop Name | Branch | Location | Outlet | 门店 | 门店名称 | 店铺 | 店铺名称 | 归属店铺 | 分店 | 店名 | 门店编号 | 下单网点 | 門市 | 門市名稱 | 店鋪 | 分店名稱 | Filiale | Magasin | Tienda | Negozio | 店舗",
    ),
    "channel": ("channel | Sales Channel | sales-channel | order_channel | Source | marketplace | 渠道 | 销售渠道 | 订单来源 | 订单渠道 | 平台 | 来源 | 銷售通路 | 通路 | 訂單來源 | Kanal | Canal | Canale",),
    "staff": ("staff | Staff Name | Employee | Cashier | Cashier name | Salesperson | Sales Rep | Server | 导购 | 销售导购 | 专属导购 | 导购员 | 销售人员 | 营业员 | 收银员 | 店员 | 業務員 | 店員 | Verkäufer | Kassierer | Vendeur | Vendedor",),
    "coupon": ("coupon | Coupon Code | Discount Code | Coupon(s) | coupon_id | promotion-ids | Promo Code | Voucher | 优惠券 | 优惠券码 | 优惠券名称 | 优惠券码名称 | 優惠券 | 折扣碼 | Gutschein",),
    "coupon_amount": ("coupon_amount | Coupon Discount | 优惠券金额 | 券抵扣金额 | 优惠券抵扣 | 優惠券金額",),
    "cost": ("cost | Cost of goods | Unit Cost | Cost Price | COGS | 成本 | 成本价 | 进价 | 采购价 | 成本價 | 進價",),
    "refunded_order_id": ("refunded_order_id | Original Order | Original Order ID | Original Order Number | Original Receipt | Refund for | Returned Order | orig_order_id | 原订单号 | 原单号 | 原订单编号 | 原小票号 | 退货原单号 | 关联订单号 | 原訂單編號",),
    "return_reason": ("return_reason | Return Reason | Refund Reason | Reason for return | 退货原因 | 退款原因 | 退貨原因",),
    "payment": (
        "payment | Payment Method | Payment Type | Tender Type | 支付方式 | 付款方式 | 收款方式 | 结算方式 | 支付渠道 | Zahlungsart | Zahlungsweise | Zahlungsmethode | Mode de paiement | Moyen de paiement | Forma de pago | Método de pago | Forma de pagamento | Metodo di pagamento | Betaalmethode | 支払方法 | お支払い方法 | 決済方法 | 결제수단 | 결제방법 | Способ оплаты | طريقة الدفع",
        "Paid with | Paid by | Tender | Gateway | Payment Gateway | Payment Provider",
    ),
    "name": (
        "name | Customer Name | Customer | Buyer Name | Client Name | Full Name | Billing Name | Member Name | Bill-to Name | 客户姓名 | 会员姓名 | 姓名 | 客户名称 | 顾客姓名 | 会员名称 | 买家姓名 | 顧客姓名 | 會員姓名 | 客戶名稱 | Kundenname | Nom du client | Nombre del cliente | 顧客名 | 氏名 | 고객명 | 구매자명 | 주문자명 | 注文者氏名 | Kontrahent | Контрагент | Клиент | Покупатель | Comprador | Cliente | Nome do cliente | Nome cliente | Klient | Kund | Kunde | Asiakas | Vevő | Zákazník | Müşteri | Müşteri Adı | Tên khách hàng | Nama Pelanggan | ชื่อลูกค้า | اسم العميل",
        "Ship Name | Shipping Name | recipient-name | 收货人姓名 | 收货人 | 收件人 | 收貨人 | 收件人姓名",
    ),
    "phone": (
        "phone | Phone Number | Mobile | Mobile Phone | Mobile Number | Tel | Telephone | Customer Phone | Billing Phone | Phone (Billing) | buyer-phone-number | Contact Phone Number | Contact Number | "
        "手机号 | 手机 | 手机号码 | 下单人手机 | 下单人手机号 | 下单人电话 | 下单手机号 | 订购人手机 | 购买人手机 | 买家手机 | 客户手机 | 收件人手机 | 会员手机号 | 会员手机 | 客户手机号 | 顾客手机号 | 买家手机号 | 联系手机 | 电话 | 联系电话 | 電話 | 手機 | 手機號碼 | 顧客電話 | 行動電話 | Telefon | Handy | Téléphone | Teléfono | Telefono | 電話番号 | 전화번호 | 구매자전화번호 | 구매자연락처 | 휴대폰 | 휴대폰번호 | 电话号码 | 联系方式 | Телефон | Telefone | Celular | Móvil | Cep Telefonu | Telefonszám | Puhelin | Τηλέφωνο | Số điện thoại | No. HP | No. Telepon | เบอร์โทร | เบอร์โทรศัพท์ | رقم الهاتف | رقم الجوال",
        "Shipping Phone | 收货人手机 | 收货人手机号 | 收件人手机号 | 收货人手机号/提货人手机号 | 收件人電話",
    ),
    "email": ("email | E-mail | Email Address | Contact email | Billing Email | Buyer Email Address | 注文者メールアドレス | 會員信箱 | order_customer.email | Customer Email | Buyer Email | buyer-email | Email (Billing) | From Email Address | Purchase Email | 邮箱 | 电子邮箱 | 电子邮件 | 電子郵件 | 顧客信箱 | 信箱 | 買家信箱 | メール | メールアドレス | E-Mail-Adresse | Courriel | Correo electrónico | Client Email | Email client | Email клиента | Эл. почта | Электронная почта | Email cliente | E-mail do cliente | 購入者メールアドレス | 이메일 | 구매자이메일 | Adres e-mail | E-posta | Sähköposti | E-post | Email khách hàng | อีเมล | البريد الإلكتروني",),
}  # fmt: skip

#: Amount columns, best rank first; ``order`` and ``line`` name the level that a name promises,
#: ``either`` leaves it to the values.
AMOUNTS: tuple[dict[str, str], ...] = (
    {
        "order": "买家实际支付金额 | 实付款 | 用户实付 | 顾客实付 | 已付 | 订单实付金额 | 订单实收金额 | 用户实付金额 | 订单支付金额 | Order Total Amount | Order Total | Total Collected | Total Paid | Grand Total (Purchased) | Order Amount Paid | 訂單實付金額 | 買家總支付金額 | 총 결제금액 | total_paid | Total Pembayaran",
        "line": "amount | line_amount | Line Total | LineTotal | 分摊后总价 | 銷售金額(折扣後) | paidPrice | SKU Subtotal After Discount | Product Subtotal | Line Amount | Item Total | Net Sales | Net Amount | Net Price | Net Total | sales_value | Sold For | Item Net | 子订单收入 | 子订单实付金额 | 商品实付金额 | 行金额",
        "either": "Gross Amount | 实付金额 | 实付 | 实收金额 | 实收 | 实际支付金额 | 支付金额 | 付款金额 | 买家实付金额 | 实际付款 | 已付金额 | 成交金额 | 實付金額 | 實收金額 | 付款金額 | Amount Paid | Paid Amount | Paid | Betrag bezahlt | Montant payé | お支払金額 | 결제금액 | 결제액 | 支払い金額 | 支払金額 | Оплачено | Zapłacono | Ödenen Tutar | Importe pagado | Valor pago | Importo pagato",
    },
    {
        "order": "Order Total (inc tax) | Order Total (incl tax) | Order Total incl. VAT | invoiceAmount | amount_total | DocTotal",
        "line": "价税合计 | 價稅合計 | 含税金额 | 含稅金額 | Line Total incl. VAT",
        "either": "Amount incl. VAT | Amount including VAT | Amount incl. Tax | Total incl. VAT | Total incl. Tax | Total (inc tax) | Total including tax | Gross Total | Gross | Brutto | Bruttobetrag | Bruttoumsatz | Gesamt brutto | Total TTC | Montant TTC | Totale IVA inclusa | Importe con IVA | Montant total TTC | Wartość brutto | Kwota brutto | Celkem s DPH | Cena s DPH | Bruttó végösszeg | Bruttó összeg | Totale ivato | Total con IVA | Total c/ IVA | KDV Dahil Tutar | Сумма с НДС | Итого с НДС | 税込金額 | 税込合計 | 合計(税込)",
    },
    {
        "order": "order_amount | Order Amount | Order Value | grand_total | Grand Total | Grand Total (Base) | Invoice Total | Receipt Total | 订单金额 | 订单总金额 | 订单总额 | 訂單總額 | 訂單金額 | Bestellwert | Gesamtsumme | Total commande | Total de la commande | Totale ordine | Totale documento | Tot. doc | Total do pedido | Valor do pedido | Total del pedido | Sipariş Tutarı | Сумма заказа | Ordersumma | 請求金額 | ご請求金額 | 주문금액 | 총 주문금액",
        "line": "Sales | Sales Amount | Extended Price | Revenue | 销售额 | 销售金额 | 小计 | 金额小计 | 商品小計 | 商品金額 | 商品金额 | 銷售 | 銷售額 | 銷售金額 | Umsatz | Chiffre d'affaires | Ventas | 売上 | 売上金額",
        "either": "Total | Total Amount | Total Price | Total Sales | tran_amount  | Gesamtpreis | Valor total | Wartość zamówienia | 合計金額 | Transaction Amount | dollar_value | Purchase Amount | Spend | Value | Price Paid | 金额 | 总金额 | 总额 | 总价 | 合计金额 | 消费金额 | 交易金额 | 购买金额 | 折后金额 | 應付總額 | 總金額 | 金額 | Betrag | Gesamtbetrag | Gesamt | Summe | Montant | Importe | Importo | Totale | Bedrag | 合計 | 합계 | 금액 | Importe total | Montant total | Total Value | Valor | Suma | Kwota | Wartość | Toplam | Toplam Tutar | Tutar | Net Tutar | Genel Toplam | Сумма | Итого | Всего | Summa | Beløb | Totaalbedrag | Celkem | Částka | Összeg | Végösszeg | Összesen | Valoare | Σύνολο | Ποσό | الإجمالي | المبلغ | المجموع | ยอดรวม | ยอดสุทธิ | จำนวนเงิน | Tổng tiền | Thành tiền | Tổng cộng",
    },
    {
        "order": "应付金额 | 应收订单金额 | 应收金额 | 订单应付金额 | Total Due | 應付金額 | 應收金額",
        "line": "item-price | Item subtotal | product sales | 买家应付货款",
        "either": "Subtotal | Sub Total | 折前金额 | 商品总价",
    },
)  # fmt: skip

#: What a payment service keeps of an amount: beside it a net amount is not what was paid.
_FEES = "Fee | Fees | Fees ($) | Transaction Fee | Processing Fee | Payment Fee | Commission | 手续费 | Gebühr | Frais"

#: What goes back of the cash that a customer gives.
_CHANGE = "Change | Change Due | Change Given | Cash Change | 找零 | 找零金额 | 找零金額 | Rückgeld | Wechselgeld | Monnaie rendue | Vuelto | Troco | Resto | お釣り | 釣銭 | 거스름돈"

_UNIT, _ZONE = re.compile(HEADER_UNIT), re.compile(IN_HEADER)


@lru_cache(maxsize=8192)
def key(header: str) -> str:
    """Return the form in which header names are compared."""
    text = _ZONE.sub("", unicodedata.normalize("NFKC", header).casefold().strip())
    text = _UNIT.sub("", re.sub(r"[\s\ufeff\u200b]+", "", text))
    return re.sub(r"[^\w#?()]|_", "", text)


@cache
def field_ranks() -> dict[str, list[tuple[str, int]]]:
    """Return for each header key the fields that it may name, each with its rank."""
    table: dict[str, list[tuple[str, int]]] = {}
    for field, ranks in SYNONYMS.items():
        for rank, names in enumerate(ranks):
            for name in names.split("|"):
                table.setdefault(key(name), []).append((field, rank))
    return table


@cache
def amount_ranks() -> dict[str, tuple[int, str]]:
    """Return for each header key of an amount its rank and the level that it promises."""
    table: dict[str, tuple[int, str]] = {}
    for rank, levels in enumerate(AMOUNTS):
        for level, names in levels.items():
            for name in names.split("|"):
                table.setdefault(key(name), (rank, level))
    return table


@cache
def fees() -> frozenset[str]:
    """Return the header keys of fees that a payment service keeps."""
    return frozenset(map(key, _FEES.split("|")))


@cache
def change() -> frozenset[str]:
    """Return the header keys of change given."""
    return frozenset(map(key, _CHANGE.split("|")))


@lru_cache(maxsize=8192)
def known(header: str) -> bool:
    """Whether any field may be read from a column of this name."""
    name = key(header)
    return name in field_ranks() or name in amount_ranks()
