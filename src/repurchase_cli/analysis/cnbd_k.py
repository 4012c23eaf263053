"""BG/CNBD-k and MBG/CNBD-k: customers who buy regularly (Platzer & Reutterer 2016).

Gaps are Erlang-k: k = 1 is BG/NBD or MBG/NBD, a larger k more regular. For regular buyers a pause
says sooner that they are gone. α is in units of time and belongs to the k-fold faster process.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from repurchase_cli.analysis.beta_geometric import BetaGeometric


@dataclass(frozen=True)
class BgCnbdK(BetaGeometric):
    """Regular gaps, dropout after repeat purchases."""

    first_may_be_last: ClassVar[int] = 0


@dataclass(frozen=True)
class MbgCnbdK(BetaGeometric):
    """Regular gaps, dropout after any purchase, the first included."""

    first_may_be_last: ClassVar[int] = 1
