"""The database of what the page keeps: damage does not keep the page from opening."""

import os
from pathlib import Path

import pytest

from assistant.conversations import Conversations


@pytest.mark.parametrize("how", ["cut", "overwritten"])
def test_a_damaged_database_is_set_aside(tmp_path: Path, how: str, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "state.db"
    kept = Conversations(path)
    for number in range(200):
        kept.append(kept.begin("reader", f"问题{number}").id, "问", {"text": "答" * 400})
    kept._run("PRAGMA wal_checkpoint(TRUNCATE)")
    if how == "cut":
        os.truncate(path, path.stat().st_size // 2)
    else:
        with path.open("r+b") as file:
            file.seek(path.stat().st_size // 3)
            file.write(os.urandom(20_000))
    again = Conversations(path)
    assert again.of("reader") == []
    again.begin("reader", "新的问题")
    assert [one.title for one in again.of("reader")] == ["新的问题"]
    (aside,) = tmp_path.glob("state-damaged-*.db")
    assert capsys.readouterr().err == f"警告：state.db 已损坏，已改名为 {aside.name}，页面从空白记录开始\n"
