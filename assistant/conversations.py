"""Conversations as they are kept: who asked what, what was answered, and whether that was of use.

They live in `state.db` of the data directory. A conversation belongs to the browser that began it (`owner`); who holds its
link may read it, nobody else finds it.
"""

import json
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.errors import InputError
from assistant.state import StateDatabase

TITLE = 30
"""Characters of the first question that name a conversation until it is given a name."""

_SCHEMA = """
CREATE TABLE IF NOT EXISTS conversations (id TEXT PRIMARY KEY, owner TEXT, title TEXT, updated REAL);
CREATE INDEX IF NOT EXISTS conversations_of_owner ON conversations (owner, updated);
CREATE TABLE IF NOT EXISTS turns (id INTEGER PRIMARY KEY, conversation TEXT, question TEXT, answer TEXT, useful INTEGER,
                                  reason TEXT, asked REAL);
CREATE INDEX IF NOT EXISTS turns_of_conversation ON turns (conversation, id);
"""
_TURN = "SELECT id, question, answer, useful, reason FROM turns"


@dataclass(frozen=True)
class Turn:
    """A question with its answer as `Answer.to_json` gives it, and the reader's verdict: None until there is one."""

    id: int
    question: str
    answer: Mapping[str, Any]
    useful: bool | None = None
    reason: str | None = None


@dataclass(frozen=True)
class Conversation:
    """A conversation without its turns, as a list shows it."""

    id: str
    owner: str
    title: str
    updated: float


class Conversations:
    """The conversations of one data directory. Safe to share between threads."""

    def __init__(self, path: Path) -> None:
        """Open the database at `path`, making it where there is none."""
        self._run = StateDatabase(path, _SCHEMA).run

    def begin(self, owner: str, question: str) -> Conversation:
        """A new conversation, named by its first question."""
        # Whoever holds the identifier may read the conversation, so it cannot be guessed.
        begun = Conversation(secrets.token_urlsafe(12), owner, _title(question), time.time())
        self._run("INSERT INTO conversations VALUES (?,?,?,?)", begun.id, owner, begun.title, begun.updated)
        return begun

    def find(self, identifier: str) -> Conversation | None:
        """The conversation of that identifier, if there is one."""
        rows = self._run("SELECT id, owner, title, updated FROM conversations WHERE id = ?", identifier)
        return Conversation(*rows[0]) if rows else None

    def of(self, owner: str, words: str = "") -> list[Conversation]:
        """The conversations of an owner whose title, questions or answers hold `words`, the newest first."""
        rows = self._run(
            "SELECT id, owner, title, updated FROM conversations c WHERE owner = ? AND (instr(title, ?) OR EXISTS"
            " (SELECT 1 FROM turns t WHERE t.conversation = c.id AND (instr(question, ?) OR instr(answer, ?))))"
            " ORDER BY updated DESC, rowid DESC",
            *(owner, words, words, words),
        )
        return [Conversation(*row) for row in rows]

    def turns(self, identifier: str) -> list[Turn]:
        """The turns of a conversation, oldest first."""
        return [_turn(row) for row in self._run(f"{_TURN} WHERE conversation = ? ORDER BY id", identifier)]

    def turn(self, identifier: int) -> Turn | None:
        """One turn, if it is still kept."""
        rows = self._run(f"{_TURN} WHERE id = ?", identifier)
        return _turn(rows[0]) if rows else None

    def append(self, identifier: str, question: str, answer: Mapping[str, Any]) -> None:
        """Keep a turn at the end of a conversation."""
        now = time.time()
        self._run(
            "INSERT INTO turns (conversation, question, answer, asked) VALUES (?,?,?,?)",
            *(identifier, question, json.dumps(answer, ensure_ascii=False), now),
        )
        self._run("UPDATE conversations SET updated = ? WHERE id = ?", now, identifier)

    def replace(self, identifier: int, answer: Mapping[str, Any]) -> None:
        """Another answer for a turn; what was thought of the old one goes with it."""
        self._run(
            "UPDATE turns SET answer = ?, useful = NULL, reason = NULL WHERE id = ?",
            *(json.dumps(answer, ensure_ascii=False), identifier),
        )

    def rate(self, identifier: int, useful: bool | None, reason: str | None = None) -> None:
        """Keep whether an answer was of use, and why not."""
        self._run("UPDATE turns SET useful = ?, reason = ? WHERE id = ?", useful, reason, identifier)

    def rename(self, identifier: str, title: str) -> None:
        """Give a conversation a name.

        Raises:
            InputError: if the name is empty.
        """
        if not title.strip():
            raise InputError("名称是空的，请输入对话的名称")
        self._run("UPDATE conversations SET title = ? WHERE id = ?", title.strip(), identifier)

    def delete(self, identifier: str) -> None:
        """Forget a conversation and all its turns."""
        self._run("DELETE FROM turns WHERE conversation = ?", identifier)
        self._run("DELETE FROM conversations WHERE id = ?", identifier)


def _title(question: str) -> str:
    words = " ".join(question.split())
    return words if len(words) <= TITLE else f"{words[:TITLE]}…"


def _turn(row: tuple[Any, ...]) -> Turn:
    identifier, question, answer, useful, reason = row
    return Turn(identifier, question, json.loads(answer), None if useful is None else bool(useful), reason)
