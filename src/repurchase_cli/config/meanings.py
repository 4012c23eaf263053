"""What settings mean: unit and meaning of each, by its dotted name."""

from __future__ import annotations

from typing import get_type_hints

from repurchase_cli.config.tree import Clv, Cuts, Feedback, Inputs, Mail, Rfm, Settings
from repurchase_cli.marks import About

#: The thresholds that the preset ``default`` names.
THRESHOLDS: dict[str, About] = {
    "active_days": About("A customer is active up to so long after a purchase.", "days"),
    "lost_days": About("A customer is lost when the last purchase is longer ago.", "days"),
    "loyal_purchases": About("Recent purchases from which on one is loyal.", "purchases"),
    "potential_value": About("Average purchase from which on one has potential.", "currency"),
    "silver_tier": About("Revenue from which on one is a silver member.", "currency"),
    "gold_tier": About("Revenue from which on one is a gold member.", "currency"),
    "black_tier": About("Revenue from which on one is a black card member.", "currency"),
    "silent_days": About("Days since last purchase at which the stage silent begins.", "days"),
    "sleeping_days": About("Days since last purchase at which sleeping begins.", "days"),
}

#: The groups of settings by their path.
NODES: dict[tuple[str | int, ...], type] = {
    (): Settings,
    ("rfm",): Rfm,
    ("rfm", "cuts"): Cuts,
    ("inputs",): Inputs,
    ("clv",): Clv,
    ("feedback",): Feedback,
    ("mail",): Mail,
}


def meanings() -> dict[str, About]:
    """Return unit and meaning of every setting by its dotted name."""
    found = {f"thresholds.{name}": about for name, about in THRESHOLDS.items()}
    for path, node in NODES.items():
        for name, hint in get_type_hints(node, include_extras=True).items():
            (about,) = (mark for mark in hint.__metadata__ if isinstance(mark, About))
            found[".".join(map(str, (*path, name)))] = about
    return found
