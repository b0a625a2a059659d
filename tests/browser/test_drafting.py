"""拟稿 in a browser: draft, choose the basis, edit, take away; and a ledger that is checked and filled."""

import io
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest

pytestmark = pytest.mark.browser

PROBLEM = "衔接资金指标1.8万元收到后73天才分解下达，超过规定时限。"


def draft(page: Any) -> None:
    page.get_by_role("tab", name="拟稿").click()
    page.fill("#issue textarea", PROBLEM)
    page.fill("#unit textarea", "白马镇人民政府")
    page.fill("#deadline textarea", "2026年6月底前")
    page.click("#draft-begin")
    page.wait_for_selector(".measure textarea")


def test_a_draft_is_downloaded_as_word_and_excel(sample: str, visit: Any) -> None:
    page = visit(sample)
    draft(page)
    measures = [field.input_value() for field in page.locator(".measure textarea").all()]
    with page.expect_download() as word:
        page.click("#draft-word")
    assert word.value.suggested_filename.endswith(".docx")
    paragraphs = [p.text for p in docx.Document(io.BytesIO(word.value.path().read_bytes())).paragraphs]
    assert any(PROBLEM.rstrip("。") in paragraph for paragraph in paragraphs)
    assert any(measures[0][:20] in paragraph for paragraph in paragraphs)
    with page.expect_download() as sheet:
        page.click("#draft-sheet")
    book = openpyxl.load_workbook(io.BytesIO(sheet.value.path().read_bytes()))
    assert any(cell.value == PROBLEM for row in book.active.iter_rows() for cell in row)


def test_an_edit_is_checked_against_the_sources_and_goes_into_the_word_file(sample: str, visit: Any) -> None:
    page = visit(sample)
    draft(page)
    page.locator(".measure textarea").first.fill("下达资金9.9万元。")
    page.wait_for_selector(".draft .unsaved")
    assert page.evaluate("getComputedStyle(document.querySelector('#takeaway')).pointerEvents") == "none"
    page.click("button:text-is('核对修改')")
    page.wait_for_selector(".certificate.broken:has-text('9.9万元')")
    page.wait_for_selector(".draft .unsaved", state="hidden")
    page.locator(".measure .chip").first.click()
    page.wait_for_selector("#draft-source mark")
    with page.expect_download() as word:
        page.click("#draft-word")
    paragraphs = [p.text for p in docx.Document(io.BytesIO(word.value.path().read_bytes())).paragraphs]
    assert any("下达资金9.9万元。" in paragraph for paragraph in paragraphs)


def test_a_basis_is_taken_out_and_another_put_in(sample: str, visit: Any) -> None:
    page = visit(sample)
    draft(page)
    box = page.locator(".bases input").first
    identifier = box.get_attribute("data-id")
    assert box.is_checked()
    box.uncheck()
    page.wait_for_selector(f".bases .out input[data-id='{identifier}']:not(:checked)")
    page.click("#more button")
    page.fill("#more-words textarea", "岗位补贴标准")
    page.press("#more-words textarea", "Enter")
    added = page.locator("#finds .nearest").first.get_attribute("data-id")
    page.locator("#finds .nearest").first.click()
    page.wait_for_selector(f".bases input[data-id='{added}']:checked")


def test_a_draft_is_kept_reopened_with_its_edits_and_deleted(sample: str, visit: Any) -> None:
    page = visit(sample)
    draft(page)
    box = page.locator(".bases input").first
    identifier = box.get_attribute("data-id")
    box.uncheck()
    page.wait_for_selector(f".bases .out input[data-id='{identifier}']:not(:checked)")
    page.locator(".measure textarea").first.fill("下达资金1.8万元。")
    page.click("button:text-is('核对修改')")
    page.wait_for_selector(".draft .unsaved", state="hidden")
    page.reload()
    page.get_by_role("tab", name="拟稿").click()
    page.click("#kept button")
    page.click(".kept button.conversation")
    page.wait_for_selector(".measure textarea")
    assert page.locator(".measure textarea").first.input_value() == "下达资金1.8万元。"
    assert page.input_value("#issue textarea") == PROBLEM
    assert page.input_value("#unit textarea") == "白马镇人民政府"
    assert not page.locator(f".bases input[data-id='{identifier}']").is_checked()
    assert visit(sample).locator(".kept").count() == 0
    with page.expect_download() as word:
        page.click("#draft-word")
    paragraphs = [p.text for p in docx.Document(io.BytesIO(word.value.path().read_bytes())).paragraphs]
    assert any("下达资金1.8万元。" in paragraph for paragraph in paragraphs)
    page.click(".kept summary:has-text('删除')")
    page.click(".kept button:has-text('确认删除')")
    page.wait_for_selector("#kept-drafts .empty")


