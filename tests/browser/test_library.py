"""文库 in a browser: add, be refused, look inside, remove, undo, and ask about what was just added."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest

from assistant import Assistant, Settings

pytestmark = pytest.mark.browser

NOTICE = """青山县人民政府办公室文件

青政办发〔2024〕12号

青山县人民政府办公室
关于印发《青山县村级资金管理办法》的通知

各乡镇人民政府：

现印发给你们，请遵照执行。

青山县人民政府办公室
2024年3月5日

第一章 总则

第一条 村级资金实行村账乡代理，由乡镇农经站统一核算。

第二章 支出

第二条 单笔支出在五千元以下的，由村委会主任审批。

第三条 本办法自2024年4月1日起施行。
"""
PLAN = """河东县审计发现问题整改方案

一、整改内容

（一）道路项目进度滞后。河东县3个道路项目未按期完工。
整改措施：倒排工期，每周调度一次。
责任单位：县交通运输局
整改时限：2023年10月底
"""


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory, serve: Callable[..., str]) -> str:
    """Address of an app over two small documents."""
    folder = tmp_path_factory.mktemp("small")
    (folder / "办法.txt").write_text(NOTICE, encoding="utf-8")
    (folder / "方案.txt").write_text(PLAN, encoding="utf-8")
    Assistant(Settings(folder / "data")).add([folder / "办法.txt", folder / "方案.txt"])
    return serve(folder / "data")


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    """A Word document, a copy of one that is in the library, a damaged file and an empty one."""
    folder = tmp_path / "新"
    folder.mkdir()
    written = docx.Document()
    for line in (
        "云岭县小额工程管理办法（试行）",
        "第一条 单个项目投资在四十万元以下的，由乡镇组织实施。",
        "第二条 本办法自2025年1月1日起施行。",
    ):
        written.add_paragraph(line)
    written.save(str(folder / "云岭县〔2025〕小额工程.docx"))
    (folder / "副本.txt").write_bytes(NOTICE.encode())
    (folder / "坏.docx").write_bytes(b"PK not a document")
    (folder / "空.txt").write_bytes(b"")
    return [str(path) for path in sorted(folder.iterdir())]


def open_library(page: Any) -> None:
    page.get_by_role("tab", name="文库").click()
    page.wait_for_selector("table.documents")


def test_files_are_added_refused_or_recognised_and_can_be_asked_about(small: str, visit: Any, files: list[str]) -> None:
    page = visit(small)
    open_library(page)
    page.set_input_files(".drop input >> nth=0", files)
    page.wait_for_selector(".adding p:has-text('已完成')", timeout=60_000)
    assert page.locator(".adding li").count() == 4
    shown = page.locator(".adding").inner_text()
    assert "✓ 3 条" in shown or "✓ 2 条" in shown
    assert "与已收录的 办法.txt 内容相同，未重复收录" in shown
    assert "坏.docx" in shown
    assert "空.txt 是空文件" in shown
    assert page.locator("table.documents td:has-text('云岭县〔2025〕小额工程.docx')").count() == 1
    page.get_by_role("tab", name="问答").click()
    page.fill("#question textarea", "云岭县多少万元以下的项目由乡镇组织实施？")
    page.press("#question textarea", "Enter")
    page.wait_for_selector(".turn .chip")
    assert "四十万元以下" in page.locator(".turn .sentence").first.inner_text()


def test_a_document_is_looked_into_by_its_outline(small: str, visit: Any) -> None:
    page = visit(small)
    open_library(page)
    page.click("table.documents button.open:has-text('村级资金管理办法')")
    page.wait_for_selector("#text .source")
    addresses = page.locator("#text .entry b").all_inner_texts()
    assert addresses[-5:] == ["第一章", "第一条", "第二章", "第二条", "第三条"]
    page.click("#text .entry:has-text('第三条')")
    page.wait_for_function(
        "document.querySelector('#text .text').scrollTop > 0"
        " || document.querySelector('#text .text').scrollHeight <= document.querySelector('#text .text').clientHeight"
    )


def test_a_removed_document_is_not_found_until_the_removal_is_undone(small: str, visit: Any) -> None:
    page = visit(small)
    open_library(page)
    page.click("button[aria-label='移除 办法.txt']")
    page.wait_for_selector(".notice:has-text('已移除 办法.txt')")
    assert page.locator("button[aria-label='移除 办法.txt']").count() == 0
    page.click(".notice button:text-is('撤销')")
    page.wait_for_selector(".notice:has-text('已恢复 办法.txt')")
    assert page.locator("button[aria-label='移除 办法.txt']").count() == 1


def test_the_list_is_searched_by_letterhead(small: str, visit: Any) -> None:
    page = visit(small)
    open_library(page)
    page.fill("#find textarea", "青政办发〔2024〕12号")
    page.wait_for_function("document.querySelectorAll('table.documents tbody tr').length === 1")
    assert "办法.txt" in page.locator("table.documents tbody tr").inner_text()
