"""Figures of one outcome, by their names; what does not apply to a question is not among them."""

from collections.abc import Mapping, Sequence
from statistics import fmean

from eval.goldset import Passage
from eval.matching import holds
from eval.metrics import citations
from eval.metrics.correctness import is_right, point_recall
from eval.metrics.ranking import Found, hit_at, ndcg_at, recall_at, reciprocal_rank_at
from eval.outcome import Cited, Outcome, Retrieved

NAMES = {
    "hit@1": "首条命中",
    "hit@5": "前5条命中",
    "hit@10": "前10条命中",
    "recall@10": "前10条召回",
    "mrr@10": "MRR@10",
    "ndcg@10": "nDCG@10",
    "cite@1": "首个引用正确",
    "gold_cited": "应引段落已引",
    "points": "要点召回",
    "right": "回答正确",
    "citation_precision": "引用精确率（ALCE）",
    "citation_recall": "引用召回率（ALCE）",
    "verbatim": "引文逐字一致",
    "length": "回答字数",
    "judge_faithfulness": "忠实度（模型评判）",
    "judge_correctness": "正确度（模型评判）",
}
"""Figures that are means over questions, with their names for the reader, in the order of the report."""


def score(outcome: Outcome) -> dict[str, float]:
    """The figures of one outcome."""
    found = _of_form(outcome)
    if outcome.gold.answerable:
        found |= _of_ranking(outcome.gold.passages, outcome.hits) | _of_answer(outcome)
    return found


def _of_ranking(passages: Sequence[Passage], hits: Sequence[Retrieved]) -> dict[str, float]:
    ranking: Found = [
        {number for number, passage in enumerate(passages) if gives(passage, hit.document, hit.clause, hit.text)}
        for hit in hits
    ]
    wanted = len(passages)
    return {
        "hit@1": hit_at(ranking, 1),
        "hit@5": hit_at(ranking, 5),
        "hit@10": hit_at(ranking, 10),
        **{f"recall@{k}": recall_at(ranking, wanted, k) for k in range(1, 11)},
        "mrr@10": reciprocal_rank_at(ranking, 10),
        "ndcg@10": ndcg_at(ranking, wanted, 10),
    }


def _of_answer(outcome: Outcome) -> dict[str, float]:
    gold = outcome.gold
    cited = [any(_cites(passage, one) for one in outcome.citations) for passage in gold.passages]
    found = {
        "cite@1": float(any(_cites(passage, one) for passage in gold.passages for one in outcome.citations[:1])),
        "gold_cited": fmean(map(float, cited)),
        "length": float(len(outcome.answer)),
    }
    points = point_recall(outcome.answer, gold.points)
    if points is not None:
        found["points"] = points
        found["right"] = float(is_right(outcome.answer, gold.kind, gold.points, any(cited), outcome.abstained))
    return found


def _of_form(outcome: Outcome) -> dict[str, float]:
    """Citation figures of what was answered, whether or not there was an answer to give."""
    if outcome.abstained:
        return {}
    quotes = {one.number: f"{one.named} {one.quote}".strip() for one in outcome.citations}
    statements = [citations.Cited(said.text, tuple(quotes[n] for n in said.citations)) for said in outcome.sentences]
    found: Mapping[str, float | None] = {
        "citation_precision": citations.citation_precision(statements),
        "citation_recall": citations.citation_recall(statements),
        "verbatim": citations.verbatim_rate([one.verbatim for one in outcome.citations]),
    }
    return {name: value for name, value in found.items() if value is not None}


def _cites(passage: Passage, cited: Cited) -> bool:
    return gives(passage, cited.document, cited.clause, cited.quote)


def gives(passage: Passage, document: str, clause: str, text: str) -> bool:
    """Whether a stretch of a document gives the passage: by its quote, or where it has none by the clause's address."""
    if passage.document != document:
        return False
    return holds(text, passage.quote) if passage.quote else clause == passage.address
