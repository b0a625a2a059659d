"""An answer ends when its time is over or nobody waits for it, without a language model too."""

import threading
import time
from collections.abc import Iterator
from dataclasses import replace

import pytest
from chat_server import Reply, chat_server, goes_on, stalls
from slow import QUESTION, long_clauses

from assistant import Assistant, Settings
from assistant.config import LLMSettings
from assistant.deadline import Deadline
from assistant.errors import StoppedError, TimeLimitError
from assistant.page.asking import Asking, Desk
from assistant.page.turnstile import Turnstile
from assistant.page.wording import speaker
from eval.desk import Desk as Evaluation
from index import Filter

SOON = 3.0
"""Seconds after a deadline by which an answer has ended, on a machine that does other things too."""


@pytest.fixture(scope="module")
def slow(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """An assistant that has read what takes long to answer from."""
    folder = tmp_path_factory.mktemp("slow")
    opened = Assistant(Settings(folder / "data", ask_seconds=0.3, reads=False))
    opened.add([long_clauses(folder / "documents")])
    opened.suggestions()  # the dictionary is loaded by its first use
    return opened


@pytest.fixture(scope="module")
def patient(slow: Assistant) -> Assistant:
    """The same library with the time that answers are given otherwise."""
    opened = Assistant(replace(slow.settings, ask_seconds=60.0))
    opened.suggestions()
    return opened


def asking(assistant: Assistant, at_once: int = 3) -> Asking:
    return Asking(assistant, Evaluation(assistant), Turnstile(assistant.deadline, at_once), speaker("zh"))


def test_a_deadline_comes_by_itself_or_by_being_stopped() -> None:
    deadline = Deadline(0.05)
    deadline.check()
    time.sleep(0.06)
    with pytest.raises(TimeLimitError, match=r"^回答超过 0\.05 秒，已停止：请缩短问题"):
        deadline.check()
    stopped = Deadline()
    assert list(stopped.each("ab")) == ["a", "b"]
    stopped.stop()
    with pytest.raises(StoppedError, match=r"^已停止"):
        next(stopped.each("ab"))


def test_an_answer_ends_when_its_time_is_over(slow: Assistant) -> None:
    began = time.monotonic()
    with pytest.raises(TimeLimitError, match=r"^回答超过 0\.3 秒"):
        slow.ask(QUESTION)
    assert 0.3 <= time.monotonic() - began < 0.3 + SOON


@pytest.mark.parametrize("seconds", [0.0, 0.1, 0.2, 0.4])
def test_an_answer_ends_when_it_is_stopped_at_whatever_stage(slow: Assistant, seconds: float) -> None:
    deadline = Deadline()
    threading.Timer(seconds, deadline.stop).start()
    began = time.monotonic()
    with pytest.raises(StoppedError):
        slow.ask(QUESTION, deadline=deadline)
    assert time.monotonic() - began < seconds + SOON


def test_a_quick_answer_has_time_enough(patient: Assistant) -> None:
    assert not patient.ask("甲类项目补助由谁审批？").abstained


def test_over_time_the_question_is_given_back_with_the_reason(slow: Assistant) -> None:
    first, last = asking(slow).ask(QUESTION, "", Filter(), "reader", "tab")
    assert (first.busy, first.question) == (True, "")
    assert (last.busy, last.question) == (False, QUESTION)
    assert "回答超过 0.3 秒，已停止" in last.transcript
    assert slow.conversations.of("reader") == []


def advanced(desks: Iterator[Desk], told: list[Desk]) -> threading.Thread:
    """The rest of the desks, gathered in a thread as the page does."""
    thread = threading.Thread(target=lambda: told.extend(desks))
    thread.start()
    return thread


def test_stop_ends_what_is_asked_in_its_tab_alone(patient: Assistant) -> None:
    desk = asking(patient)
    told: tuple[list[Desk], list[Desk]] = ([], [])
    threads = [advanced(desk.ask(QUESTION, "", Filter(), "reader", tab), told[place]) for place, tab in enumerate("ab")]
    time.sleep(0.5)
    desk.stop("a")
    threads[0].join(SOON)
    assert (threads[0].is_alive(), threads[1].is_alive()) == (False, True)
    assert (told[0][-1].busy, told[0][-1].question) == (False, QUESTION)
    desk.stop("b")
    threads[1].join(SOON)
    assert told[1][-1].question == QUESTION


def test_an_answer_anew_is_stopped_too_and_the_old_one_stays(patient: Assistant) -> None:
    desk = asking(patient)
    told: list[Desk] = []
    kept = patient.conversations.begin("reader", "补助")
    patient.conversations.append(
        kept.id, QUESTION, {**patient.ask("甲类项目由谁审批？").to_json(), "notice": "旧的回答"}
    )
    (turn,) = patient.conversations.turns(kept.id)
    thread = advanced(desk.again(turn.id, kept.id, Filter(), "reader", "tab"), told)
    time.sleep(0.5)
    desk.stop("tab")
    thread.join(SOON)
    assert not thread.is_alive()
    assert [(each.busy, each.question) for each in told] == [(True, None), (False, None)]
    assert patient.conversations.turns(kept.id)[0].answer["notice"] == "旧的回答"


def test_who_asks_more_at_once_than_is_answered_gets_the_question_back(slow: Assistant) -> None:
    desk = asking(slow, at_once=2)
    under_way = [desk.ask("甲类项目由谁审批？", "", Filter(), "busy", tab) for tab in "ab"]
    assert [next(each).busy for each in under_way] == [True, True]
    (refused,) = desk.ask("乙类项目由谁审批？", "", Filter(), "busy", "c")
    assert (refused.busy, refused.question) == (False, "乙类项目由谁审批？")
    assert "同时最多回答 2 个问题" in refused.transcript
    assert next(desk.ask("乙类项目由谁审批？", "", Filter(), "another", "d")).busy
    under_way[0].close()  # type: ignore[attr-defined]
    *_, answered = desk.ask("乙类项目由谁审批？", "", Filter(), "busy", "c")
    assert 'class="actions"' in answered.transcript


@pytest.mark.parametrize("reply", [stalls(), goes_on("字")])
def test_a_model_leaves_time_for_the_quotes_that_stand_in_for_it(assistant: Assistant, reply: Reply) -> None:
    with chat_server(reply) as (url, _):
        opened = Assistant(replace(assistant.settings, llm=LLMSettings(url, "m"), ask_seconds=5.0))
        answer = opened.ask("青山县村级资金能不能用于公务接待？")
    assert "语言模型没有在限定时间内答完，以下为原文摘录" in str(answer.notice)
    assert "村级资金不得用于公务接待" in answer.text
