"""An answer that a language model writes: shown as it comes, and stopped."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from chat_server import Exchange, Reply, chat_server, goes_on, listens

from assistant import Assistant

pytestmark = pytest.mark.browser

QUESTION = "青山县村级资金能不能用于公务接待？"


def says_and_goes_on(sentence: str) -> Reply:
    """A sentence that cites its clause, then others without end."""

    def reply(exchange: Exchange) -> None:
        clauses = re.findall(r'<条款 编号="(\d+)"[^>]*>\n(.*?)\n</条款>', exchange.script.material, re.DOTALL)
        number = next(number for number, text in clauses if "公务接待" in text)
        exchange.begin()
        exchange.words(f"{sentence}[{number}]\n")
        while not exchange.script.stop.wait(0.02):
            exchange.words("字。")

    return reply


@pytest.fixture
def ask(assistant: Assistant, serve: Callable[..., str], visit: Any) -> Callable[[str], Any]:
    def asked(model: str) -> Any:
        page = visit(serve(assistant.settings.data, ASSISTANT_LLM_BASE_URL=model, ASSISTANT_LLM_MODEL="test"))
        page.fill("#question textarea", QUESTION)
        page.press("#question textarea", "Enter")
        return page

    return asked


def test_a_sentence_is_shown_while_the_next_is_written(ask: Callable[[str], Any]) -> None:
    with chat_server(says_and_goes_on("村级资金不得用于公务接待。")) as (url, _):
        page = ask(url)
        page.wait_for_selector(".turn .sentence:has-text('村级资金不得用于公务接待。')")
        assert page.locator(".turn .waiting").is_visible()
        assert page.locator(".turn .actions").count() == 0


def test_who_closes_the_page_stops_the_model(ask: Callable[[str], Any]) -> None:
    with chat_server(listens("字")) as (url, script):
        page = ask(url)
        while not script.requests:
            page.wait_for_timeout(50)
        page.close()
        assert script.left.wait(10)


@pytest.mark.parametrize("reply", [goes_on("字"), listens("字")])
def test_stop_gives_the_question_back_keeps_nothing_and_stops_the_model(
    ask: Callable[[str], Any], reply: Reply
) -> None:
    with chat_server(reply) as (url, script):
        page = ask(url)
        page.wait_for_selector(".turn .waiting")
        while not script.requests:
            page.wait_for_timeout(50)
        page.click("#question button:has-text('停止')")
        page.wait_for_selector(".welcome")
        page.wait_for_function("q => document.querySelector('#question textarea').value === q", arg=QUESTION)
        page.wait_for_selector("#question button:has-text('提问')")
        assert page.locator(".conversation").count() == 0
        assert script.left.wait(3)
