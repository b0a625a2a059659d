"""The documents of a generation in one SQLite file: what each says, where it was cut, what stands at its head."""

import errno
import json
import shutil
import sqlite3
import threading
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from contextlib import closing
from dataclasses import asdict, dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

import numpy as np
from llama_index.core.schema import TextNode
from numpy.typing import NDArray

from corpus import Letterhead, ParsedDocument, from_json, to_json
from corpus.clauses import clause_node
from corpus.readers import ReadingWarning
from corpus.titles import bare_title, serial
from corpus.validity import Effect
from index.errors import UnknownDocumentError

_SCHEMA = """
CREATE TABLE documents (id INTEGER PRIMARY KEY, key TEXT UNIQUE, name TEXT UNIQUE, hash TEXT, title TEXT, number TEXT, issuer TEXT,
                        kind TEXT, region TEXT, year INTEGER, letterhead TEXT, clauses INTEGER, records INTEGER,
                        warnings TEXT, effects TEXT, parsed TEXT);
CREATE TABLE clauses (document INTEGER, number INTEGER, address TEXT, start INTEGER, text TEXT, metadata TEXT,
                      PRIMARY KEY (document, number)) WITHOUT ROWID;
"""

_HELD = 64
"""Whole documents kept in memory after they were asked for: making one from its JSON takes a tenth of a second."""


@dataclass(frozen=True)
class Filter:
    """What hits must belong to; empty means any. The search looks only there, so ten hits are ten from there.

    `units` are bodies that issued a document, alone or with others.
    """

    documents: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    regions: frozenset[str] = frozenset()
    years: frozenset[int] = frozenset()
    units: frozenset[str] = frozenset()


@dataclass(frozen=True)
class IndexedDocument:
    """What a list of documents shows of one. `id` is the one that it keeps for life; its number in the index may change."""

    id: str
    name: str
    hash: str
    letterhead: Letterhead
    clauses: int
    records: int
    warnings: int
    effects: tuple[Effect, ...] = ()


Said = tuple[IndexedDocument, Effect]
"""A document, and what it says of another."""


def write_documents(
    path: Path, previous: Path | None, removed: Collection[str], added: Iterable[tuple[str, str, ParsedDocument]]
) -> None:
    """Write into `path` the documents of the `previous` file without those whose ids are `removed`, and those `added`, each
    with its id and hash.

    Numbers grow in the order of adding, and one that was used is not used again while later documents stand.

    Raises:
        OSError: if there is no room for it.
    """
    if previous is not None:
        shutil.copyfile(previous, path)
    with closing(sqlite3.connect(path)) as database:
        try:
            _write(database, previous is None, removed, added)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode == sqlite3.SQLITE_FULL:
                raise OSError(errno.ENOSPC, str(error)) from error
            raise


def _write(
    database: sqlite3.Connection,
    is_new: bool,
    removed: Collection[str],
    added: Iterable[tuple[str, str, ParsedDocument]],
) -> None:
    # The file is written aside and used only when whole: a crash leaves nothing to recover.
    database.execute("PRAGMA synchronous = OFF")
    # What is removed is gone: SQLite would leave its text in the pages that it frees.
    database.execute("PRAGMA secure_delete = ON")
    with database:
        if is_new:
            database.executescript(_SCHEMA)
        for key in removed:
            database.execute("DELETE FROM clauses WHERE document = (SELECT id FROM documents WHERE key = ?)", (key,))
            database.execute("DELETE FROM documents WHERE key = ?", (key,))
        for key, digest, parsed in added:
            values = _document_row(key, digest, parsed)
            number = database.execute(f"INSERT INTO documents VALUES (NULL{',?' * len(values)})", values).lastrowid
            database.executemany("INSERT INTO clauses VALUES (?,?,?,?,?,?)", _clause_rows(number, parsed))


def _document_row(key: str, digest: str, parsed: ParsedDocument) -> tuple[Any, ...]:
    head = parsed.letterhead
    found = (head.title, head.number, head.issuer, head.kind, head.region, head.year, _as_json(asdict(head)))
    counts = (len(parsed.clauses), len(parsed.records))
    warnings = _as_json([asdict(warning) for warning in parsed.warnings])
    effects = _as_json([asdict(effect) for effect in parsed.effects])
    return (key, parsed.name, digest, *found, *counts, warnings, effects, _as_json(to_json(parsed)))


def _clause_rows(document: int | None, parsed: ParsedDocument) -> Iterator[tuple[Any, ...]]:
    for number, clause in enumerate(parsed.clauses):
        metadata = clause.metadata
        yield document, number, metadata["address"], clause.start_char_idx, clause.text, _as_json(metadata)


