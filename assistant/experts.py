"""Two orders of clauses and a gate between them: one for questions in the words of the documents, one for a layman's.

In official words the clause that answers holds what is asked; in a layman's it hardly holds a word of it, and clauses that do
hold some have them by chance. Trees that learnt both at once were worse at each. The gate looks at what the search found for
the question: likeness of vectors without likeness of words tells a layman (a mixture of experts, Jacobs et al. 1991,
"Adaptive Mixtures of Local Experts"). Made by `python -m eval.fitting`.
"""

import json
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.trees import Trees

LOOKED_AT = (
    "fused", "lexical", "dense", "told", "terms_text", "terms_headline", "terms_all", "grams_text", "grams_all",
    "grams_sentence", "grams_two_sentences", "run_text", "aligned", "aligned_share", "aligned_least", "aligned_heaviest",
)  # fmt: skip
"""Features of the clauses that the gate looks at: none that would tell a library instead of a question."""

Rows = NDArray[np.float64]


@dataclass(frozen=True)
class Experts:
    """Orders learnt from official and from all questions, and a gate whose log odds say how much the second counts."""

    official: Trees
    lay: Trees
    gate: Trees

    def score(self, rows: Rows) -> Rows:
        """A score for each clause of one question; `rows` are its features, (n, features). Higher comes first."""
        if not len(rows):
            return np.zeros(0)
        share = self.layman(rows)
        return np.asarray((1 - share) * self.official.score(rows) + share * self.lay.score(rows))

    def layman(self, rows: Rows) -> float:
        """How probably the question is a layman's, from the features of what was found for it, (n > 0, features)."""
        odds = float(self.gate.score(seen(rows, self.official.names)[None, :])[0])
        return 1 / (1 + float(np.exp(-odds)))

    def save(self, path: Path) -> None:
        """Write all three to one JSON file."""
        path.write_text(json.dumps({field.name: getattr(self, field.name).as_json() for field in fields(self)}) + "\n")

    @classmethod
    def load(cls, path: Path) -> "Experts":
        """Read what `save` wrote."""
        data = json.loads(path.read_text(encoding="utf-8"))
        return cls(**{field.name: Trees.of_json(data[field.name]) for field in fields(cls)})


def seen(rows: Rows, names: tuple[str, ...]) -> Rows:
    """What the gate sees of a question: the greatest, the first and the mean of each feature that it looks at."""
    looked_at = rows[:, [names.index(name) for name in LOOKED_AT]]
    return np.concatenate([looked_at.max(axis=0), looked_at[0], looked_at.mean(axis=0)])


SEEN = tuple(f"{name}_{what}" for what in ("most", "first", "mean") for name in LOOKED_AT)
"""Names of what `seen` gives, in its order."""
