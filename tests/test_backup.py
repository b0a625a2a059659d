"""Backups: all of a data directory, taken in use; what cannot be restored is refused and nothing is touched."""

import tarfile
from pathlib import Path

import pytest

from assistant import Assistant, Settings
from assistant.backup import backup, restore
from assistant.cli import main
from assistant.errors import InputError

QUESTION = "青山县村级资金能不能用于公务接待？"


def test_a_restored_library_answers_as_the_one_that_was_backed_up(
    assistant: Assistant, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assistant.conversations.begin("reader", QUESTION)
    removed = assistant.remove("方案.txt")
    saved, data = tmp_path / "备份.tar.gz", tmp_path / "new" / "data"
    assert main(["backup", "--data", str(assistant.settings.data), str(saved)]) == 0
    assert main(["restore", "--data", str(data), str(saved)]) == 0
    out, err = capsys.readouterr()
    assert (out.splitlines()[0], out.splitlines()[1], err) == (
        f"已备份 1 个文件，写入 {saved}",
        f"已恢复 1 个文件到 {data}",
        "",
    )
    assert out.splitlines()[-1] == "数据目录完好"
    again = Assistant(Settings(data))
    assert again.ask(QUESTION).text == assistant.ask(QUESTION).text
    assert [one.title for one in again.conversations.of("reader")] == [QUESTION]
    assert again.restore(removed) == "方案.txt"
    assert data.stat().st_mode & 0o777 == 0o700


def test_a_backup_is_never_written_over_anything(assistant: Assistant, tmp_path: Path) -> None:
    data, saved = assistant.settings.data, tmp_path / "备份.tar.gz"
    with pytest.raises(InputError, match="在数据目录里"):
        backup(data, data / "备份.tar.gz")
    backup(data, saved)
    with pytest.raises(InputError, match="已存在"):
        backup(data, saved)
    with pytest.raises(InputError, match="里有内容"):
        restore(saved, data)
    assert [document.name for document in assistant.documents()] == ["办法.txt", "方案.txt"]


def test_what_is_no_whole_backup_is_refused(assistant: Assistant, tmp_path: Path) -> None:
    saved, cut, other, evil = (tmp_path / name for name in ("备份.tar.gz", "半.tar.gz", "别的.tar.gz", "坏.tar.gz"))
    backup(assistant.settings.data, saved)
    cut.write_bytes(saved.read_bytes()[: saved.stat().st_size // 2])
    with tarfile.open(other, "w:gz") as archive:
        archive.add(saved, "甲.txt")
    with tarfile.open(evil, "w:gz") as archive:
        archive.add(saved, "../甲.txt")
    for file in (cut, other, evil, tmp_path / "没有.tar.gz"):
        with pytest.raises(InputError, match="备份"):
            restore(file, tmp_path / "data2")
        assert not (tmp_path / "data2").exists()
    assert not (tmp_path / "甲.txt").exists()


def test_damage_is_told_by_the_command(assistant: Assistant, capsys: pytest.CaptureFixture[str]) -> None:
    original = assistant.original("办法.txt")
    original.write_text("别的内容", encoding="utf-8")
    assert main(["check", "--data", str(assistant.settings.data)]) == 1
    out, err = capsys.readouterr()
    assert out.splitlines()[0] == "✗ 办法.txt 的原件缺失或已损坏：请从备份恢复，或移除后重新收录"
    assert err == "错误：1 处问题，见上\n"
