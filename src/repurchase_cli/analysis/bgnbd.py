"""BG/NBD: customers may drop out after each repeat purchase (Fader, Hardie & Lee 2005).

The workhorse: the likelihood has a closed form. Not for shops where many buy once and never again:
here nobody can have dropped out without a repeat purchase.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from repurchase_cli.analysis.beta_geometric import BetaGeometric


@dataclass(frozen=True)
class BgNbd(BetaGeometric):
    """Fader, Hardie & Lee (2005): λ ~ Gamma(r, α), p ~ Beta(a, b), α in units of time."""

    k: int = field(default=1, init=False)
    first_may_be_last: ClassVar[int] = 0
