"""Chains of who brought whom: how long they are, and which come back to where they began.

Everybody is brought by at most one, so that to follow the chain is to apply one function again and
again; it is doubled at each step, and a chain of any length takes the logarithm of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    import numpy.typing as npt


def chains(
    brought: npt.NDArray[Any], by: npt.NDArray[Any]
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.bool_]]:
    """Return how many links each chain has up to whom nobody brought, and whether it is a ring.

    Parameters
    ----------
    brought, by
        Ids, (n,) each; of ``brought`` each stands once.

    Returns
    -------
    depth, is_ring
        (n,) each. A chain that ends in a ring has no first link: its depth is 0; only who is part
        of the ring itself counts as one.
    """
    n = len(brought)
    above = pd.Index(brought).get_indexer(pd.Index(by))
    root = n  # stands for whoever was brought by nobody of these
    step = np.append(np.where(above < 0, root, above), root)
    links = np.append(np.where(above < 0, 0, 1), 0)
    for _ in range(max(n, 1).bit_length()):
        links = links + links[step]
        step = step[step]
    endless = step[:n] != root
    is_ring = np.zeros(n + 1, dtype=bool)
    is_ring[step[:n][endless]] = True  # so far up only rings are, and all of each
    return np.where(endless, 0, links[:n] + 1), is_ring[:n]
