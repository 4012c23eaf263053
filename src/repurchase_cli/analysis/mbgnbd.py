"""MBG/NBD: the first purchase, too, may be the last (Batislam, Denizel & Filiztekin 2007)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from repurchase_cli.analysis.beta_geometric import BetaGeometric


@dataclass(frozen=True)
class MbgNbd(BetaGeometric):
    """Batislam et al. (2007): λ ~ Gamma(r, α), p ~ Beta(a, b), α in units of time."""

    k: int = field(default=1, init=False)
    first_may_be_last: ClassVar[int] = 1
