"""The first clauses read by the encoder that ships: its say in their order, the words it points at, and what is left unanswered."""

from dataclasses import replace

import pytest

from assistant import Assistant
from assistant.answer import AnswerSpan
from assistant.deadline import Deadline, StoppedError
from assistant.question import read_question
from assistant.reading import FAR, PARTS, read_closely, shipped_reader

MEALS = "村里的钱能不能用来公务接待？"


def test_the_words_that_answer_are_told_with_their_place(assistant: Assistant) -> None:
    answer = assistant.ask("村级资金由谁统一核算？")
    (span,) = answer.spans
    assert span.text == "村级资金实行村账乡代理，由乡镇农经站统一核算"
    text = assistant.document(span.document).text
    assert span == AnswerSpan(span.document, span.start, span.end, text[span.start : span.end])
    assert span.text in text[answer.citations[0].start : answer.citations[0].end]
    assert answer.to_json()["spans"] == [vars(span)]


def test_what_is_left_unread_keeps_its_place_and_scores_keep_their_scale(assistant: Assistant) -> None:
    many = [replace(one, reads=()) for one in assistant.ask(MEALS).candidates]
    many = [replace(one, score=-float(place)) for place, one in enumerate(reversed(many))]
    found = read_closely(read_question(MEALS, {}), many, shipped_reader(), weight=100.0)
    read = [one for one in found if one.reads]
    # Those that are too far behind are not read: one point a place apart, so many are near enough.
    assert len(read) == FAR + 1 < len(many)
    assert found[len(read) :] == many[len(read) :]
    assert [one.score for one in found] == [one.score for one in many]
    odds = [one.reads[0].probability for one in read]
    assert odds == sorted(odds, reverse=True)
    kept = read_closely(read_question(MEALS, {}), many, shipped_reader(), weight=0.0)
    assert [replace(one, reads=()) for one in kept] == many


def test_each_part_of_a_question_is_read(assistant: Assistant) -> None:
    question = read_question("村级资金由谁统一核算？违规公务接待由谁责令退回？", {})
    found = read_closely(question, assistant.ask(question.text).candidates, shipped_reader())
    read = [one for one in found if one.reads]
    assert [len(one.reads) for one in read] == [3] * len(read)
    assert len(read) >= PARTS
    odds = [one.reads[part].probability for one in found[:PARTS] for part in range(3)]
    assert all(0 < each < 1 for each in odds)


def test_a_part_that_no_clause_answers_is_said_to_be_left(assistant: Assistant) -> None:
    answer = assistant.ask("村级资金由谁统一核算？村支书的电话号码是多少？")
    assert "农经站" in answer.text
    assert answer.notice is not None
    assert answer.notice.startswith("未答：村支书的电话号码是多少")


def test_it_can_be_turned_off(assistant: Assistant) -> None:
    unread = Assistant(replace(assistant.settings, reads=False)).ask("村级资金由谁统一核算？")
    assert [one.reads for one in unread.candidates] == [()] * len(unread.candidates)
    assert "农经站" in unread.text


def test_a_deadline_stops_it(assistant: Assistant) -> None:
    deadline = Deadline(60.0)
    deadline.stop()
    with pytest.raises(StoppedError):
        read_closely(read_question(MEALS, {}), assistant.ask(MEALS).candidates, shipped_reader(), deadline)
