"""A second opinion on the order of the first clauses: a cross-encoder, which reads question and clause together.

None ships with the product; it is a setting for offices that have one. It takes a tenth of a second a clause without an
accelerator, where the learned order takes a thousandth.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from assistant.candidate import Candidate
from assistant.deadline import NO_DEADLINE, Deadline
from assistant.errors import InputError
from assistant.terms import headline

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder

DEPTH = 20
"""Candidates that are read: the right one is rarely below, and each costs a reading."""

STEP = 4
"""Candidates that are read before the deadline is looked at again."""


@dataclass(frozen=True)
class Reranker:
    """Any cross-encoder that sentence-transformers can load and that gives one number for a pair of texts."""

    model: "CrossEncoder"

    @classmethod
    def load(cls, name: str) -> "Reranker":
        """The model of this name or in this directory; nothing is downloaded.

        Raises:
            InputError: if it is not on this machine, or gives more than one number for a pair.
        """
        from sentence_transformers import CrossEncoder

        try:
            model = CrossEncoder(name, local_files_only=True)
        except (OSError, ValueError) as error:
            raise InputError(
                f"重排模型 {name!r} 无法加载（{type(error).__name__}）：本软件不联网下载模型，"
                "请先把模型下载到本机，用 ASSISTANT_RERANKER 给出其目录；不设置则不用重排模型"
            ) from error
        if model.num_labels != 1:
            raise InputError(
                f"重排模型 {name!r} 对一对文字给出 {model.num_labels} 个数，应为 1 个：请换用给相关度打分的重排模型"
            )
        return cls(model)

    def reorder(
        self, question: str, candidates: Sequence[Candidate], deadline: Deadline = NO_DEADLINE
    ) -> list[Candidate]:
        """The candidates with the first `DEPTH` in the model's order.

        The scores stay those of the learned order, handed out anew from the highest down: whether to answer is judged by
        their scale.

        Raises:
            StoppedError, TimeLimitError: if the deadline comes first.
        """
        first, rest = candidates[:DEPTH], candidates[DEPTH:]
        if not first:
            return []
        texts = [f"{headline(one.node, one.letterhead)} {one.node.text}" for one in first]
        pairs = [(question, text) for text in texts]
        likely = [
            self.model.predict(pairs[place : place + STEP], show_progress_bar=False)
            for place in deadline.each(range(0, len(pairs), STEP))
        ]
        order = np.argsort(-np.concatenate(likely), kind="stable")
        return [replace(first[place], score=first[n].score) for n, place in enumerate(order.tolist())] + list(rest)
