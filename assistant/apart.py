"""Adding files in a process of its own: reading hundreds of pages neither slows those who ask nor can bring them down."""

import multiprocessing
import os
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection

from assistant.config import Settings
from assistant.errors import KnownError
from index import Added, OnSameName, Source

_BEAT = 0.5
"""Seconds between two reports of pages: text is read faster than anybody looks."""


@dataclass(frozen=True)
class PagesRead:
    """How far the reading of a file with pages has come."""

    name: str
    done: int
    of: int


@dataclass(frozen=True)
class FileRead:
    """A file was read; what became of it is told when it is safe."""

    name: str


def added_apart(
    settings: Settings, files: Sequence[Source], on_same_name: OnSameName
) -> Iterator[Added | FileRead | PagesRead]:
    """Add files in another process; yields how far the reading of a file is, then what became of it; ends when all are found.

    Raises:
        KnownError: if the files could not be added at all.
    """
    ours, theirs = multiprocessing.get_context("spawn").Pipe(duplex=False)
    process = multiprocessing.get_context("spawn").Process(
        target=_add, args=(settings, list(files), on_same_name, theirs), daemon=True
    )
    process.start()
    theirs.close()
    try:
        while True:
            outcome = ours.recv()
            if isinstance(outcome, KnownError):
                raise outcome
            if outcome is None:
                return
            yield outcome
    except EOFError as error:
        raise KnownError(
            "收录中断：读取文件的进程意外退出，请重试；仍然中断的，请逐个收录以找出有问题的文件"
        ) from error
    finally:
        process.join()


def _add(settings: Settings, files: list[Source], on_same_name: OnSameName, results: Connection) -> None:
    from assistant.assistant import Assistant

    told = time.monotonic()

    def tell(name: str, done: int, of: int) -> None:
        nonlocal told
        if time.monotonic() - told > _BEAT:
            told = time.monotonic()
            results.send(PagesRead(name, done, of))

    if hasattr(os, "nice"):
        os.nice(10)  # whoever asks meanwhile comes first
    try:
        assistant = Assistant(replace(settings, reranker=None), tell)
        assistant.add(files, results.send, on_same_name, lambda name: results.send(FileRead(name)))
        results.send(None)
    except KnownError as error:
        results.send(error)
