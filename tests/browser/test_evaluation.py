"""评测 in a browser: run the gold set of the sample corpus, read the plots, compare, review a question of the chat."""

import json
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.browser


@pytest.fixture
def gold(tmp_path: Path) -> str:
    """Three questions of the shipped set: few, so that the test is short."""
    shipped = Path(__file__).parents[2] / "eval" / "gold" / "questions.jsonl"
    lines = shipped.read_text(encoding="utf-8").splitlines()[:3]
    assert all(json.loads(line)["question"] for line in lines)
    (tmp_path / "三题.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return str(tmp_path / "三题.jsonl")


def choose(page: Any, name: str) -> None:
    """Open the list of gold sets and take one; a list that was drawn anew under the press is opened again."""
    option = page.get_by_role("option", name=name)
    for _ in range(3):
        page.click("#gold input")
        page.wait_for_timeout(1000)
        if option.is_visible():
            break
        page.locator("#gold input").blur()
    option.click()


def test_a_gold_set_is_run_with_progress_and_its_plots_are_seen(sample: str, visit: Any, gold: str) -> None:
    page = visit(sample)
    page.get_by_role("tab", name="评测").click()
    page.set_input_files("#gold-drop input >> nth=0", gold)
    page.wait_for_selector("#progress .notice:has-text('已添加 三题.jsonl')")
    choose(page, "三题.jsonl")
    for _ in range(2):
        page.click("#begin")
        page.wait_for_selector("#progress:has-text('3/3 评测完成')", timeout=60_000)
        page.wait_for_selector("#report iframe")
        page.wait_for_timeout(1100)  # runs are named by the second
    report = page.frame_locator("#report iframe")
    report.locator("svg").first.wait_for()
    assert report.locator("h1").inner_text() == "评测报告"
    assert report.locator("svg").count() >= 3
    assert page.locator("#runs li").count() >= 2
    page.click("#comparing button")
    page.click("#compare")
    page.wait_for_selector("#comparison h1:has-text('两次评测的比较')")


def test_a_bad_answer_becomes_a_gold_question(sample: str, visit: Any) -> None:
    page = visit(sample)
    page.fill("#question textarea", "火星基地的绿化标准是多少？")
    page.press("#question textarea", "Enter")
    page.click(".actions button:text-is('加入评测')")
    page.wait_for_selector("text=已加入待确认的题目")
    page.get_by_role("tab", name="评测").click()
    page.click("#reviewing button")
    form = page.locator(".review:has-text('火星基地的绿化标准是多少？')")
    form.locator("input[name=document]").fill("不存在的文件.docx")
    form.locator("button:text-is('确认')").click()
    page.wait_for_selector("#progress .notice:has-text('不存在的文件.docx')")
    form.locator("input[name=document]").fill("")
    form.locator("input[name=clause]").fill("")
    form.locator("button:text-is('确认')").click()
    page.wait_for_selector("#progress .notice:has-text('已确认')")
    assert form.count() == 0
