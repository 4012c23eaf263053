"""What a customer likes, told from what everybody buys: how much the shop's own shares weigh.

Two of two items of a style say little where most items are of it, and more where customers keep to
what they have. So a customer's shares are shrunk towards the shop's: the evidence counts beside so
many more lines that have the shop's shares, as many as the shop itself shows. These are the weight
of a Dirichlet prior fitted by moments: the chance that two lines of one customer agree, beside that
of two lines of anybody (Mosimann 1962, Biometrika 49:65; the estimate is Fleiss' kappa,
Psychological Bulletin 76:378). In a shop whose customers all buy alike it is infinite, and nobody
has a preference of its own.
"""

from __future__ import annotations

import math

#: With fewer customers the shop cannot tell how much they differ.
FEW = 30


def prior_weight(agreement: float, expected: float, customers: int) -> float:
    """Return how many lines of the shop's own shares count beside those of a customer.

    Parameters
    ----------
    agreement
        Mean over customers of the chance that two different lines of the customer have one value.
    expected
        The same of two lines of the whole shop: the sum of squares of its shares.
    customers
        Those with at least two lines. Below :data:`FEW` of them the weight is 0.

    Returns
    -------
    float
        0 where every customer keeps to one value, infinity where they agree no more than anybody.
    """
    if customers < FEW:
        return 0.0
    if expected >= 1:  # there is but one value
        return 0.0
    kappa = (agreement - expected) / (1 - expected)
    return (1 - kappa) / kappa if kappa > 0 else math.inf
