"""What a person sees of a long conversation: the newest turn, the field, the tabs; all of it by the wheel."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assistant import Assistant, Settings

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
QUESTION = "清岚县公益性岗位由谁管理？"
SIZES = [(1920, 1080), (1440, 900), (1280, 720), (390, 844)]


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory, serve: Callable[..., str]) -> str:
    """Address of an app in which a reader called `reader` has thirty conversations, the newest of ten turns."""
    data = tmp_path_factory.mktemp("long") / "data"
    assistant = Assistant(Settings(data))
    assistant.add(sorted((ROOT / "corpus" / "documents").glob("*.md")))
    answer = assistant.ask(QUESTION).to_json()
    for number in range(30):
        kept = assistant.conversations.begin("reader", f"对话{number}")
        for turn in range(10):
            assistant.conversations.append(kept.id, f"问题{turn}", answer)
    return serve(data)


def box(page: Any, selector: str) -> tuple[float, float]:
    """Top and bottom of an element in the viewport, in pixels."""
    found = page.locator(selector).bounding_box()
    return found["y"], found["y"] + found["height"]


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_a_long_conversation_is_seen_and_scrolled(long: str, visit: Any, width: int, height: int) -> None:
    page = visit(long, viewport={"width": width, "height": height})
    page.context.add_cookies([{"name": "reader", "value": "reader", "url": long}])
    page.reload()
    page.wait_for_selector("#conversations .conversation")
    # Each size has a conversation of its own: what is asked is kept.
    page.click(f"#conversations .conversation:has-text('对话{10 + SIZES.index((width, height))}')")
    page.wait_for_function("document.querySelectorAll('#transcript .turn').length === 10")
    page.fill("#question textarea", "公益性岗位")
    page.press("#question textarea", "Enter")
    page.wait_for_function("document.querySelectorAll('#transcript .turn .answer').length === 11")
    page.wait_for_timeout(500)
    field, newest = box(page, "#question"), box(page, "#transcript .turn >> nth=10")
    tabs = box(page, "#tabs button[role=tab] >> nth=0")
    assert 0 <= tabs[0] < tabs[1] <= newest[0] + 1
    assert newest[0] < field[0] - 20
    assert field[1] <= height
    seen = box(page, "#transcript")
    page.mouse.move(page.locator("#transcript").bounding_box()["x"] + 60, (seen[0] + seen[1]) / 2)
    page.mouse.wheel(0, -20_000)
    page.wait_for_function("document.querySelector('#transcript').scrollTop === 0")
    first = box(page, "#transcript .turn >> nth=0")
    assert seen[0] <= first[0] + 1
    assert first[0] < seen[1]
    page.mouse.wheel(0, 20_000)
    page.wait_for_function(
        "(t => t.scrollTop + t.clientHeight >= t.scrollHeight - 2)(document.querySelector('#transcript'))"
    )
    last = box(page, "#transcript .turn >> nth=10")
    assert last[1] <= seen[1] + 30
    if width > 900:
        listed = page.locator("#conversations").bounding_box()
        assert listed["y"] + listed["height"] <= height
        page.mouse.move(listed["x"] + 30, listed["y"] + 60)
        page.mouse.wheel(0, 20_000)
        page.wait_for_timeout(300)
        assert box(page, "#conversations .conversation >> nth=29")[1] <= height
