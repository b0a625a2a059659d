"""What a trained encoder does with questions on passages that it never saw: by source, as others would measure it."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from transformers import PreTrainedTokenizerFast

from index.training.encoder.examples import Example
from index.training.encoder.model import LONGEST, Reader, batch_of, feature

DECLINED = 0.10
"""Share of the answerable that may be declined where it is asked how many of the others are."""

LONGEST_ANSWER = 120
"""Tokens of an answer."""


def measured(
    reader: Reader, tokenizer: PreTrainedTokenizerFast, examples: Sequence[Example]
) -> Mapping[str, Mapping[str, float]]:
    """By source: F1 of the characters of the best span, area under the curve of the decision, and share of passages
    without an answer that are declined while `DECLINED` of the others are."""
    outcomes: dict[str, list[tuple[bool, float, float | None]]] = defaultdict(list)
    reader.eval()
    for low in range(0, len(examples), 32):
        some = sorted(examples[low : low + 32], key=lambda each: len(each.passage))
        features = [feature(each, tokenizer) for each in some]
        ids, mask = batch_of(features, tokenizer.pad_token_id)
        with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
            spans, decisions = reader(ids, mask)
        for each, logits, decision in zip(some, spans.numpy(), decisions.numpy(), strict=True):
            told = best_span(each, logits, tokenizer) if each.spans else ""
            f1 = max((_f1(told, each.passage[a:b]) for a, b in each.spans), default=None)
            outcomes[each.source].append((each.answers, float(decision), f1))
    return {source: _figures(rows) for source, rows in sorted(outcomes.items())}


def best_span(example: Example, logits: NDArray[np.float32], tokenizer: PreTrainedTokenizerFast) -> str:
    """The words of the passage whose start and end together score the most."""
    encoded = tokenizer(
        example.question, example.passage, truncation="only_second", max_length=LONGEST, return_offsets_mapping=True
    )
    second = [place for place, part in enumerate(encoded.sequence_ids()) if part == 1]
    if not second:
        return ""
    low, high = second[0], second[-1] + 1
    sums = logits[low:high, 0][:, None] + logits[low:high, 1][None, :]
    allowed = np.triu(np.ones_like(sums), 0) - np.triu(np.ones_like(sums), LONGEST_ANSWER)
    start, end = divmod(int(np.where(allowed > 0, sums, -np.inf).argmax()), high - low)
    return example.passage[encoded["offset_mapping"][low + start][0] : encoded["offset_mapping"][low + end][1]]


def _f1(told: str, wanted: str) -> float:
    same = (Counter(told) & Counter(wanted)).total()
    return 2 * same / (len(told) + len(wanted)) if same else 0.0


def _figures(rows: Sequence[tuple[bool, float, float | None]]) -> dict[str, float]:
    right = np.array([decision for answers, decision, _ in rows if answers])
    wrong = np.array([decision for answers, decision, _ in rows if not answers])
    read = [f1 for _, _, f1 in rows if f1 is not None]
    found = {"questions": float(len(right)), "f1": float(np.mean(read)) if read else float("nan")}
    if len(right) and len(wrong):
        bound = np.quantile(right, DECLINED)
        found["auc"] = float((right[:, None] > wrong[None, :]).mean())
        found["declined"] = float((wrong < bound).mean())
    return found
