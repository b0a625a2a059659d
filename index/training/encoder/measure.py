"""What a trained encoder does with questions on passages that it never saw: by source, as others would measure it."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from index.encoder import Encoder, Passage
from index.training.encoder.examples import Example

DECLINED = 0.10
"""Share of the answerable that may be declined where it is asked how many of the others are."""


Outcome = tuple[bool, float, float | None]
"""Whether a passage answers, how probably it was said to, and the F1 of the words where they are known."""


@dataclass(frozen=True)
class Measured:
    """Figures by source, and by what to divide the log odds so that they are what they say."""

    figures: Mapping[str, Mapping[str, float]]
    temperature: float


def measured(encoder: Encoder, examples: Sequence[Example]) -> Measured:
    """Figures of the model as it ships.

    `f1` of the characters of the best stretch, `exact` the share of those that are the answer to the letter; of the decision
    the area under the curve, and the share of passages without an answer that are declined while `DECLINED` of the others are.
    """
    outcomes: dict[str, list[Outcome]] = defaultdict(list)
    for each in examples:
        (read,) = encoder.read(each.question, [Passage(each.passage)])
        told = each.passage[read.spans[0].start : read.spans[0].end] if read.spans else ""
        f1 = max((_f1(told, each.passage[start:end]) for start, end in each.spans), default=None)
        outcomes[each.source].append((each.answers, read.probability, f1))
    return Measured(
        {source: _figures(rows) for source, rows in sorted(outcomes.items())},
        _temperature([outcome for rows in outcomes.values() for outcome in rows]),
    )


def _f1(told: str, wanted: str) -> float:
    same = (Counter(told) & Counter(wanted)).total()
    return 2 * same / (len(told) + len(wanted)) if same else 0.0


def _temperature(rows: Sequence[Outcome]) -> float:
    """The temperature under which what came true was most probable (Guo et al. 2017, "On Calibration of Modern Neural Networks")."""
    answers = np.array([answers for answers, _, _ in rows])
    said = np.clip([probability for _, probability, _ in rows], 1e-6, 1 - 1e-6)
    odds = np.where(answers, 1, -1) * np.log(said / (1 - said))
    tried = np.linspace(0.5, 4, 71)
    return float(tried[np.argmin([np.logaddexp(0, -odds / temperature).mean() for temperature in tried])])


def _figures(rows: Sequence[Outcome]) -> dict[str, float]:
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
