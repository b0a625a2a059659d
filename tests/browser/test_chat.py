"""问答 in a browser: ask, read the source, be refused, follow up, keep and share conversations."""

import io
from typing import Any

import docx
import pytest
from PIL import Image, ImageChops

pytestmark = pytest.mark.browser

STANDARD = "聘用人员的人身意外伤害保险费每人每年不超过多少元？"


def ask(page: Any, question: str) -> Any:
    """Ask and wait for the answer; returns its turn."""
    before = page.locator(".turn").count()
    page.fill("#question textarea", question)
    page.press("#question textarea", "Enter")
    page.wait_for_function("n => document.querySelectorAll('.turn .actions').length > n", arg=before)
    return page.locator(".turn").last


def test_a_citation_opens_the_source_with_the_cited_words_marked(sample: str, visit: Any) -> None:
    page = visit(sample)
    turn = ask(page, STANDARD)
    chip = turn.locator(".chip").first
    assert "清岚人社规〔2023〕1号" in chip.inner_text()
    assert "第十四条" in chip.inner_text()
    assert "均与原文一致" in turn.locator(".certificate").inner_text()
    chip.click()
    mark = page.locator("#source mark").first
    mark.wait_for()
    assert "每人每年不超过120元" in mark.inner_text()
    assert page.locator("#source .cited").first.inner_text().startswith("第十四条")
    box, text = mark.bounding_box(), page.locator("#source .text").bounding_box()
    assert text["y"] <= box["y"] <= text["y"] + text["height"]


def test_a_suggestion_is_asked_and_answered(sample: str, visit: Any) -> None:
    page = visit(sample)
    offered = page.locator(".suggestion").first
    question = offered.inner_text()
    offered.click()
    page.wait_for_selector(".turn .actions")
    assert page.locator(".asked").inner_text() == question
    assert page.locator(".refusal").count() == 0


def test_what_is_not_there_is_refused_with_the_nearest_clauses(sample: str, visit: Any) -> None:
    page = visit(sample)
    turn = ask(page, "月球基地的绿化养护标准是多少？")
    assert turn.locator(".refusal").is_visible()
    assert turn.locator(".nearest").count() == 3
    turn.locator(".nearest").first.click()
    page.wait_for_selector("#source .cited")


def test_a_follow_up_leans_on_the_question_before(sample: str, visit: Any) -> None:
    page = visit(sample)
    ask(page, STANDARD)
    turn = ask(page, "那保额呢？")
    assert "保额不低于30万元" in turn.locator(".sentence").first.inner_text()


def test_a_filter_confines_the_answer(sample: str, visit: Any) -> None:
    page = visit(sample)
    page.click("#filters button")
    page.click("#filter-region input")
    page.get_by_role("option", name="陇西县").click()
    page.keyboard.press("Escape")
    page.wait_for_selector("#filters button:has-text('（已选 1 项）')")
    turn = ask(page, STANDARD)
    named = turn.locator(".chip .title, .nearest .title").all_inner_texts()
    assert named
    assert all("陇西县" in name for name in named)


def test_a_ledger_row_is_shown_within_its_table(sample: str, visit: Any) -> None:
    page = visit(f"{sample}/?document=示例-清岚县考核反馈问题整改台账.xlsx&clause=台账第4行")
    page.wait_for_selector("#source tr.cited")
    assert page.locator("#source tr.cited td").first.inner_text().strip() == "4"
    assert page.locator("#source tr").count() >= 8
    assert page.locator("#source th").count() > 4


def test_a_page_of_a_pdf_is_shown_as_a_picture(sample: str, visit: Any) -> None:
    page = visit(f"{sample}/?document=示例-清岚县审计反馈问题整改情况报告.pdf&clause=一（四）")
    page.wait_for_function("document.querySelector('#source img')?.naturalWidth > 800")


def test_the_region_of_a_scan_is_marked_on_its_picture(sample: str, visit: Any) -> None:
    page = visit(sample)
    turn = ask(page, "清岚县冬季取暖补助的标准是每户多少元？")
    chip = turn.locator(".chip:has-text('P1')").first
    assert "识别得到，引用前请核对原件" in turn.locator(".notice").inner_text()
    chip.click()
    page.wait_for_function("document.querySelector('#source img')?.naturalWidth > 800")
    assert page.locator("#source mark").first.inner_text()
    address = page.locator("#source img").get_attribute("data-picture")
    plain = page.request.get(f"{sample}/{address.split('&start')[0]}").body()
    answer = page.request.get(f"{sample}/{address}")
    shown = answer.body()
    page.wait_for_function("document.querySelector('#source .page').scrollTop > 0")
    view, picture = page.locator("#source .page").bounding_box(), page.locator("#source img").bounding_box()
    at = picture["y"] + float(answer.headers["x-marked-at"]) * picture["height"]
    assert view["y"] <= at <= view["y"] + view["height"]
    box = ImageChops.difference(*(Image.open(io.BytesIO(each)) for each in (plain, shown))).getbbox()
    assert box is not None


