"""The gold set that ships with the product: every quote is where it says, every point is stated there."""

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from corpus import parse_file
from corpus.samples.make import DOCUMENTS

GOLD = Path(__file__).parents[1] / "eval" / "gold"
QUESTION_FIELDS = ["id", "kind", "question", "history", "quotes", "points"]
DRAFT_FIELDS = ["id", "issue", "unit", "deadline", "precedents"]


def _read(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (GOLD / name).read_text(encoding="utf-8").splitlines()]


QUESTIONS = _read("questions.jsonl")
DRAFTS = _read("drafts.jsonl")


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    return {path.name: parse_file(path).text for path in sorted(DOCUMENTS.iterdir())}


def test_every_line_has_the_fields() -> None:
    assert {tuple(question) for question in QUESTIONS} == {tuple(QUESTION_FIELDS)}
    assert {tuple(draft) for draft in DRAFTS} == {tuple(DRAFT_FIELDS)}


def test_ids_and_questions_are_unique() -> None:
    assert [i for i, n in Counter(row["id"] for row in QUESTIONS + DRAFTS).items() if n > 1] == []
    asked = Counter((*row["history"], row["question"]) for row in QUESTIONS)
    assert [question for question, n in asked.items() if n > 1] == []


def test_there_are_questions_of_every_kind() -> None:
    assert Counter(question["kind"] for question in QUESTIONS) == {
        "fact": 29,
        "yesno": 6,
        "list": 7,
        "procedure": 6,
        "measure": 8,
        "cross": 7,
        "meta": 7,
        "table": 7,
        "colloquial": 7,
        "followup": 6,
        "unanswerable": 22,
    }
    assert len(DRAFTS) == 10


def test_every_quote_stands_in_its_document(texts: dict[str, str]) -> None:
    quotes = [(row["id"], q) for row in QUESTIONS + DRAFTS for q in row["quotes" if "quotes" in row else "precedents"]]
    assert [(i, quote) for i, quote in quotes if quote["quote"] not in texts[quote["doc"]]] == []


def test_every_document_is_asked_of(texts: dict[str, str]) -> None:
    assert {quote["doc"] for question in QUESTIONS for quote in question["quotes"]} == set(texts)


def test_every_point_is_stated_in_a_quoted_document(texts: dict[str, str]) -> None:
    unstated = [
        (question["id"], point)
        for question in QUESTIONS
        for point in question["points"]
        if not any(point in re.sub(r"\s", "", texts[quote["doc"]]) for quote in question["quotes"])
    ]
    assert unstated == []


def test_only_questions_without_an_answer_have_no_quotes_and_no_points() -> None:
    assert [
        question["id"]
        for question in QUESTIONS
        if (question["kind"] == "unanswerable") != (not question["quotes"] and not question["points"])
    ] == []


def test_only_follow_ups_have_a_history() -> None:
    assert [q["id"] for q in QUESTIONS if (q["kind"] == "followup") != bool(q["history"])] == []
