"""A worker process: the parent's end of it, and its own loop.

The parent asks by a line of JSON and is answered by lines, each a word and JSON: `done` for a page that is done, so that a
long scan may take its time, then `result` or `error`. A worker serves one call after the other, for starting one takes a
second.
"""

import contextlib
import json
import os
import queue
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import IO, Any, get_type_hints

from pydantic import TypeAdapter
from pydantic_core import to_jsonable_python

from corpus.errors import KnownError, UnreadableFileError
from corpus.sandbox.confinement import confine, environment
from corpus.sandbox.patience import STILL, WORK, Patience, kill

CALLS = 200
"""Calls after which a worker is replaced, so that what libraries leave behind cannot grow."""

Progress = Callable[[int, int], None]
"""What hears of (pages done, pages in all)."""

_LOOK = 1.0
"""Seconds between two looks at what a worker does."""


class GaveUpError(Exception):
    """A worker that ended, or was ended, without an answer; says what it did."""


class Worker:
    """The parent's end of one worker process."""

    def __init__(self, work: float = WORK, still: float = STILL) -> None:
        self.served = 0
        self._is_free = True
        self._temporary = tempfile.mkdtemp(prefix="assistant-worker-")
        self._process = subprocess.Popen(
            [sys.executable, "-c", "from corpus.sandbox.worker import serve; serve()"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment(os.environ, self._temporary),
            start_new_session=True,  # the terminal's Ctrl+C is for the parent, which ends its workers
        )
        self._limits = (work, still)
        self._lines: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    def call(self, function: Callable[..., Any], arguments: tuple[Any, ...], progress: Progress | None) -> Any:
        """What the function returns in the worker; with `progress`, it is given one as its last argument.

        Raises:
            KnownError: as the function does.
            GaveUpError: if there is no answer; then the worker is of no use any more.
        """
        self.served += 1
        self._is_free = False
        self._send(function, arguments, progress is not None)
        patience = Patience(self._process.pid, *self._limits)
        while True:
            word, value = self._next(function, patience)
            if word == "done" and progress is not None:
                progress(*value)
                patience.renew()
                continue
            self._is_free = True
            if word == "result":
                return value
            name, text = value
            raise _errors().get(name, UnreadableFileError)(text)

    def is_free(self) -> bool:
        """Whether it can serve another call: it lives, and was not left in the middle of one."""
        return self._is_free and self._process.poll() is None and self.served < CALLS

    def end(self) -> None:
        """End the process with all that it started, and wait until it is gone."""
        kill(self._process.pid)
        self._process.kill()
        self._process.wait()
        self._listener.join()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                with contextlib.suppress(BrokenPipeError):  # a request that the process never took
                    stream.close()
        shutil.rmtree(self._temporary, ignore_errors=True)

    def _next(self, function: Callable[..., Any], patience: Patience) -> tuple[str, Any]:
        """The next answer: its word, and what was told."""
        while True:
            try:
                line = self._lines.get(timeout=_LOOK)
                break
            except queue.Empty:
                if reason := patience.ends():
                    raise GaveUpError(reason) from None
        word, _, value = line.partition(b" ")
        try:
            told = _type_of(function).validate_json(value) if word == b"result" else json.loads(value)
        except ValueError as error:
            raise GaveUpError("使读取程序崩溃") from error
        return word.decode("ascii", "replace"), told

    def _send(self, function: Callable[..., Any], arguments: tuple[Any, ...], tells: bool) -> None:
        asked = [function.__module__, function.__qualname__, to_jsonable_python(arguments), tells]
        assert self._process.stdin is not None  # Popen was given a pipe
        with contextlib.suppress(BrokenPipeError):  # the process has ended, which its output tells
            self._process.stdin.write(json.dumps(asked).encode("ascii") + b"\n")
            self._process.stdin.flush()

    def _listen(self) -> None:
        """Pass the worker's lines on; an empty one tells that there will be no more."""
        assert self._process.stdout is not None  # Popen was given a pipe
        for line in self._process.stdout:
            self._lines.put(line)
        self._lines.put(b"")


def serve() -> None:
    """The worker's own loop: it ends when its parent's end of the pipe closes."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    os.dup2(1, 2)  # libraries complain to both outputs, of things that the reading tells better
    confine()
    for line in sys.stdin:
        module, name, arguments, tells = json.loads(line)
        _answer(getattr(import_module(module), name), arguments, tells, answers)


def _answer(function: Callable[..., Any], arguments: list[Any], tells: bool, answers: IO[bytes]) -> None:
    """Call the function, and tell its result or the reason that there is none."""

    def tell(word: str, value: bytes) -> None:
        answers.write(word.encode("ascii") + b" " + value + b"\n")
        answers.flush()

    kinds = [kind for name, kind in get_type_hints(function).items() if name != "return"]
    given = [TypeAdapter(kind).validate_python(value) for kind, value in zip(kinds, arguments, strict=False)]
    name = next((value.name for value in given if isinstance(value, Path)), "文件")
    if tells:
        given.append(lambda done, of: tell("done", json.dumps([done, of]).encode()))
    try:
        tell("result", _type_of(function).dump_json(function(*given)))
        return
    except KnownError as error:
        kind, reason = type(error).__name__, str(error)
    except MemoryError:
        kind, reason = "", f"{name} 读取时超过内存上限，请拆分后再试"
    except Exception as error:  # noqa: BLE001 - libraries raise anything on harmful files; the reason must reach the user
        said = " ".join(f"{type(error).__name__}: {error}".split())[:120]
        kind, reason = "", f"{name} 已损坏或不合规范，无法读取（{said}），请用原软件重新导出后再试"
    tell("error", json.dumps([kind, reason]).encode("ascii"))


def _type_of(function: Callable[..., Any]) -> TypeAdapter[Any]:
    """How the result of a function is written as JSON and read."""
    return TypeAdapter(get_type_hints(function)["return"])


def _errors() -> dict[str, type[KnownError]]:
    """The errors that this program raises on purpose, by name."""
    found: dict[str, type[KnownError]] = {}
    waiting: list[type[KnownError]] = [KnownError]
    while waiting:
        kind = waiting.pop()
        found[kind.__name__] = kind
        waiting += kind.__subclasses__()
    return found
