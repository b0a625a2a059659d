"""The looks of the page: pictures of every tab in both modes, a narrow window, English, names for screen readers.

`PICTURES=docs/pictures pytest tests/browser/test_looks.py` renews the pictures of the README.
"""

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.browser

NAMELESS = """[...document.querySelectorAll('button, input, textarea, select, a')]
    .filter((e) => e.checkVisibility({ opacityProperty: false }))
    .filter((e) => !(e.innerText || e.getAttribute('aria-label') || e.title || e.labels?.[0]?.innerText || '').trim())
    .map((e) => e.outerHTML.slice(0, 160))"""
"""Controls that a screen reader could not name."""


def chat(page: Any) -> None:
    page.fill("#question textarea", "聘用人员的人身意外伤害保险费每人每年不超过多少元？")
    page.press("#question textarea", "Enter")
    page.wait_for_selector(".turn .chip")
    page.locator(".chip").first.click()
    page.wait_for_selector("#source mark")


def scan(page: Any) -> None:
    page.fill("#question textarea", "清岚县冬季取暖补助的标准是每户多少元？")
    page.press("#question textarea", "Enter")
    page.locator(".turn .chip").first.click()
    page.wait_for_function("document.querySelector('#source img')?.naturalWidth > 800")


def refusal(page: Any) -> None:
    page.fill("#question textarea", "月球基地的绿化养护标准是多少？")
    page.press("#question textarea", "Enter")
    page.wait_for_selector(".nearest")


def drafting(page: Any) -> None:
    page.get_by_role("tab", name="拟稿").click()
    page.fill("#issue textarea", "衔接资金指标1.8万元收到后73天才分解下达，超过规定时限。")
    page.fill("#unit textarea", "白马镇人民政府")
    page.fill("#deadline textarea", "2026年6月底前")
    page.click("#draft-begin")
    page.wait_for_selector(".measure .chip")


def verifying(page: Any) -> None:
    page.get_by_role("tab", name="核对").click()
    page.fill(
        "#verify-text textarea",
        "根据《清岚县乡村公益性岗位管理办法》第十四条，人身意外伤害保险费每人每年不超过150元，保额不低于30万元。\n"
        "《清岚县脱贫人口小额信贷风险补偿金管理办法》规定“补偿金由县财政局管理”。\n"
        "依据《清岚县殡葬管理办法》办理。",
    )
    page.click("#verify-begin")
    page.wait_for_selector(".verified .open")
    page.locator(".verified .open").first.click()
    page.wait_for_selector("#verify-source .cited")


def library(page: Any) -> None:
    page.get_by_role("tab", name="文库").click()
    page.click("table.documents button.open >> nth=0")
    page.wait_for_selector("#text .source")


def evaluation(page: Any) -> None:
    page.get_by_role("tab", name="评测").click()
    page.click("#begin")
    page.wait_for_selector("#report iframe", timeout=90_000)
    page.frame_locator("#report iframe").locator("svg").first.wait_for()


VIEWS: dict[str, Callable[[Any], None]] = {
    "chat": chat,
    "scan": scan,
    "refusal": refusal,
    "drafting": drafting,
    "verifying": verifying,
    "library": library,
    "evaluation": evaluation,
}


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    folder = Path(os.environ.get("PICTURES") or tmp_path)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("view", VIEWS)
def test_each_tab_fits_the_window_in_both_modes(sample: str, visit: Any, pictures: Path, view: str, mode: str) -> None:
    page = visit(sample, color_scheme=mode)
    VIEWS[view](page)
    page.wait_for_timeout(500)  # until what moves has come to rest
    page.screenshot(path=pictures / f"{view}-{mode}.png")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate(NAMELESS) == []
    background = page.evaluate("getComputedStyle(document.body).backgroundColor")
    brightness = sum(int(part) for part in re.findall(r"\d+", background)[:3]) / 3
    assert (brightness < 64) == (mode == "dark")


@pytest.mark.parametrize("view", VIEWS)
def test_a_narrow_window_needs_no_sideways_scrolling(sample: str, visit: Any, pictures: Path, view: str) -> None:
    page = visit(sample, viewport={"width": 390, "height": 844})
    VIEWS[view](page)
    page.wait_for_timeout(500)
    page.screenshot(path=pictures / f"{view}-narrow.png")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_english_page_has_no_chinese_of_its_own(sample: str, visit: Any, pictures: Path) -> None:
    page = visit(f"{sample}/")
    page.click("#banner a:text-is('English')")
    page.wait_for_selector(".welcome")
    page.wait_for_selector("text=No conversations")
    chat(page)
    page.wait_for_timeout(500)
    page.screenshot(path=pictures / "chat-english.png")
    own = ["#banner", "#fresh", "#bar .tools", ".actions", "#filters", "#question", "#source .tools", "[role=tablist]"]
    words = " ".join(page.locator(part).first.inner_text() for part in own)
    assert re.findall("[\u4e00-\u9fff]+", words) == ["中文"]
    page.click("#banner a:text-is('中文')")
    page.wait_for_selector("text=新对话")


def test_the_mode_that_was_chosen_stays(sample: str, visit: Any) -> None:
    page = visit(sample, color_scheme="light")
    page.click("#banner button:text-is('深色/浅色')")
    page.wait_for_selector("body.dark")
    page.reload()
    page.wait_for_selector("body.dark")
