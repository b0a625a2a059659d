"""Adding files in a process of its own: reading hundreds of pages neither slows those who ask nor can bring them down."""

import multiprocessing
from collections.abc import Iterator, Sequence
from multiprocessing.connection import Connection
from pathlib import Path

from assistant.config import Settings
from assistant.errors import KnownError
from index import Added


def added_apart(settings: Settings, paths: Sequence[Path]) -> Iterator[Added]:
    """Add files in another process; yields what became of each as soon as it was read, and ends when all can be found.

    Raises:
        KnownError: if the files could not be added at all.
    """
    ours, theirs = multiprocessing.get_context("spawn").Pipe(duplex=False)
    process = multiprocessing.get_context("spawn").Process(
        target=_add, args=(settings, list(paths), theirs), daemon=True
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


def _add(settings: Settings, paths: list[Path], results: Connection) -> None:
    from assistant.assistant import Assistant

    try:
        Assistant(settings).add(paths, results.send)
        results.send(None)
    except KnownError as error:
        results.send(error)
