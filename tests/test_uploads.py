"""Files on their way into the library, removal and its undo, adding apart, suggestions."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from assistant import Assistant, Settings
from assistant.errors import InputError, UnknownDocumentError
from assistant.uploads import Uploads
from index import Added

REPORT = Path(__file__).parents[1] / "corpus/documents/示例-清岚县审计反馈问题整改情况报告.pdf"
BATCH = "12345678-abcd"


async def pieces(*content: bytes) -> AsyncIterator[bytes]:
    for piece in content:
        yield piece


def test_a_batch_is_received_listed_and_cleared(tmp_path: Path) -> None:
    uploads = Uploads(tmp_path / "uploads")
    asyncio.run(uploads.receive(BATCH, "（乙）〔2024〕.txt", pieces(b"ab", b"c")))
    asyncio.run(uploads.receive(BATCH, "甲.txt", pieces(b"d")))
    assert {path.name: path.read_bytes() for path in uploads.files(BATCH)} == {
        "甲.txt": b"d",
        "（乙）〔2024〕.txt": b"abc",
    }
    uploads.clear(BATCH)
    assert uploads.files(BATCH) == []


@pytest.mark.parametrize("name", ["../../state.db", "..\\..\\state.db", "/etc/state.db"])
def test_a_name_never_leads_out_of_the_batch(tmp_path: Path, name: str) -> None:
    uploads = Uploads(tmp_path / "uploads")
    asyncio.run(uploads.receive(BATCH, name, pieces(b"x")))
    assert [path.relative_to(tmp_path).as_posix() for path in uploads.files(BATCH)] == [f"uploads/{BATCH}/state.db"]


def test_names_and_batches_that_cannot_be_used_are_refused(tmp_path: Path) -> None:
    uploads = Uploads(tmp_path / "uploads")
    with pytest.raises(InputError, match=r"文件名“\.\.”不能用"):
        asyncio.run(uploads.receive(BATCH, "..", pieces(b"x")))
    with pytest.raises(InputError, match=r"批次“\.\./\.\./x”无效"):
        uploads.files("../../x")


def test_files_are_added_in_another_process(assistant: Assistant, tmp_path: Path) -> None:
    (tmp_path / "新.txt").write_text("新县办法\n\n第一条 新县的规定。\n\n第二条 自印发之日起施行。\n", encoding="utf-8")
    (tmp_path / "空.txt").write_bytes(b"")
    outcomes = [
        (added.name, added.taken, added.refused)
        for added in assistant.add_apart([tmp_path / "新.txt", tmp_path / "空.txt"])
        if isinstance(added, Added)
    ]
    assert outcomes == [("新.txt", True, None), ("空.txt", False, "空.txt 是空文件，没有可读的内容")]
    assert [document.name for document in assistant.documents()] == ["办法.txt", "新.txt", "方案.txt"]


def test_a_removal_is_undone(assistant: Assistant) -> None:
    before = assistant.documents()
    assistant.remove("办法.txt")
    assert [document.name for document in assistant.documents()] == ["方案.txt"]
    assistant.restore("办法.txt")
    assert assistant.documents() == before
    with pytest.raises(UnknownDocumentError, match=r"没有移除过 办法\.txt"):
        assistant.restore("办法.txt")


def test_a_removal_cannot_be_undone_once_files_were_added(assistant: Assistant, tmp_path: Path) -> None:
    assistant.remove("办法.txt")
    (tmp_path / "新.txt").write_text("新县办法\n\n第一条 新县的规定。\n", encoding="utf-8")
    assistant.add([tmp_path / "新.txt"])
    assert list(assistant.settings.data.rglob("办法.txt")) == []
    with pytest.raises(UnknownDocumentError, match=r"没有移除过 办法\.txt，无法恢复；可以重新收录这个文件"):
        assistant.restore("办法.txt")


def test_pages_are_told_while_a_file_is_read(tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    opened = Assistant(Settings(tmp_path / "data"), lambda *pages: told.append(pages))
    opened.add([REPORT])
    assert told == [(REPORT.name, 1, 3), (REPORT.name, 2, 3), (REPORT.name, 3, 3)]


def test_suggestions_are_answered_by_the_library(assistant: Assistant) -> None:
    offered = assistant.suggestions()
    assert offered
    assert len(set(offered)) == len(offered)
    assert [text for text in offered if assistant.ask(text).abstained] == []
