"""Whether some customers came back more often than others like them.

Each is compared with those of its own stratum alone, such as all who began in the same month, so
that a good month is no merit of what was sold in it: the test of Cochran (1954, Biometrics 10:417)
and Mantel & Haenszel (1959, JNCI 22:719), two-sided, with the correction for continuity.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    Values = npt.NDArray[np.float64]


def mantel_haenszel(observed: Values, expected: Values, variance: Values) -> Values:
    """Return p-values ``(n,)`` of numbers that came back, with means and variances of chance.

    They are 1 where chance leaves no room.
    """
    from scipy.special import erfc  # type: ignore[import-untyped]  # noqa: PLC0415 - costly

    room = variance > 0
    beyond = np.maximum(np.abs(observed - expected) - 0.5, 0.0)
    z = np.divide(beyond, np.sqrt(variance), out=np.zeros_like(beyond), where=room)
    p_values: Values = erfc(z / np.sqrt(2.0))
    return p_values
