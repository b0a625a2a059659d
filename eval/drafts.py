"""Gold drafting cases: a new problem, its unit and deadline, and the precedents that a draft should rest on."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import Any

from assistant import Assistant
from assistant.errors import InputError
from eval.goldset import Passage
from eval.metrics.drafting import Drafted, score_draft

LABELS = {
    "precedents": "应引先例已引",
    "cited_measures": "措施有依据",
    "states_unit": "写明责任单位",
    "states_deadline": "写明时限",
    "known_numbers": "没有来历不明的数字",
    "own_names": "没有别处的地名",
    "whole": "整体合格",
}
"""Figures of drafts with their names for the reader."""


@dataclass(frozen=True)
class GoldDraft:
    """A problem to draft for."""

    id: str
    issue: str
    unit: str
    deadline: str
    precedents: tuple[Passage, ...]


def read_drafts(path: Path) -> tuple[GoldDraft, ...]:
    """The drafting cases of a jsonl file.

    Raises:
        InputError: if it is missing, or a line is malformed.
    """
    if not path.is_file():
        raise InputError(f"{path} 不存在，请检查路径")
    cases = []
    for number, line in enumerate(path.read_text(encoding="utf-8-sig").splitlines(), 1):
        if line.strip():
            try:
                cases.append(_case(json.loads(line)))
            except (ValueError, KeyError, TypeError) as error:
                wanted = '{"id", "issue", "unit", "deadline", "precedents": [{"doc", "quote"}]}'
                raise InputError(f"{path} 第 {number} 行不是拟稿题（{error}），应为 {wanted}") from error
    return tuple(cases)


def score_drafts(assistant: Assistant, cases: Sequence[GoldDraft]) -> list[dict[str, float]]:
    """Draft for every case and score it."""
    places = sorted({d.letterhead.region for d in assistant.documents() if d.letterhead.region})
    found = []
    for case in cases:
        made = assistant.draft(case.issue, case.unit, case.deadline).to_json()
        precedents = [(passage.document, passage.quote or "") for passage in case.precedents]
        found.append(score_draft(drafted(made), case.issue, case.unit, case.deadline, precedents, places))
    return found


def drafted(made: dict[str, Any]) -> Drafted:
    """A draft from the line of the batch contract."""
    measures = made["measures"]
    return Drafted(
        made["text"],
        tuple(measure["text"] for measure in measures),
        tuple(tuple((c["document"], c["quote"]) for c in measure["citations"]) for measure in measures),
    )


def means(scores: Sequence[dict[str, float]]) -> dict[str, float]:
    """Means over the cases, by the names that a gate asks for."""
    return {f"draft_{name}": fmean(row[name] for row in scores) for name in LABELS} if scores else {}


def _case(line: dict[str, Any]) -> GoldDraft:
    precedents = tuple(Passage(each["doc"], each["quote"]) for each in line["precedents"])
    return GoldDraft(line["id"], line["issue"], line["unit"], line["deadline"], precedents)
