"""An answer that takes long without a language model: stopped, abandoned, and not given to one visitor more than three times."""

from collections.abc import Callable
from typing import Any

import pytest
from slow import QUESTION, long_clauses

from assistant import Assistant, Settings

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def slow(tmp_path_factory: pytest.TempPathFactory, serve: Callable[..., str]) -> str:
    """Address of an app whose answers may take ten minutes."""
    folder = tmp_path_factory.mktemp("slow")
    Assistant(Settings(folder / "data")).add([long_clauses(folder / "documents")])
    return serve(folder / "data", ASSISTANT_ASK_SECONDS="600")


def ask(page: Any) -> None:
    page.fill("#question textarea", QUESTION)
    page.press("#question textarea", "Enter")


def is_given_back(page: Any) -> None:
    page.wait_for_function("q => document.querySelector('#question textarea').value === q", arg=QUESTION)
    page.wait_for_selector("#question button:has-text('提问')")


def test_stop_gives_the_question_back_and_keeps_nothing(slow: str, visit: Any) -> None:
    page = visit(slow)
    ask(page)
    page.wait_for_selector(".turn .waiting")
    page.click("#question button:has-text('停止')")
    page.wait_for_selector(".welcome", timeout=5000)
    is_given_back(page)
    assert page.locator(".conversation").count() == 0


def test_a_fourth_question_at_once_is_given_back_until_a_tab_is_closed(slow: str, visit: Any) -> None:
    pages = [visit(slow) for _ in range(4)]
    for page in pages:  # one visitor with several browsers
        page.context.add_cookies([{"name": "reader", "value": "reader", "url": slow}])
    for page in pages[:3]:
        ask(page)
        page.wait_for_selector(".turn .waiting")
    ask(pages[3])
    pages[3].wait_for_selector(".refusal:has-text('同时最多回答 3 个问题')")
    is_given_back(pages[3])
    pages[0].close()
    pages[3].wait_for_timeout(5000)
    ask(pages[3])
    pages[3].wait_for_selector(".turn .waiting")
    for page in pages[1:]:
        page.click("#question button:has-text('停止')")
        is_given_back(page)


def test_eight_tabs_of_one_browser_are_open_and_the_last_answers(sample: str, visit: Any) -> None:
    first = visit(sample)
    tabs = [first.context.new_page() for _ in range(7)]
    for tab in tabs:
        tab.goto(sample)
        tab.wait_for_selector("#transcript .welcome")
    tabs[-1].fill("#question textarea", "聘用人员的人身意外伤害保险费每人每年不超过多少元？")
    tabs[-1].press("#question textarea", "Enter")
    tabs[-1].wait_for_selector(".turn .chip")
