"""Marks on the types of settings, which pydantic reads when it checks them, and not before.

A run without settings of its own needs the types but no check, so that pydantic is imported by the
marks when they are asked.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic_core import CoreSchema


@dataclass(frozen=True, slots=True, eq=False)
class Mark:
    """A mark of pydantic's own: the name of its class, and what it is made of."""

    name: str
    content: Any

    def __get_pydantic_core_schema__(
        self,
        source: Any,  # noqa: ANN401 - a type of any shape
        handler: GetCoreSchemaHandler,
    ) -> CoreSchema:
        """Return what pydantic's own mark returns."""
        import pydantic  # noqa: PLC0415 - only when settings are checked

        own = getattr(pydantic, self.name)(self.content)
        schema: CoreSchema = own.__get_pydantic_core_schema__(source, handler)
        return schema


def _mark(name: str) -> Callable[[Any], Mark]:
    return partial(Mark, name)


#: A function in place of the check of a type, before it, or after it.
plain, before, after = map(_mark, ("PlainValidator", "BeforeValidator", "AfterValidator"))
#: The name of a type among several, and the function that names the one a value is of.
tag, tag_by = map(_mark, ("Tag", "Discriminator"))


@dataclass(frozen=True, slots=True)
class Length:
    """How many entries a list has."""

    least: int
    most: int | None = None

    def __get_pydantic_core_schema__(
        self,
        source: Any,  # noqa: ANN401 - a type of any shape
        handler: GetCoreSchemaHandler,
    ) -> CoreSchema:
        """Return the schema of the list with its bounds."""
        schema: Any = handler(source)
        most = {} if self.most is None else {"max_length": self.most}
        bounded: CoreSchema = {**schema, "min_length": self.least, **most}
        return bounded


@dataclass(frozen=True, slots=True)
class About:
    """What a setting means, and its unit."""

    meaning: str
    unit: str = ""

    def __get_pydantic_json_schema__(
        self, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        """Return the JSON Schema with what is said of it."""
        unit = {"unit": self.unit} if self.unit else {}
        return {**handler(core), "description": self.meaning, **unit}


@dataclass(frozen=True, slots=True, eq=False)
class Schema:
    """What editors are told of a value."""

    schema: Mapping[str, Any]

    def __get_pydantic_json_schema__(
        self, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        """Return the JSON Schema."""
        del core, handler
        return dict(self.schema)
