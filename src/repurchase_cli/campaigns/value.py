"""What a contact is worth: the chance of a purchase while the offer is valid, times its margin.

The chance is that of customers with as many purchases who have waited as long, by the shop's own
return curve (Kaplan-Meier): (S(t) - S(t + v)) ÷ S(t), S being the share not yet back, t the days
since the last purchase and v the days of the offer. It is what such customers do anyway, as far as
the past tells, and no forecast of what the offer adds: that is what the control arm measures.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from repurchase_cli.campaigns.model import Offer

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: Days on which somebody came back, ascending, and the share that had by then.
Curve = tuple["NDArray[np.int64]", "NDArray[np.float64]"]


def chances(
    curves: Mapping[int, Curve],
    n_purchases: NDArray[np.int64],
    waited: NDArray[np.int64],
    valid_days: int,
) -> NDArray[np.float64]:
    """Return the chance of a purchase within some days from now.

    Parameters
    ----------
    curves
        By number of purchases, the largest standing for more; 0 where there is no curve of its own.
    n_purchases, waited
        (n,) purchases of a customer, and days since the last one.

    Returns
    -------
    (n,) float
        0 where nobody was ever seen to wait so long.
    """
    found = np.zeros(len(waited))
    most = max(curves)
    ranks = np.minimum(n_purchases, most) if most else np.zeros_like(n_purchases)
    for rank in np.unique(ranks):
        mask = ranks == rank
        days, share = curves.get(int(rank), curves[0])
        before = _by(days, share, waited[mask])
        after = _by(days, share, waited[mask] + valid_days)
        left = 1.0 - before
        found[mask] = np.divide(after - before, left, out=np.zeros_like(left), where=left > 1e-12)
    return found


def _by(
    days: NDArray[np.int64], share: NDArray[np.float64], day: NDArray[np.int64]
) -> NDArray[np.float64]:
    padded = np.concatenate(([0.0], share))
    return np.asarray(padded[np.searchsorted(days, day, side="right")])


def values(
    offer: Offer, chance: NDArray[np.float64], average: NDArray[np.float64], margin: float
) -> NDArray[np.float64]:
    """Return the expected value of a contact before its cost; ``average`` is a purchase's."""
    given = 0.0 if offer.value is None else offer.value
    coupon: NDArray[np.float64] | float = 0.0
    if offer.kind == "amount":
        coupon = given
    elif offer.kind == "percent":
        coupon = average * given / 100
    return np.asarray(chance * (average * margin - coupon))
