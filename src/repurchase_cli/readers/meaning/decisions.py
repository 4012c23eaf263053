"""What must be said of decisions between columns that another reading would change."""

from __future__ import annotations

from collections.abc import Iterable

from repurchase_cli.sales import Decision

#: What changes revenue by more than this is said.
_MATTERS = 0.01


def notes(decisions: Iterable[Decision]) -> tuple[tuple[str, str], ...]:
    """Return a sentence for each decision by which revenue changes by more than 1 %."""
    return tuple(_note(d) for d in decisions if abs(d.share) > _MATTERS)


def _note(decision: Decision) -> tuple[str, str]:
    way, way_zh = ("more", "多") if decision.share > 0 else ("less", "少")
    share = f"{abs(decision.share):.1%}".replace("%", " %")
    option = f"--map '{decision.decision}={decision.alternative}'"
    chosen, other = decision.chosen, decision.alternative
    en, zh = decision.evidence
    return (
        f"takes {chosen!r} as the {decision.decision}: {en}; by {other!r} revenue would be {share} "
        f"{way}: {option}",
        f"以“{chosen}”为金额：{zh}；若按“{other}”，金额将{way_zh} {share}：{option}",
    )
