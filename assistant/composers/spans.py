"""The stretch of a clause that answers, learned from questions whose answer was marked by a person.

A sentence of an official document often says five things; the answer is one of them. Candidates are runs of its parts
(between commas) and runs of whole sentences; what tells the right one is how the question's words lie around it, what kind
of thing it holds and what kind was asked for. The weights are LambdaMART trees made by `python -m eval.fitting`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from assistant.candidate import Candidate
from assistant.composers.asked import Asked
from assistant.composers.run_features import COMPARED, FEATURES, OWN, Numbers, Runs
from assistant.deadline import NO_DEADLINE, Deadline
from assistant.trees import Trees

AGREEMENT = 1.6
"""Weight of plain agreement beside the learned score, which saw too few questions to trust alone."""

CLAUSE = 0.3
"""Weight of how far its clause ranks behind the first."""

LACKING = 1.0
"""Lost by what holds no number where how many is asked, and no date or period where when is."""

MODEL = Path(__file__).with_name("spans.json")


@dataclass(frozen=True)
class Span:
    """A candidate for an answer: offsets into its clause, and those of the whole sentences that hold it."""

    candidate: Candidate
    start: int
    end: int
    sentence_start: int
    sentence_end: int

    @property
    def text(self) -> str:
        """The words of the span."""
        return self.candidate.node.text[self.start : self.end]

    @property
    def sentence(self) -> str:
        """The whole sentences that hold the span."""
        return self.candidate.node.text[self.sentence_start : self.sentence_end]


@cache
def ranker() -> Trees:
    """The trees that ship with the product."""
    return Trees.load(MODEL)


def spans_with_features(
    asked: Asked, candidates: Sequence[Candidate], deadline: Deadline = NO_DEADLINE
) -> tuple[list[Span], Numbers]:
    """All spans of the candidates, best candidate first, with a row of `FEATURES` for each."""
    spans: list[Span] = []
    blocks: list[Numbers] = []
    for rank, candidate in enumerate(deadline.each(candidates)):
        runs = Runs.read(candidate, asked)
        if runs is None:
            continue
        spans += _spans(runs)
        known = {"clause_rank": float(rank), "clause_gap": candidate.score - candidates[0].score, **runs.known(asked)}
        columns = [np.broadcast_to(np.asarray(known[name], np.float64), runs.first.shape) for name in OWN]
        blocks.append(np.stack(columns, axis=1))
    if not blocks:
        return [], np.zeros((0, len(FEATURES)))
    table = np.concatenate(blocks)
    compared = table[:, [OWN.index(name) for name in COMPARED]]
    kinds = np.broadcast_to(asked.kinds, (len(table), len(asked.kinds)))
    return spans, np.concatenate([table, compared - compared.max(axis=0), kinds], axis=1)


def _spans(runs: Runs) -> list[Span]:
    """The runs as spans."""
    places = (each.tolist() for each in (runs.first, runs.last, runs.opening, runs.closing))
    at = runs.parts
    return [
        Span(runs.candidate, at[i].start, at[j].end, at[first].start, at[last].end)
        for i, j, first, last in zip(*places, strict=True)
    ]


def totals(trees: Trees, rows: Numbers) -> Numbers:
    """The score of each span: what the trees say of it, and how plainly it speaks of what is asked.

    Plainly: its sentences hold the question, and it the words around the asking word and the kind of thing asked for.
    """
    learned = trees.score(rows)
    held, focus, lacking, gap = (
        rows[:, FEATURES.index(name)] for name in ("held_sentences", "focus", "lacking", "clause_gap")
    )
    result: Numbers = (
        learned / (learned.std() + 1e-9) + AGREEMENT * (held + 0.5 * focus) + CLAUSE * gap - LACKING * lacking
    )
    return result