class Documents:
    """An open file of documents. Safe to share between threads: it is only read.

    The file may be deleted while it is open: it is never changed, and what was opened is held.
    """

    def __init__(self, path: Path, without: Collection[str] = ()) -> None:
        """Open the file at `path`, as if the documents of the ids in `without` were not in it.

        Raises:
            FileNotFoundError: if it is not there.
        """
        try:
            self._database = sqlite3.connect(f"file:{quote(str(path))}?immutable=1", uri=True, check_same_thread=False)
            # A temporary view comes before the table of its name: every query below sees what is left. To make it opens the
            # file, which SQLite would do at the first question only, when it may be gone.
            self._database.execute("PRAGMA temp_store = MEMORY")
            self._database.execute("CREATE TEMP TABLE gone (key TEXT PRIMARY KEY)")
            self._database.executemany("INSERT INTO gone VALUES (?)", [(key,) for key in without])
            self._database.execute(
                "CREATE TEMP VIEW documents AS SELECT * FROM main.documents WHERE key NOT IN (SELECT key FROM gone)"
            )
            self._database.execute("SELECT count(*) FROM main.documents")
        except sqlite3.OperationalError as error:
            if path.exists():
                raise
            raise FileNotFoundError(path) from error
        self._lock = threading.Lock()
        self.document = lru_cache(_HELD)(self._document)
        self.letterhead = lru_cache(None)(self._letterhead)
        self.mentioning = lru_cache(_HELD)(self._mentioning)

    @cached_property
    def listed(self) -> tuple[IndexedDocument, ...]:
        """All documents, by name."""
        rows = self._rows(
            "SELECT key, name, hash, letterhead, effects, clauses, records, json_array_length(warnings)"
            " FROM documents ORDER BY name"
        )
        return tuple(
            IndexedDocument(key, name, digest, _head(head), clauses, records, warnings, _effects(effects))
            for key, name, digest, head, effects, clauses, records, warnings in rows
        )

    @cached_property
    def by_name(self) -> dict[str, IndexedDocument]:
        """All documents by their names."""
        return {document.name: document for document in self.listed}

    @cached_property
    def said_of_others(self) -> dict[str, tuple[Said, ...]]:
        """What the documents say that they do to others, by kind: repeals, amends."""
        return {
            kind: tuple((each, effect) for each in self.listed for effect in each.effects if effect.kind == kind)
            for kind in ("repeals", "amends")
        }

    @cached_property
    def _said_by_name(self) -> dict[tuple[str, str], list[Said]]:
        """The same by what is named: a bare title, or the year and the serial of a number."""
        found: dict[tuple[str, str], list[Said]] = defaultdict(list)
        for kind, said in self.said_of_others.items():
            for each, effect in said:
                for name in (effect.title and bare_title(effect.title), effect.number and serial(effect.number)):
                    if name:
                        found[kind, name].append((each, effect))
        return found

    def said_of(self, kind: str, titles: Collection[str], number: str | None) -> list[Said]:
        """What may be said of a document that is called by one of these bare titles or has this number."""
        names = [*titles, *filter(None, [serial(number) if number else None])]
        return list(
            {
                (each.id, effect): (each, effect)
                for name in names
                for each, effect in self._said_by_name.get((kind, name), ())
            }.values()
        )

    def hashes(self) -> dict[str, str]:
        """Content hash of each document in the file, by id: of those that it was opened without too."""
        return dict(self._rows("SELECT key, hash FROM main.documents"))

    def numbers(self) -> dict[str, int]:
        """Number of each document in the file, by id."""
        return dict(self._rows("SELECT key, id FROM main.documents"))

    def _document(self, name: str) -> ParsedDocument:
        """The whole document.

        Raises:
            UnknownDocumentError: if there is none of that name.
        """
        rows = self._rows("SELECT parsed FROM documents WHERE name = ?", name)
        if not rows:
            raise UnknownDocumentError(f"库中没有文件 {name}，可用 assistant list 查看已收录的文件")
        return from_json(json.loads(rows[0][0]))

    def _letterhead(self, name: str) -> Letterhead:
        ((head,),) = self._rows("SELECT letterhead FROM documents WHERE name = ?", name)
        return _head(head)

    def warnings(self, name: str) -> list[ReadingWarning]:
        """What was doubtful when a document was read: pages that were recognised from a picture, text that looks wrong."""
        ((warnings,),) = self._rows("SELECT warnings FROM documents WHERE name = ?", name)
        return [ReadingWarning(**warning) for warning in json.loads(warnings)]

    def _mentioning(self, words: str) -> frozenset[str]:
        """Names of the documents that hold these words anywhere, their own names included."""
        found = self._rows("SELECT name FROM documents WHERE instr(parsed, ?) OR instr(name, ?)", words, words)
        return frozenset(name for (name,) in found)

    def clause(self, document: int, number: int) -> TextNode:
        """The clause at a position of the document with this id."""
        ((start, text, metadata),) = self._rows(
            "SELECT start, text, metadata FROM clauses WHERE document = ? AND number = ?", document, number
        )
        return clause_node(text, start, json.loads(metadata))

    def find(self, name: str, address: str) -> TextNode | None:
        """The clause at an address of a document, if there is one."""
        rows = self._rows(
            "SELECT d.id, c.number FROM documents d JOIN clauses c ON c.document = d.id WHERE d.name = ? AND c.address = ?",
            name,
            address,
        )
        return self.clause(*rows[0]) if rows else None

    def within(self, only: Filter) -> NDArray[np.int64]:
        """Numbers of the documents that a filter lets through."""
        conditions, values = ["1"], []
        for column, wanted in (
            ("name", only.documents),
            ("kind", only.kinds),
            ("region", only.regions),
            ("year", only.years),
        ):
            if wanted:
                conditions.append(f"{column} IN (SELECT value FROM json_each(?))")
                values.append(_as_json(sorted(wanted)))
        if only.units:
            conditions.append("EXISTS (SELECT 1 FROM json_each(?) WHERE instr(issuer, value))")
            values.append(_as_json(sorted(only.units)))
        rows = self._rows(f"SELECT id FROM documents WHERE {' AND '.join(conditions)}", *values)
        return np.array([number for (number,) in rows], np.int64)

    def _rows(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        with self._lock:
            return self._database.execute(statement, values).fetchall()


def _as_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _head(text: str) -> Letterhead:
    data = json.loads(text)
    return Letterhead(**{**data, "attachments": tuple(data["attachments"])})


def _effects(text: str) -> tuple[Effect, ...]:
    return tuple(Effect(**each) for each in json.loads(text))
