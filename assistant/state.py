"""The database of what the page keeps: `state.db` of a data directory, which conversations and drafts share."""

import sqlite3
import threading
from pathlib import Path
from typing import Any


class StateDatabase:
    """An open database. Safe to share between threads: one statement at a time, each its own transaction."""

    def __init__(self, path: Path, schema: str) -> None:
        """Open the database at `path`, making it, and the tables of `schema` in it, where there are none."""
        self._lock = threading.Lock()
        self._database = sqlite3.connect(path, check_same_thread=False, timeout=30, isolation_level=None)
        self._database.execute("PRAGMA journal_mode=WAL")
        self._database.executescript(schema)

    def run(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        """The rows that a statement gives."""
        with self._lock:
            return self._database.execute(statement, values).fetchall()
