"""What a trained encoder does with questions on passages that it never saw: by source, as others would measure it."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

import numpy as np

from index.encoder import Encoder, Passage
from index.training.encoder.examples import Example

DECLINED = 0.10
"""Share of the answerable that may be declined where it is asked how many of the others are."""


def measured(encoder: Encoder, examples: Sequence[Example]) -> Mapping[str, Mapping[str, float]]:
    """Figures by source, of the model as it ships.

    `f1` of the characters of the best stretch, `exact` the share of those that are the answer to the letter; of the decision
    the area under the curve, and the share of passages without an answer that are declined while `DECLINED` of the others are.
    """
    outcomes: dict[str, list[tuple[bool, float, float | None]]] = defaultdict(list)
    for each in examples:
        (read,) = encoder.read(each.question, [Passage(each.passage)])
        told = each.passage[read.spans[0].start : read.spans[0].end] if read.spans else ""
        f1 = max((_f1(told, each.passage[start:end]) for start, end in each.spans), default=None)
        outcomes[each.source].append((each.answers, read.probability, f1))
    return {source: _figures(rows) for source, rows in sorted(outcomes.items())}


def _f1(told: str, wanted: str) -> float:
    same = (Counter(told) & Counter(wanted)).total()
    return 2 * same / (len(told) + len(wanted)) if same else 0.0


def _figures(rows: Sequence[tuple[bool, float, float | None]]) -> dict[str, float]:
    right = np.array([probability for answers, probability, _ in rows if answers])
    wrong = np.array([probability for answers, probability, _ in rows if not answers])
    read = np.array([f1 for _, _, f1 in rows if f1 is not None])
    found = {"answerable": float(len(right)), "others": float(len(wrong))}
    if len(read):
        found |= {"f1": float(read.mean()), "exact": float((read == 1).mean())}
    if len(right) and len(wrong):
        found["auc"] = float((right[:, None] > wrong[None, :]).mean())
        found["declined"] = float((wrong < np.quantile(right, DECLINED)).mean())
    return found
