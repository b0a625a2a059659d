"""Answers as HTML: marks and chips that can be pressed, the certificate, abstentions, verdicts."""

import re
from typing import Any

import pytest

from assistant import Assistant
from assistant.conversations import Turn
from assistant.page.turns import conversation, partial, turn, waiting, welcome
from assistant.page.wording import speaker

SAY = speaker("zh")


def words(html: str) -> str:
    return re.sub("<[^>]+>", " ", html)


@pytest.fixture
def answer(assistant: Assistant) -> dict[str, Any]:
    return assistant.ask("村级单笔支出在多少元以下由村委会主任审批？").to_json()


def test_every_citation_has_a_mark_and_a_chip(answer: dict[str, Any]) -> None:
    html = turn(Turn(7, "问", answer), SAY)
    numbers = [str(citation["number"]) for citation in answer["citations"]]
    marks = re.findall(r'aria-label="出处 (\d+)"', html)
    chips = re.findall(r'class="chip" data-event="cite" data-turn="7" data-number="(\d+)"', html)
    assert numbers
    assert (sorted(set(marks)), chips) == (sorted(numbers), numbers)
    assert "青政办发〔2024〕12号" in words(html)
    assert "第三条" in words(html)
    assert f"✓ {answer['certificate']['summary']}" in words(html)


def test_what_the_reader_typed_is_text(answer: dict[str, Any]) -> None:
    html = turn(Turn(7, "<script>alert(1)</script>", answer), SAY) + waiting("<i>", SAY) + partial("<i>", ["<i>"], SAY)
    assert "<script>" not in html
    assert "<i>" not in html


def test_an_abstention_offers_the_nearest_clauses(assistant: Assistant) -> None:
    refusal = assistant.ask("月球基地归谁管？").to_json()
    html = turn(Turn(8, "问", refusal), SAY)
    assert refusal["answer"] in words(html)
    assert "最接近的条款（不是答案）" in html
    assert re.findall(r'data-event="near" data-turn="8" data-number="(\d)"', html) == ["0", "1", "2"]


def test_a_verdict_shows_as_pressed(answer: dict[str, Any]) -> None:
    def pressed(useful: bool | None) -> list[str]:
        return re.findall(
            'aria-pressed="(.*?)"', turn(Turn(7, "问", answer, useful, "不完整" if useful is False else None), SAY)
        )

    assert (pressed(None), pressed(True), pressed(False)) == (["false", "false"], ["true", "false"], ["false", "true"])


def test_the_conversation_of_another_has_nothing_to_press_but_sources(answer: dict[str, Any]) -> None:
    html = conversation([Turn(7, "问", answer)], SAY, mine=False)
    assert set(re.findall('data-event="(.*?)"', html)) == {"cite"}


def test_an_empty_library_is_said_to_be_empty(assistant: Assistant) -> None:
    assert "库中还没有文件" in welcome([], SAY)
    offered = assistant.suggestions()
    assert re.findall('data-text="(.*?)"', welcome(offered, SAY)) == offered


def test_the_very_words_that_answer_stand_out(answer: dict[str, Any]) -> None:
    def line(text: str, *spans: str) -> str:
        told = {**answer, "answer": text, "spans": [{"text": span} for span in spans]}
        return str(re.findall(r'<p class="sentence">(.*?)(?:<button|</p>)', turn(Turn(7, "问", told), SAY))[0])

    assert line("由<县>财政局审批。", "<县>财政局", "财政局") == "由<em>&lt;县&gt;财政局</em>审批。"
    assert line("由县财政局审批。", "由县财政局\n审批") == "由县财政局审批。"
    assert line("由县财政局审批。", "审计局") == "由县财政局审批。"
