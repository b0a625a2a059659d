"""Limits: whatever the file, an answer or one clear reason."""

import json
import threading
import time
import zipfile
from pathlib import Path

import pytest

import corpus.readers.worker as worker_module
from corpus import KnownError, UnreadableFileError, parse_file
from corpus.readers import read
from corpus.readers.worker import Worker, Workers

TORTURE = Path(__file__).parents[2] / "shared/bench/torture"
PAGE = "<p>第一条 为了规范管理。</p>"


def page(tmp_path: Path, name: str = "甲.html") -> Path:
    path = tmp_path / name
    path.write_text(PAGE, encoding="utf-8")
    return path


def test_one_worker_serves_many_files_and_threads_get_their_own_answers(tmp_path: Path) -> None:
    paths = []
    for number in range(8):
        paths.append(tmp_path / f"{number}.html")
        paths[-1].write_text(f"<p>第{number}号文件</p>", encoding="utf-8")
    workers = Workers()
    try:
        texts: dict[int, str] = {}
        threads = [
            threading.Thread(target=lambda n=number, p=path: texts.update({n: workers.read(p).text}))
            for number, path in enumerate(paths)
        ]
        for thread in threads[:2]:
            thread.start()
        for thread in threads[:2]:
            thread.join()
        for number, path in list(enumerate(paths))[2:]:
            texts[number] = workers.read(path).text
        assert texts == {number: f"第{number}号文件" for number in range(8)}
    finally:
        workers.close()


def test_a_hang_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker_module, "SECONDS", 0.0)
    worker = Worker()
    with pytest.raises(UnreadableFileError, match=r"甲\.html 读取超过 0\.0 秒没有进展"):
        worker.ask(page(tmp_path))
    assert not worker.is_alive()


def test_a_crash_is_told_and_the_next_file_is_read(tmp_path: Path) -> None:
    workers = Workers()
    try:
        assert workers.read(page(tmp_path)).text == "第一条 为了规范管理。"
        crashed = workers._take()
        crashed._process.kill()
        crashed._process.wait()
        with pytest.raises(UnreadableFileError, match=r"甲\.html 使读取程序崩溃"):
            crashed.ask(page(tmp_path))
        assert workers.read(page(tmp_path)).text == "第一条 为了规范管理。"
    finally:
        workers.close()


@pytest.mark.parametrize(
    "name", ["../甲.html", "行一\n行二.html", "长" * 80 + ".html", "-rf $(touch x).html", "'\";.html"]
)
def test_odd_names_are_only_names(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "内"
    folder.mkdir()
    path = folder / name
    path.write_text(PAGE, encoding="utf-8")
    parsed = parse_file(path, name)
    assert (parsed.name, parsed.text) == (name, "第一条 为了规范管理。")
    path.write_bytes(b"")
    with pytest.raises(UnreadableFileError) as caught:
        read(path)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 120


def test_a_name_of_three_hundred_characters_is_shortened_in_the_message(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="…") as caught:
        read(tmp_path / ("a" * 300 + ".txt"))
    assert len(str(caught.value)) < 120


def test_five_hundred_megabytes_of_text_are_refused_at_once(tmp_path: Path) -> None:
    path = tmp_path / "大.txt"
    with path.open("wb") as file:
        file.truncate(500 * 2**20)
    start = time.monotonic()
    with pytest.raises(UnreadableFileError, match=r"大\.txt 有 500 MB，超过文本文件的上限"):
        read(path)
    assert time.monotonic() - start < 1


def test_a_bomb_inside_a_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "弹.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(9):
            archive.writestr(f"xl/media/{number}.bin", b"0" * (50 * 2**20))
    with pytest.raises(UnreadableFileError, match="疑为压缩炸弹"):
        read(path)


def test_the_worker_ends_with_its_parent(tmp_path: Path) -> None:
    worker = Worker()
    worker.ask(page(tmp_path))
    assert worker._process.stdin is not None
    worker._process.stdin.close()
    assert worker._process.wait(10) == 0
    worker.end()


@pytest.mark.benchmark
@pytest.mark.skipif(not TORTURE.is_dir(), reason=f"{TORTURE} is not here: other projects' test files are not copied")
def test_every_hostile_file_gives_clauses_or_one_reason(tmp_path: Path) -> None:
    before = set(tmp_path.iterdir())
    results = {}
    for path in sorted(TORTURE.iterdir()):
        if path.suffix == ".jsonl":
            continue
        start = time.monotonic()
        try:
            parsed = parse_file(path)
            results[path.name] = len(parsed.clauses)
            assert "".join(clause.text for clause in parsed.clauses) == parsed.text
        except KnownError as error:
            results[path.name] = str(error)
            assert "\n" not in str(error)
        assert time.monotonic() - start < 60, path.name
    assert len(results) == len((TORTURE / "MANIFEST.jsonl").read_text(encoding="utf-8").splitlines()), json.dumps(
        results
    )
    assert set(tmp_path.iterdir()) == before