def test_a_conversation_is_found_after_a_reload_named_searched_and_deleted(sample: str, visit: Any) -> None:
    page = visit(sample)
    ask(page, STANDARD)
    page.wait_for_function("location.search !== ''")  # what is reloaded is the address, which the answer's event sets
    page.reload()
    page.wait_for_selector(".turn .actions")
    assert page.locator(".asked").all_inner_texts() == [STANDARD]
    page.click("#bar summary:has-text('改名')")
    page.fill("#bar input[name=title]", "意外保险")
    page.click("#bar button:has-text('保存')")
    page.wait_for_selector("#bar h2:text-is('意外保险')")
    page.click("#fresh")
    page.wait_for_selector(".suggestion")
    page.fill("#search textarea", "没有的词")
    page.wait_for_selector("#conversations .empty")
    page.fill("#search textarea", "伤害")
    page.click(".conversation:has-text('意外保险')")
    page.wait_for_selector(".turn .actions")
    page.click("#bar summary:has-text('删除')")
    page.click("#bar button:has-text('确认删除')")
    page.wait_for_selector(".suggestion")
    assert page.locator(".conversation").count() == 0


def test_a_conversation_is_exported_as_word_and_markdown(sample: str, visit: Any) -> None:
    page = visit(sample)
    ask(page, STANDARD)
    with page.expect_download() as word:
        page.click("#bar a:has-text('Word')")
    written = docx.Document(io.BytesIO(word.value.path().read_bytes()))
    assert [paragraph.text for paragraph in written.paragraphs][:2] == [STANDARD, STANDARD]
    with page.expect_download() as markdown:
        page.click("#bar a:has-text('Markdown')")
    assert markdown.value.path().read_text(encoding="utf-8").startswith(f"# {STANDARD}\n\n## {STANDARD}\n\n")


def test_others_find_a_conversation_by_its_link_alone_and_go_on_in_a_copy(sample: str, visit: Any) -> None:
    mine = visit(sample)
    ask(mine, STANDARD)
    other = visit(sample)
    other.wait_for_selector("#conversations .empty")
    shared = visit(mine.url)
    shared.wait_for_selector(".notice")
    assert shared.locator(".asked").all_inner_texts() == [STANDARD]
    assert shared.locator(".turn .actions").count() == 0
    shared.fill("#question textarea", "每个行政村设置的岗位不超过多少个？")
    shared.press("#question textarea", "Enter")
    shared.wait_for_selector(".turn .actions")
    assert shared.locator(".turn").count() == 2
    assert shared.url != mine.url
    mine.reload()
    mine.wait_for_selector(".turn .actions")
    assert mine.locator(".turn").count() == 1


def test_a_verdict_is_kept_with_its_reason_until_the_answer_is_asked_anew(sample: str, visit: Any) -> None:
    page = visit(sample)
    ask(page, STANDARD)
    page.click(".actions button:text-is('有用')")
    page.wait_for_selector(".actions button[aria-pressed=true]:text-is('有用')")
    page.click(".actions summary:text-is('没用')")
    page.fill(".reasons input", "没有说到兼职")
    page.press(".reasons input", "Enter")
    page.wait_for_selector(".actions summary[aria-pressed=true]:text-is('没用：没有说到兼职')")
    page.reload()
    page.wait_for_selector(".actions summary:text-is('没用：没有说到兼职')")
    page.click(".actions button:text-is('重新回答')")
    page.wait_for_selector(".actions summary[aria-pressed=false]:text-is('没用')")


def test_an_answer_is_copied_with_its_sources(sample: str, visit: Any) -> None:
    page = visit(sample, permissions=["clipboard-read", "clipboard-write"])
    turn = ask(page, STANDARD)
    turn.locator("button[data-copy]").click()
    page.wait_for_selector("button:text-is('已复制')")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "\n\n依据：\n[1] 《" in copied
    assert "（清岚人社规〔2023〕1号）第十四条：“" in copied
    assert "120元" in copied


def test_the_keyboard_reaches_a_source_and_comes_back(sample: str, visit: Any) -> None:
    page = visit(sample)
    turn = ask(page, STANDARD)
    turn.locator(".chip").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#source mark")
    page.wait_for_function("document.activeElement.classList.contains('source')")
    page.keyboard.press("Escape")
    page.wait_for_selector("#source", state="hidden")
    assert page.evaluate("document.activeElement.className") == "chip"
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"


def test_a_link_to_what_is_gone_says_so(sample: str, visit: Any) -> None:
    page = visit(f"{sample}/?chat=nothing")
    assert page.locator(".notice").inner_text() == "没有这个对话，可能已被删除。"
    page = visit(f"{sample}/?document=没有.docx&clause=第一条")
    page.wait_for_selector("#source :text-is('库中没有文件 没有.docx，可能已被移除。')")
    page.click("#source button:text-is('关闭')")
    page.wait_for_selector("#source", state="hidden")