def test_edits_that_are_not_checked_are_not_thrown_away_unasked(sample: str, visit: Any) -> None:
    page = visit(sample)
    draft(page)
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    page.locator(".measure textarea").first.fill("下达资金1.8万元。")
    page.click("#draft-begin")
    page.click("#kept button")
    page.click(".kept button.conversation")
    assert asked == ["重新拟写会丢弃您修改的内容，继续吗？"] * 2
    assert page.locator(".measure textarea").first.input_value() == "下达资金1.8万元。"
    page.click("button:text-is('核对修改')")
    page.wait_for_selector(".draft .unsaved", state="hidden")
    page.click(".kept button.conversation")
    page.wait_for_selector(".kept .current")
    assert len(asked) == 2


def test_an_empty_problem_is_refused(sample: str, visit: Any) -> None:
    page = visit(sample)
    page.get_by_role("tab", name="拟稿").click()
    page.click("#draft-begin")
    page.wait_for_selector("#draft .notice")
    assert "空的" in page.locator("#draft .notice").inner_text()


def test_a_ledger_is_checked_filled_and_downloaded(sample: str, visit: Any, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "台账"
    for row in (
        ["序号", "问题描述", "整改措施", "责任单位", "整改时限"],
        [1, PROBLEM, None, "白马镇人民政府", "2020年6月底前"],
        [2, "村级扶贫车间闲置。", "盘活资产。", "白马镇人民政府", "2099年6月底前"],
    ):
        book.active.append(row)
    book.save(tmp_path / "白马镇台账.xlsx")
    page = visit(sample)
    page.get_by_role("tab", name="拟稿").click()
    page.get_by_role("tab", name="台账").click()
    page.set_input_files("#ledger-drop input", str(tmp_path / "白马镇台账.xlsx"))
    page.wait_for_selector("#ledger-told table")
    assert "台账!" in page.locator("#ledger-told table").inner_text()
    page.click("#ledger-fill")
    page.wait_for_selector("#ledger-copy")
    with page.expect_download() as copy:
        page.click("#ledger-copy")
    filled = openpyxl.load_workbook(io.BytesIO(copy.value.path().read_bytes()))["台账"]
    assert filled["C2"].value
    assert filled["C3"].value == "盘活资产。"


def test_a_report_becomes_a_plan_in_word_and_excel(sample: str, visit: Any, tmp_path: Path) -> None:
    text = f"""白马镇2025年度专项检查报告

一、检查发现的主要问题
（一）岗位补贴方面
1.未到岗领取补贴。{PROBLEM}
（二）食堂管理方面
2.食品留样不足。小学食堂食品留样不足48小时。
"""
    (tmp_path / "检查报告.txt").write_text(text, encoding="utf-8")
    page = visit(sample)
    page.get_by_role("tab", name="拟稿").click()
    page.get_by_role("tab", name="整改方案").click()
    page.fill("#plan-unit textarea", "白马镇人民政府")
    page.set_input_files("#plan-drop input", str(tmp_path / "检查报告.txt"))
    page.wait_for_selector("#plan-word")
    assert page.locator("#plan-told .notice").inner_text() == "已拟写 2/2"
    assert [row.locator("td").nth(0).inner_text() for row in page.locator("#plan-told tbody tr").all()] == ["1", "2"]
    with page.expect_download() as word:
        page.click("#plan-word")
    lines = [p.text for p in docx.Document(io.BytesIO(word.value.path().read_bytes())).paragraphs]
    assert lines[0] == "白马镇人民政府关于白马镇2025年度专项检查报告的整改方案"
    with page.expect_download() as sheet:
        page.click("#plan-sheet")
    book = openpyxl.load_workbook(io.BytesIO(sheet.value.path().read_bytes()))
    assert [row[1] for row in book.worksheets[0].iter_rows(min_row=3, values_only=True)] == [
        "白马镇2025年度专项检查报告"
    ] * 2
    (tmp_path / "空.txt").write_text("你好。", encoding="utf-8")
    page.set_input_files("#plan-drop input", str(tmp_path / "空.txt"))
    page.wait_for_selector("#plan-told .notice:has-text('没有找到问题')")


def test_several_files_are_no_plan_and_said_to_be_none(sample: str, visit: Any, tmp_path: Path) -> None:
    for name in ("甲.txt", "乙.txt"):
        (tmp_path / name).write_text(f"1.村级账目两年未公开。\n2.三台变压器没有登记入账。{name}\n", encoding="utf-8")
    page = visit(sample)
    page.get_by_role("tab", name="拟稿").click()
    page.get_by_role("tab", name="整改方案").click()
    page.set_input_files("#plan-drop input", [str(tmp_path / "甲.txt"), str(tmp_path / "乙.txt")])
    page.wait_for_selector("#plan-told .notice:has-text('一次放入一份文件')")
    assert page.locator("#plan-takeaway").is_hidden()
