"""Reading in a process of its own, with limits: a file made to harm must not take the product down with it.

The parent asks by a line of JSON and is answered by lines of JSON; every page that is done is told, so that a long scan
may take its time while a hang is found out. A worker serves one file after the other, for starting one takes a second.
"""

import atexit
import contextlib
import json
import os
import queue
import subprocess
import sys
import threading
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any

from corpus.errors import UnreadableFileError
from corpus.readers.reading import PageDone, Reading, ReadingWarning, nothing
from corpus.region import Region

SECONDS = 55
"""Time without a page done after which a file is given up."""

MEMORY = 6 * 2**30
"""Bytes of address space of a worker; recognising a page takes two thirds of it on paper and a tenth in fact."""

FILES = 200
"""Files after which a worker is replaced, so that what libraries leave behind cannot grow."""


class Worker:
    """The parent's end of one worker process."""

    def __init__(self) -> None:
        self.served = 0
        self._process = subprocess.Popen(
            [sys.executable, "-c", "from corpus.readers.worker import serve; serve()"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONIOENCODING": "utf-8"},
        )
        self._answers: queue.Queue[str] = queue.Queue()
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    def ask(self, path: Path, page_done: PageDone = nothing) -> Reading:
        """The reading of a file; `page_done` hears of its pages.

        Raises:
            UnreadableFileError: if the file cannot be read, or not within the limits; then the worker has ended.
        """
        self.served += 1
        self._send(json.dumps(str(path.resolve())))
        while True:
            try:
                answer = json.loads(self._answers.get(timeout=SECONDS))
            except queue.Empty as error:
                self.end()
                raise UnreadableFileError(
                    f"{path.name} 读取超过 {SECONDS} 秒没有进展，已停止，请拆分或重新导出后再收录"
                ) from error
            if answer is None:
                self.end()
                raise UnreadableFileError(f"{path.name} 使读取程序崩溃，文件可能已损坏，请用原软件重新导出后再收录")
            if "pages_done" in answer:
                page_done(*answer["pages_done"])
            if "error" in answer:
                raise UnreadableFileError(answer["error"])
            if "text" in answer:
                return Reading(
                    answer["text"],
                    tuple(answer["pages"]),
                    tuple(ReadingWarning(**warning) for warning in answer["warnings"]),
                    tuple(Region(**region) for region in answer["regions"]),
                )

    def is_alive(self) -> bool:
        """Whether it can serve another file."""
        return self._process.poll() is None and self.served < FILES

    def end(self) -> None:
        """End the process and wait until it is gone."""
        self._process.kill()
        self._process.wait()
        self._listener.join()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                with contextlib.suppress(BrokenPipeError):  # a request that the process never took
                    stream.close()

    def _send(self, line: str) -> None:
        assert self._process.stdin is not None  # Popen was given a pipe
        with contextlib.suppress(BrokenPipeError):  # the process has ended, which its output tells
            self._process.stdin.write(line.encode("ascii") + b"\n")
            self._process.stdin.flush()

    def _listen(self) -> None:
        """Pass the worker's lines on; "null" tells that there will be no more."""
        assert self._process.stdout is not None  # Popen was given a pipe
        for line in self._process.stdout:
            self._answers.put(line.decode("ascii"))
        self._answers.put("null")


class Workers:
    """Idle workers, to be used again by any thread; they end with the program."""

    def __init__(self) -> None:
        self._idle: queue.SimpleQueue[Worker] = queue.SimpleQueue()
        atexit.register(self.close)

    def read(self, path: Path, page_done: PageDone = nothing) -> Reading:
        """Read a file in an idle worker or a new one."""
        worker = self._take()
        try:
            return worker.ask(path, page_done)
        finally:
            if worker.is_alive():
                self._idle.put(worker)
            else:
                worker.end()

    def close(self) -> None:
        """End all idle workers."""
        while not self._idle.empty():
            self._idle.get().end()

    def _take(self) -> Worker:
        while True:
            try:
                worker = self._idle.get_nowait()
            except queue.Empty:
                return Worker()
            if worker.is_alive():
                return worker
            worker.end()


def serve() -> None:
    """The worker's own loop: it ends when its parent's end of the pipe closes."""
    answers = os.fdopen(os.dup(1), "w", encoding="ascii")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    os.dup2(1, 2)  # libraries complain to both outputs, of things that the reading tells better
    _limit_memory()
    sys.addaudithook(_refuse_network)
    for line in sys.stdin:
        _tell(answers, _answer(Path(json.loads(line)), answers))


def _answer(path: Path, answers: IO[str]) -> dict[str, Any]:
    """The reading of a file as JSON, or the reason that there is none."""
    from corpus.readers import read_here

    try:
        reading = read_here(path, lambda done, of: _tell(answers, {"pages_done": [done, of]}))
        return asdict(reading)
    except UnreadableFileError as error:
        return {"error": str(error)}
    except MemoryError:
        return {"error": f"{path.name} 读取时超过内存上限，请拆分后再收录"}
    except Exception as error:  # noqa: BLE001 - libraries raise anything on harmful files; the reason must reach the user
        reason = " ".join(f"{type(error).__name__}: {error}".split())[:120]
        return {"error": f"{path.name} 已损坏或不合规范，无法读取（{reason}），请用原软件重新导出后再收录"}


def _tell(answers: IO[str], answer: dict[str, Any]) -> None:
    answers.write(json.dumps(answer) + "\n")
    answers.flush()


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:
        return  # Windows has no such limit; time and unpacked size are limited there as everywhere
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def _refuse_network(event: str, arguments: tuple[Any, ...]) -> None:
    """A file has no business on the network, whatever it links to."""
    if event in ("socket.connect", "socket.getaddrinfo", "socket.sendto"):
        raise PermissionError(f"reading a file must not use the network: {event}")
