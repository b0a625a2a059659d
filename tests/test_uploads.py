"""Files on their way into the library, removal and its undo, adding apart, suggestions."""

import asyncio
import os
import threading
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from assistant import Assistant, Settings
from assistant.apart import FileRead
from assistant.errors import InputError, UnknownDocumentError
from assistant.page.app import keep_tidy
from assistant.uploads import Quota, Uploads
from index import Added, Source

REPORT = Path(__file__).parents[1] / "corpus/documents/示例-清岚县审计反馈问题整改情况报告.pdf"
BATCH = "12345678-abcd"


async def pieces(*content: bytes) -> AsyncIterator[bytes]:
    for piece in content:
        yield piece


def sent(uploads: Uploads, name: str, *content: bytes, owner: str = "reader") -> None:
    asyncio.run(uploads.receive(owner, BATCH, name, pieces(*content)))


def received(uploads: Uploads, owner: str = "reader") -> dict[str, bytes]:
    return {file.name: file.path.read_bytes() for file in uploads.files(owner, BATCH)}


def test_a_batch_is_received_listed_and_cleared(tmp_path: Path) -> None:
    uploads = Uploads(tmp_path / "uploads")
    sent(uploads, "（乙）〔2024〕.txt", b"ab", b"c")
    sent(uploads, "甲.txt", b"d")
    assert received(uploads) == {"（乙）〔2024〕.txt": b"abc", "甲.txt": b"d"}
    assert received(uploads, "somebody else") == {}
    uploads.clear("reader", BATCH)
    assert received(uploads) == {}


def test_files_of_one_name_in_two_folders_keep_their_folders(tmp_path: Path) -> None:
    uploads = Uploads(tmp_path / "uploads")
    sent(uploads, "整改/2022/台账.csv", b"a")
    sent(uploads, "整改/2023/台账.csv", b"b")
    assert received(uploads) == {"2022/台账.csv": b"a", "2023/台账.csv": b"b"}


@pytest.mark.parametrize("name", ["../../甲.txt", "..\\..\\甲.txt", "/etc/甲.txt", "甲\r\n.txt"])
def test_a_name_never_becomes_a_path(tmp_path: Path, name: str) -> None:
    uploads = Uploads(tmp_path / "uploads")
    sent(uploads, name, b"x")
    ((path, content),) = [(file.path, file.path.read_bytes()) for file in uploads.files("reader", BATCH)]
    assert (path.parent.parent, path.name, content) == (tmp_path / "uploads", "00000.txt", b"x")
    assert {file.name for file in tmp_path.rglob("*")} == {"uploads", path.parent.name, "00000.txt", "names.json"}


def test_names_and_batches_that_cannot_be_used_are_refused(tmp_path: Path) -> None:
    uploads = Uploads(tmp_path / "uploads")
    with pytest.raises(InputError, match=r"文件名“\.\.”不能用"):
        sent(uploads, "..", b"x")
    with pytest.raises(InputError, match=r"^state\.db 的格式 \.db 不支持"):
        sent(uploads, "state.db", b"x")
    for batch in ("../../x", None, ["x"], "x" * 65):
        with pytest.raises(InputError, match="批次无效"):
            uploads.files("reader", batch)


def test_no_more_is_taken_than_the_quota_allows(tmp_path: Path) -> None:
    uploads = Uploads(tmp_path / "uploads", Quota(file=2**20, waiting=2**20 + 2**19, files=3, age=3600))
    with pytest.raises(InputError, match=r"^大\.txt 超过 1 MB"):
        sent(uploads, "大.txt", b"x" * 2**20, b"x")
    sent(uploads, "一.txt", b"x" * 2**20)
    with pytest.raises(InputError, match=r"^二\.txt 超过 0 MB"):
        sent(uploads, "二.txt", b"x" * 2**20)
    sent(uploads, "二.txt", b"x")
    sent(uploads, "三.txt", b"x")
    with pytest.raises(InputError, match=r"^一批最多 3 个文件，四\.txt 未上传"):
        sent(uploads, "四.txt", b"x")
    (folder,) = (tmp_path / "uploads").iterdir()
    os.utime(folder, (0, 0))
    sent(uploads, "五.txt", b"x", owner="another")
    assert received(uploads) == {}


def test_an_upload_that_breaks_off_leaves_nothing(tmp_path: Path) -> None:
    async def broken() -> AsyncIterator[bytes]:
        yield b"half"
        raise ConnectionResetError

    uploads = Uploads(tmp_path / "uploads")
    with pytest.raises(ConnectionResetError):
        asyncio.run(uploads.receive("reader", BATCH, "甲.txt", broken()))
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    assert received(uploads) == {}


def test_files_are_added_in_another_process(assistant: Assistant, tmp_path: Path) -> None:
    (tmp_path / "新.txt").write_text("新县办法\n\n第一条 新县的规定。\n\n第二条 自印发之日起施行。\n", encoding="utf-8")
    (tmp_path / "空.txt").write_bytes(b"")
    told = list(assistant.add_apart([Source(tmp_path / name, name) for name in ("新.txt", "空.txt")]))
    assert told[0] == FileRead("新.txt")
    assert [(added.name, added.taken, added.refused) for added in told[1:] if isinstance(added, Added)] == [
        ("空.txt", False, "空.txt 是空文件，没有可读的内容"),
        ("新.txt", True, None),
    ]
    assert [document.name for document in assistant.documents()] == ["办法.txt", "新.txt", "方案.txt"]


def test_a_removal_is_undone_through_a_restart_and_the_adding_of_others(assistant: Assistant, tmp_path: Path) -> None:
    before = assistant.documents()
    identifier = assistant.remove("办法.txt")
    assert [document.name for document in assistant.documents()] == ["方案.txt"]
    assert assistant.search("村级资金公务接待")[0].node.metadata["document"] == "方案.txt"
    (tmp_path / "新.txt").write_text("新县办法\n\n第一条 新县的规定。\n", encoding="utf-8")
    assistant.add([tmp_path / "新.txt"])
    again = Assistant(assistant.settings)
    assert again.restore(identifier) == "办法.txt"
    assert [document for document in again.documents() if document.name != "新.txt"] == list(before)
    assert again.search("村级资金公务接待")[0].node.metadata["document"] == "办法.txt"
    with pytest.raises(UnknownDocumentError, match="没有这个可以恢复的文件"):
        again.restore(identifier)


@pytest.mark.parametrize("identifier", ["办法.txt", "../办法.txt", "/etc/hostname", ""])
def test_nothing_but_what_was_removed_is_restored(assistant: Assistant, identifier: str) -> None:
    assistant.remove("办法.txt")
    with pytest.raises(UnknownDocumentError):
        assistant.restore(identifier)


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


def test_what_is_due_is_let_go_while_the_page_runs(tmp_path: Path) -> None:
    path = tmp_path / "甲.txt"
    path.write_text("第一条 村级资金实行专户存储。", encoding="utf-8")
    assistant = Assistant(Settings(tmp_path / "data", undo=2.0))
    assistant.add([path])
    assistant.remove("甲.txt")
    sent(assistant.uploads, "旧.txt", b"a")
    (waiting,) = (tmp_path / "data" / "uploads").glob("*")
    os.utime(waiting, (1, 1))
    threading.Thread(target=keep_tidy, args=(assistant, 0.2), daemon=True).start()
    deadline = time.monotonic() + 60
    while (waiting.exists() or assistant.removed()) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not waiting.exists()
    assert assistant.removed() == ()
    assert not [
        kept for kept in (tmp_path / "data").rglob("*") if kept.is_file() and "专户存储".encode() in kept.read_bytes()
    ]
