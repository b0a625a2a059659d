"""Idle workers, to be used again by any thread."""

import atexit
import functools
import queue
from collections.abc import Callable
from pathlib import Path
from typing import ParamSpec, TypeVar

from corpus.errors import UnreadableFileError
from corpus.sandbox.worker import GaveUpError, Progress, Worker

Given = ParamSpec("Given")
Result = TypeVar("Result")

TRIES = 2
"""A file is blamed when a second worker gives up on it too: the first may have met a full memory or a busy machine."""


def call(function: Callable[..., Result], path: Path, *arguments: object, progress: Progress | None = None) -> Result:
    """What a function of a module returns for a file, in a worker.

    Its parameters and its result are annotated with types that JSON can hold, dataclasses of such and paths. With
    `progress`, the function is given as its last argument what it is to call after each page.

    Raises:
        UnreadableFileError: if the worker crashes or gets nowhere.
        KnownError: as the function does.
    """
    return _workers().call(function, path, *arguments, progress=progress)


class Workers:
    """Workers that wait for the next call; they end with the program."""

    def __init__(self, start: Callable[[], Worker] = Worker) -> None:
        self._start = start
        self._idle: queue.SimpleQueue[Worker] = queue.SimpleQueue()
        atexit.register(self.close)

    def call(
        self, function: Callable[..., Result], path: Path, *arguments: object, progress: Progress | None = None
    ) -> Result:
        """As the module's `call`."""
        reason = ""
        for _ in range(TRIES):
            worker = self._take()
            try:
                result: Result = worker.call(function, (path.resolve(), *arguments), progress)
                return result
            except GaveUpError as error:
                reason = str(error)
            finally:
                if worker.is_free():
                    self._idle.put(worker)
                else:
                    worker.end()
        raise UnreadableFileError(f"{path.name} {reason}，已停止，文件可能已损坏，请用原软件重新导出或拆分后再试")

    def close(self) -> None:
        """End all idle workers."""
        while not self._idle.empty():
            self._idle.get().end()

    def _take(self) -> Worker:
        while True:
            try:
                worker = self._idle.get_nowait()
            except queue.Empty:
                return self._start()
            if worker.is_free():
                return worker
            worker.end()


@functools.cache
def _workers() -> Workers:
    """The workers of this program, started when the first file needs one."""
    return Workers()
