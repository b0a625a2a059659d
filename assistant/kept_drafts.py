"""Drafts as they are kept: what was asked for, what was proposed and edited, and which bases were chosen.

They live in `state.db` of the data directory beside the conversations, and belong to the browser that they were made in.
"""

import json
import secrets
import time
from collections.abc import Mapping, Set
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from assistant.answer import Citation
from assistant.certificate import Certificate
from assistant.drafting import Case, Draft, Measure
from assistant.state import StateDatabase

_SCHEMA = """
CREATE TABLE IF NOT EXISTS drafts (id TEXT PRIMARY KEY, owner TEXT, updated REAL, asked TEXT, draft TEXT, bases TEXT,
                                   without TEXT, also TEXT);
CREATE INDEX IF NOT EXISTS drafts_of_owner ON drafts (owner, updated);
"""


@dataclass(frozen=True)
class KeptDraft:
    """A draft with what was asked for, and the bases that a reader chooses from: some taken out, others put in.

    `bases` is what `Draft.to_json` tells of them and whether the draft rests on each, for their clauses may leave the
    library; `draft` has none itself.
    """

    id: str
    asked: Case
    draft: Draft
    bases: tuple[Mapping[str, Any], ...]
    without: frozenset[str] = frozenset()
    also: frozenset[str] = frozenset()
    updated: float = 0.0

    @classmethod
    def of(
        cls,
        asked: Case,
        draft: Draft,
        without: Set[str] = frozenset(),
        also: Set[str] = frozenset(),
        identifier: str = "",
    ) -> "KeptDraft":
        """What is to be kept of a draft, in place of the one of that identifier or as a new one."""
        told = draft.to_json()
        bases = (
            *({**each, "used": True} for each in told["basis"]),
            *({**each, "used": False} for each in told["doubtful"]),
        )
        name = identifier or secrets.token_urlsafe(12)
        return cls(name, asked, replace(draft, basis=(), doubtful=()), bases, frozenset(without), frozenset(also))


class KeptDrafts:
    """The drafts of one data directory. Safe to share between threads."""

    def __init__(self, path: Path) -> None:
        """Open the database at `path`, making it where there is none."""
        self._run = StateDatabase(path, _SCHEMA).run

    def keep(self, owner: str, kept: KeptDraft) -> None:
        """Keep a draft, in place of what was kept under its identifier."""
        self._run(
            "INSERT OR REPLACE INTO drafts VALUES (?,?,?,?,?,?,?,?)", kept.id, owner, time.time(), *_columns(kept)
        )

    def find(self, identifier: str, owner: str) -> KeptDraft | None:
        """An owner's draft, if there is one of that identifier."""
        rows = self._run(f"{_DRAFT} WHERE id = ? AND owner = ?", identifier, owner)
        return _kept(rows[0]) if rows else None

    def of(self, owner: str) -> list[KeptDraft]:
        """The drafts of an owner, the newest first."""
        return [_kept(row) for row in self._run(f"{_DRAFT} WHERE owner = ? ORDER BY updated DESC, rowid DESC", owner)]

    def delete(self, identifier: str, owner: str) -> None:
        """Forget an owner's draft."""
        self._run("DELETE FROM drafts WHERE id = ? AND owner = ?", identifier, owner)


_DRAFT = "SELECT id, updated, asked, draft, bases, without, also FROM drafts"


def _columns(kept: KeptDraft) -> tuple[str, ...]:
    parts = (asdict(kept.asked), asdict(kept.draft), kept.bases, sorted(kept.without), sorted(kept.also))
    return tuple(json.dumps(part, ensure_ascii=False) for part in parts)


def _kept(row: tuple[Any, ...]) -> KeptDraft:
    identifier, updated, *columns = row
    asked, draft, bases, *chosen = map(json.loads, columns)
    without, also = map(frozenset, chosen)
    return KeptDraft(identifier, Case(**asked), _draft(draft), tuple(bases), without, also, updated)


def _draft(data: Mapping[str, Any]) -> Draft:
    lists = {
        "measures": tuple(map(_measure, data["measures"])),
        "citations": tuple(Citation(**citation) for citation in data["citations"]),
        "warnings": tuple(data["warnings"]),
        "basis": (),
        "doubtful": (),
    }
    return Draft(**{**data, **lists})


def _measure(data: Mapping[str, Any]) -> Measure:
    checked = data["certificate"]
    parts = {
        "citations": tuple(Citation(**citation) for citation in data["citations"]),
        "certificate": Certificate(**{**checked, "missing": tuple(checked["missing"])}),
    }
    return Measure(**{**data, **parts})
