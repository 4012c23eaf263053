"""What settings mean: unit and meaning of each, by its dotted name."""

from __future__ import annotations

from typing import NamedTuple, get_type_hints

from pydantic.fields import FieldInfo

from repurchase_cli.config.tree import Clv, Cuts, Inputs, Rfm, Settings


class About(NamedTuple):
    """What a threshold of the preset ``default`` is."""

    unit: str
    meaning: str


#: The thresholds that the preset ``default`` names.
THRESHOLDS: dict[str, About] = {
    "active_days": About("days", "A customer is active up to so long after a purchase."),
    "lost_days": About("days", "A customer is lost when the last purchase is longer ago."),
    "loyal_purchases": About("purchases", "Recent purchases from which on one is loyal."),
    "potential_value": About("currency", "Average purchase from which on one has potential."),
    "silver_tier": About("currency", "Revenue from which on one is a silver member."),
    "gold_tier": About("currency", "Revenue from which on one is a gold member."),
    "black_tier": About("currency", "Revenue from which on one is a black card member."),
    "silent_days": About("days", "Days since last purchase at which the stage silent begins."),
    "sleeping_days": About("days", "Days since last purchase at which sleeping begins."),
}

#: The groups of settings by their path.
NODES: dict[tuple[str | int, ...], type] = {
    (): Settings,
    ("rfm",): Rfm,
    ("rfm", "cuts"): Cuts,
    ("inputs",): Inputs,
    ("clv",): Clv,
}


def meanings() -> dict[str, About]:
    """Return unit and meaning of every setting by its dotted name."""
    found = {f"thresholds.{name}": about for name, about in THRESHOLDS.items()}
    for path, node in NODES.items():
        for name, hint in get_type_hints(node, include_extras=True).items():
            described = [item for item in hint.__metadata__ if isinstance(item, FieldInfo)]
            found[".".join(map(str, (*path, name)))] = _of_field(described[-1])
    return found


def _of_field(described: FieldInfo) -> About:
    extra = described.json_schema_extra
    unit = extra.get("unit", "") if isinstance(extra, dict) else ""
    return About(str(unit), described.description or "")
