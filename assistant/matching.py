"""How much of a question a text holds: shared character bigrams and words, each by how much it tells.

Bigrams need no dictionary and forgive inflected and shortened terms; what is rare in the library weighs more.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from index import Generation

_RUN = re.compile(r"[\u3400-\u9fff]+|[a-z0-9]+(?:\.[0-9]+)*%?")


@lru_cache(maxsize=1 << 13)
def plain(text: str) -> str:
    """A text as it is compared: one width, lower case, no white space. The same clauses are compared again and again."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text).lower())


@dataclass(frozen=True)
class Matcher:
    """The bigrams and other runs of a text, with weights that sum to 1 (inverse document frequencies, scaled)."""

    grams: tuple[str, ...]
    weights: NDArray[np.float64]

    @classmethod
    def of(cls, text: str, generation: Generation) -> "Matcher":
        """The matcher of a question in a library."""
        grams = tuple(dict.fromkeys(_grams(text)))
        # The index marks its bigrams with ~ to keep them apart from words.
        tokens = [f"~{gram}" if len(gram) == 2 and gram[0] >= "\u3400" else gram for gram in grams]
        idf = generation.weights(tokens)
        weights = np.array([idf[token] for token in tokens], dtype=np.float64)
        return cls(grams, weights / weights.sum() if len(weights) else weights)

    def present(self, text: str) -> NDArray[np.bool_]:
        """Which grams a `plain` text holds, shape (len(grams),)."""
        return np.array([gram in text for gram in self.grams], dtype=np.bool_)

    def held(self, text: str) -> float:
        """Weighted share of the grams that a `plain` text holds, 0 to 1."""
        return float(self.present(text) @ self.weights)


def longest_common_run(text: str, other: str) -> int:
    """Length of the longest stretch of characters that both texts hold."""
    best = 0
    for i in range(len(text)):
        while i + best + 1 <= len(text) and text[i : i + best + 1] in other:
            best += 1
    return best


def _grams(text: str) -> Sequence[str]:
    found: list[str] = []
    for run in _RUN.findall(unicodedata.normalize("NFKC", text).lower()):
        found += [run] if run[0] < "\u3400" or len(run) == 1 else [run[i : i + 2] for i in range(len(run) - 1)]
    return found
