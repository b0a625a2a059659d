"""The database of what the page keeps: `state.db` of a data directory, which conversations and drafts share."""

import sqlite3
import sys
import threading
import time
from pathlib import Path
from typing import Any


class StateDatabase:
    """An open database. Safe to share between threads: one statement at a time, each its own transaction."""

    def __init__(self, path: Path, schema: str) -> None:
        """Open the database at `path`, making it, and the tables of `schema` in it, where there are none.

        One that is damaged is set aside under another name: what is kept there is not worth a page that does not open.
        """
        self._lock = threading.Lock()
        try:
            self._database = _opened(path)
        except sqlite3.DatabaseError:
            _set_aside(path)
            self._database = _opened(path)
        self._database.executescript(schema)

    def run(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        """The rows that a statement gives."""
        with self._lock:
            return self._database.execute(statement, values).fetchall()


def _opened(path: Path) -> sqlite3.Connection:
    database = sqlite3.connect(path, check_same_thread=False, timeout=30, isolation_level=None)
    database.execute("PRAGMA journal_mode=WAL")
    database.execute("PRAGMA synchronous=FULL")  # what was said to be kept outlives a power cut
    ((state,),) = database.execute("PRAGMA quick_check(1)").fetchall()
    if state != "ok":
        database.close()
        raise sqlite3.DatabaseError(state)
    return database


def _set_aside(path: Path) -> None:
    aside = path.with_name(f"{path.stem}-damaged-{time.strftime('%Y%m%d-%H%M%S')}{path.suffix}")
    for ending in ("", "-wal", "-shm"):
        part = path.with_name(path.name + ending)
        if part.exists():
            part.rename(aside.with_name(aside.name + ending))
    print(f"警告：{path.name} 已损坏，已改名为 {aside.name}，页面从空白记录开始", file=sys.stderr)
