"""Shop systems, one small file each: the headers that give an export away, and its quirks."""

from __future__ import annotations

from collections.abc import Sequence

from repurchase_cli.readers.meaning import synonyms
from repurchase_cli.readers.systems import (
    amazon,
    douyin,
    ebay,
    erp_documents,
    etsy,
    invoice_lines,
    jd,
    keruyun,
    loyverse,
    magento,
    paypal,
    pinduoduo,
    pospal,
    shopify,
    shopline,
    square,
    stripe,
    taobao,
    toast,
    woocommerce,
    youzan,
)
from repurchase_cli.readers.systems.customer_lists import CUSTOMER_LISTS
from repurchase_cli.systems import NO_SYSTEM, System

SYSTEMS: tuple[System, ...] = (
    shopify.SHOPIFY, shopify.SHOPIFY_PAYOUTS,
    woocommerce.WOOCOMMERCE,
    square.SQUARE_TRANSACTIONS, square.SQUARE_ITEMS,
    etsy.ETSY_ITEMS, etsy.ETSY_ORDERS,
    amazon.AMAZON_SHIPMENTS, amazon.AMAZON_ORDERS, amazon.AMAZON_ALL_ORDERS,
    amazon.AMAZON_TRANSACTIONS, amazon.AMAZON_SETTLEMENT,
    ebay.EBAY_ORDERS, ebay.EBAY_TRANSACTIONS,
    stripe.STRIPE_PAYMENTS, stripe.STRIPE_PAYMENTS_OLD, stripe.STRIPE_BALANCE,
    stripe.STRIPE_ITEMIZED, stripe.STRIPE_PAYOUTS,
    paypal.PAYPAL,
    loyverse.LOYVERSE_RECEIPTS, loyverse.LOYVERSE_ITEMS,
    toast.TOAST_CHECKS, toast.TOAST_ORDERS, toast.TOAST_ITEMS, toast.TOAST_PAYMENTS,
    magento.MAGENTO,
    shopline.SHOPLINE,
    taobao.TAOBAO_ORDERS, taobao.TAOBAO_DETAILS, taobao.TAOBAO_SUBORDERS, taobao.ALIPAY_LEDGER,
    jd.JD_ORDERS, jd.JD_SETTLEMENT,
    pinduoduo.PINDUODUO,
    douyin.DOUYIN_ORDERS, douyin.DOUYIN_LEDGER,
    youzan.YOUZAN_ORDERS, youzan.YOUZAN_CUSTOMERS,
    pospal.POSPAL,
    keruyun.KERUYUN,
    erp_documents.ERP_DOCUMENTS,
    invoice_lines.INVOICE_LINES, invoice_lines.INVOICE_LINES_II,
    *CUSTOMER_LISTS,
)  # fmt: skip


def system_of(headers: Sequence[str], systems: Sequence[System] = SYSTEMS) -> System:
    """Return the shop system whose signature the headers carry, the most particular one, if any."""
    names = {synonyms.key(header) for header in headers}
    found = [
        system
        for system in systems
        if all(synonyms.key(header) in names for header in system.signature)
        and not any(synonyms.key(header) in names for header in system.without)
    ]
    return max(found, key=lambda system: len(system.signature), default=NO_SYSTEM)
