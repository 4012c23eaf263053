"""A small logistic model of the shop's own texts: which would have a low score.

Features are groups of one and two characters where words have no blanks between them, else words,
pairs of words and groups of four letters, hashed to 32,768 numbers (Weinberger et al. 2009); the
model is a logistic regression with an L2 penalty. Its accuracy is that on texts it has not seen:
five-fold cross-validation over different texts, so that a text which many customers send helps
nobody. It knows this shop's words and no others.
"""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from repurchase_cli.analysis.rates import Rate, rate
from repurchase_cli.analysis.texts import UNPARTED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix  # type: ignore[import-untyped]

_SIZE = 1 << 15
_PENALTY = 0.3
_FOLDS = 5
_SEED = 1871
_RUNS = re.compile(f"[{UNPARTED}]+|[^\\W_{UNPARTED}]+")
_LETTERS = 4


class TextModel(NamedTuple):
    """A fitted model: a weight for each feature, the constant, and how often it is right.

    ``accuracy`` is by cross-validation, ``usual`` that of always saying what is more frequent.
    """

    weights: NDArray[np.float64]
    constant: float
    accuracy: Rate
    usual: float

    @property
    def is_of_use(self) -> bool:
        """Whether it is right more often than who always says what is more frequent."""
        return self.accuracy.low > self.usual

    def chances(self, texts: Sequence[str]) -> NDArray[np.float64]:
        """Return the chance that each text is of the first kind."""
        return _chances(_matrix(texts), self.weights, self.constant)


def fit(texts: Sequence[str], is_first: NDArray[np.bool_]) -> TextModel:
    """Fit a model that tells two kinds of texts apart.

    Parameters
    ----------
    texts
        Different texts, of both kinds.
    is_first
        (n,) bool, whether each is of the first kind.
    """
    x, y = _matrix(texts), is_first.astype(np.float64)
    fold = np.random.default_rng(_SEED).permutation(len(y)) % _FOLDS
    right = 0
    for k in range(_FOLDS):
        seen = fold != k
        weights, constant = _fitted(x[seen], y[seen])
        guess = _chances(x[~seen], weights, constant) >= 0.5
        right += int((guess == is_first[~seen]).sum())
    share = float(is_first.mean())
    return TextModel(*_fitted(x, y), rate(right, len(y)), max(share, 1 - share))


def _fitted(x: csr_matrix, y: NDArray[np.float64]) -> tuple[NDArray[np.float64], float]:
    """Return the weights and the constant that maximise the penalised likelihood."""
    from scipy.optimize import minimize  # type: ignore[import-untyped]  # noqa: PLC0415 - costly

    def loss(w: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        score = x @ w[:-1] + w[-1]
        residual = _logistic(score) - y
        value = np.logaddexp(0, score).sum() - y @ score + _PENALTY / 2 * (w[:-1] @ w[:-1])
        slope = np.append(x.T @ residual + _PENALTY * w[:-1], residual.sum())
        return float(value), slope

    best = minimize(loss, np.zeros(_SIZE + 1), jac=True, method="L-BFGS-B")
    return best.x[:-1], float(best.x[-1])


def _chances(x: csr_matrix, weights: NDArray[np.float64], constant: float) -> NDArray[np.float64]:
    return _logistic(np.asarray(x @ weights + constant, dtype=np.float64))


def _logistic(score: NDArray[np.float64]) -> NDArray[np.float64]:
    return 1 / (1 + np.exp(-np.clip(score, -30, 30)))


def _matrix(texts: Sequence[str]) -> csr_matrix:
    """Return the features of texts, a row each of length 1."""
    from scipy.sparse import csr_matrix  # noqa: PLC0415 - costly

    rows = [sorted({zlib.crc32(f.encode()) % _SIZE for f in _features(text)}) for text in texts]
    ends = np.cumsum([0, *map(len, rows)])
    values = np.concatenate([np.full(len(row), len(row) ** -0.5) for row in rows] or [np.zeros(0)])
    columns = np.array([column for row in rows for column in row], dtype=np.int64)
    return csr_matrix((values, columns, ends), shape=(len(texts), _SIZE))


def _features(text: str) -> Iterator[str]:
    before = ""
    for run in _RUNS.findall(text.casefold()):
        if re.match(f"[{UNPARTED}]", run):
            yield from run
            yield from (run[i : i + 2] for i in range(len(run) - 1))
            continue
        yield run
        yield f"{before} {run}"
        framed = f"<{run}>"
        yield from (framed[i : i + _LETTERS] for i in range(len(framed) - _LETTERS + 1))
        before = run
