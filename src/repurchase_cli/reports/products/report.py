"""What goes with what, who likes what, and who would take what lies on the shelf."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from repurchase_cli.document import Document, Section, Text
from repurchase_cli.reports.envelope import envelope
from repurchase_cli.reports.products.items import item_sections
from repurchase_cli.reports.products.pairs import pair_sections
from repurchase_cli.reports.products.preferences import preference_sections
from repurchase_cli.reports.products.scope import ProductsRequest, Scope, scope_of
from repurchase_cli.reports.products.tags import tag_sections
from repurchase_cli.reports.products.units import unit_sections
from repurchase_cli.sales import Needs

if TYPE_CHECKING:
    from repurchase_cli.config import Settings
    from repurchase_cli.document import Language
    from repurchase_cli.sales import Sales

NEEDS = Needs(items=True)

#: The parts of the document in their order, each a file of this folder.
SECTIONS: tuple[Callable[[Scope], Iterator[Section]], ...] = (
    pair_sections,
    item_sections,
    unit_sections,
    preference_sections,
    tag_sections,
)


def build(
    request: ProductsRequest, sales: Sales, settings: Settings, language: Language
) -> Document:
    """Return what customers bought together, and what that says of customers and stock.

    Raises
    ------
    UsageError
        For a level that no column of the files tells.
    TooLittleDataError
        When lines do not name what was bought.
    """
    scope = scope_of(request, sales, settings, language)
    return envelope(
        sales,
        settings,
        command="products",
        title=Text("Products and customers", "商品与客户"),
        main="pairs",
        sections=[section for part in SECTIONS for section in part(scope)],
    )
