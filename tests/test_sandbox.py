"""Limits: whatever the file, an answer or one clear reason."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
from pathlib import Path

import psutil
import pytest

from corpus import UnreadableFileError, parse_file
from corpus.readers import read, read_here
from corpus.sandbox.confinement import environment
from corpus.sandbox.pool import Workers
from corpus.sandbox.worker import Worker

PAGE = "<p>第一条 为了规范管理。</p>"


def page(tmp_path: Path, name: str = "甲.html") -> Path:
    path = tmp_path / name
    path.write_text(PAGE, encoding="utf-8")
    return path


def burn(path: Path) -> str:
    """Work without end, in a process of its own."""
    subprocess.run([sys.executable, "-c", "while True: pass"], check=False)
    return path.name


def sleep(path: Path) -> str:
    """Wait for nothing; the number of the process tells which one does."""
    path.write_text(str(os.getpid()))
    time.sleep(3600)
    return path.name


def crash_once(path: Path) -> str:
    """End at the first call for a file, answer at the second."""
    if path.stat().st_size == 0:
        path.write_text("一")
        os.kill(os.getpid(), signal.SIGKILL)
    return path.read_text()


def crash(path: Path) -> str:
    """End at each call, and keep count."""
    path.write_text(path.read_text() + "一")
    os.kill(os.getpid(), signal.SIGKILL)
    return path.name


def told(path: Path) -> dict[str, str]:
    """What a worker may see and do."""
    found = {"temporary": tempfile.gettempdir(), "key": os.environ.get("ASSISTANT_LLM_KEY", "")}
    try:
        socket.create_connection(("127.0.0.1", 9), 1)
    except OSError as error:
        found["network"] = type(error).__name__
    return found


def gone_far(path: Path) -> str:
    """Ask for more memory than there may be."""
    return str(len(bytearray(7 * 2**30)))


@pytest.fixture
def workers() -> Workers:
    return Workers(lambda: Worker(work=2, still=3))


def test_one_worker_serves_many_files_and_threads_get_their_own_answers(tmp_path: Path) -> None:
    paths = []
    for number in range(8):
        paths.append(tmp_path / f"{number}.html")
        paths[-1].write_text(f"<p>第{number}号文件</p>", encoding="utf-8")
    started = []

    def start() -> Worker:
        started.append(Worker())
        return started[-1]

    workers = Workers(start)
    texts: dict[int, str] = {}

    def read_one(number: int) -> None:
        texts[number] = workers.call(read_here, paths[number]).text

    threads = [threading.Thread(target=read_one, args=(number,)) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for number in range(2, 8):
        read_one(number)
    workers.close()
    assert texts == {number: f"第{number}号文件" for number in range(8)}
    assert len(started) <= 2
    assert sum(worker.served for worker in started) == 8


@pytest.mark.parametrize(("harm", "reason"), [(burn, "用了 2 秒处理器时间仍没有进展"), (sleep, "3 秒没有任何动静")])
def test_what_gets_nowhere_is_ended_with_all_that_it_started(
    tmp_path: Path, workers: Workers, harm: object, reason: str
) -> None:
    before = {child.pid for child in psutil.Process().children(recursive=True)}
    with pytest.raises(UnreadableFileError) as caught:
        workers.call(harm, page(tmp_path))  # type: ignore[arg-type]
    assert str(caught.value) == f"甲.html {reason}，已停止，文件可能已损坏，请用原软件重新导出或拆分后再试"
    assert {child.pid for child in psutil.Process().children(recursive=True)} <= before


def test_a_file_is_blamed_when_a_second_worker_crashes_too(tmp_path: Path, workers: Workers) -> None:
    once, twice = tmp_path / "一次.html", tmp_path / "两次.html"
    once.touch()
    twice.touch()
    assert workers.call(crash_once, once) == "一"
    with pytest.raises(UnreadableFileError, match=r"^两次\.html 使读取程序崩溃，已停止"):
        workers.call(crash, twice)
    assert twice.read_text() == "一一"
    assert workers.call(read_here, page(tmp_path)).text == "第一条 为了规范管理。"
    workers.close()


def test_a_worker_that_is_left_in_the_middle_answers_nobody_else(tmp_path: Path, workers: Workers) -> None:
    scan = Path(__file__).parents[1] / "corpus/documents/示例-清岚县审计反馈问题整改情况报告.pdf"

    def leave(done: int, of: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        workers.call(read_here, scan, progress=leave)
    assert workers.call(read_here, page(tmp_path)).text == "第一条 为了规范管理。"
    workers.close()


def test_a_worker_has_no_keys_no_network_and_a_temporary_folder_that_goes_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, workers: Workers
) -> None:
    monkeypatch.setenv("ASSISTANT_LLM_KEY", "sk-1")
    seen = workers.call(told, page(tmp_path))
    assert seen | {"temporary": ""} == {"temporary": "", "key": "", "network": "PermissionError"}
    assert Path(seen["temporary"]).is_dir()
    workers.close()
    assert not Path(seen["temporary"]).exists()
    assert environment({"PATH": "/bin", "OPENAI_API_KEY": "sk-2"}, "/t").keys() == {
        "PATH", "PYTHONPATH", "PYTHONIOENCODING", "TMPDIR", "TEMP", "TMP",
    }  # fmt: skip


def test_memory_has_a_limit(tmp_path: Path, workers: Workers) -> None:
    with pytest.raises(UnreadableFileError, match=r"^甲\.html 读取时超过内存上限，请拆分后再试$"):
        workers.call(gone_far, page(tmp_path))
    workers.close()


def test_a_worker_ends_when_its_parent_is_killed(tmp_path: Path) -> None:
    code = "import sys; sys.path[:0] = sys.argv[2:]; from pathlib import Path; from tests.test_sandbox import sleep; from corpus.sandbox import call; call(sleep, Path(sys.argv[1]))"
    path = tmp_path / "号"
    path.touch()
    parent = subprocess.Popen([sys.executable, "-c", code, str(path), str(Path(__file__).parents[1])])
    while not path.read_text():
        time.sleep(0.1)
    child = psutil.Process(int(path.read_text()))
    temporary = Path(child.environ()["TMPDIR"])
    parent.kill()
    parent.wait()
    child.wait(30)
    assert not child.is_running()
    assert not temporary.exists()


def test_a_text_of_more_characters_than_any_book_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus.readers.LONGEST", 20_000)
    path = tmp_path / "长.txt"
    path.write_text("县" * 20_001, encoding="utf-8")
    with pytest.raises(UnreadableFileError, match=r"^长\.txt 有 2 万字，超过上限 2 万字，请拆分后再收录$"):
        read(path)


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
