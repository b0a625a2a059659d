"""One document as the rest of the product sees it: text, letterhead, clauses and records, in memory and as JSON."""

import hashlib
from dataclasses import asdict, astuple, dataclass
from pathlib import Path
from typing import Any

from llama_index.core.schema import Document, TextNode

from corpus.clauses import ClauseParser, clause_node
from corpus.letterhead import Letterhead, read_letterhead
from corpus.readers import PageDone, Reading, ReadingWarning, read
from corpus.readers.reading import nothing
from corpus.records import Field, Record, find_records
from corpus.region import Region
from corpus.validity import Effect, find_effects

VERSION = 11
"""Raise when reading or cutting changes: documents parsed by another version are parsed again."""


@dataclass(frozen=True)
class ParsedDocument:
    """A document with everything that was read from it. `document.id_` is the file's name as it was added.

    `regions` tell where the text of pages stands that were recognised from a picture, `effects` what the document says of its
    own force and of that of others.
    """

    document: Document
    letterhead: Letterhead
    clauses: tuple[TextNode, ...]
    records: tuple[Record, ...]
    warnings: tuple[ReadingWarning, ...]
    regions: tuple[Region, ...] = ()
    effects: tuple[Effect, ...] = ()

    @property
    def name(self) -> str:
        """The file's name as it was added, by which people know the document."""
        return self.document.id_

    @property
    def text(self) -> str:
        """The whole text, into which all offsets point."""
        return self.document.text


def parse_file(path: Path, name: str | None = None, page_done: PageDone = nothing) -> ParsedDocument:
    """Read a file and find its structure; `page_done` hears of the pages of formats that have any.

    Raises:
        UnreadableFileError: if the file gives no usable text.
    """
    return parse(read(path, page_done), name or path.name)


def parse(reading: Reading, name: str) -> ParsedDocument:
    """Find the structure of a text that was read."""
    document = Document(id_=name, text=reading.text, metadata={"pages": list(reading.pages)})
    clauses = tuple(node for node in ClauseParser().get_nodes_from_documents([document]) if isinstance(node, TextNode))
    head = read_letterhead(reading.text)
    return ParsedDocument(
        document,
        head,
        clauses,
        tuple(find_records(reading.text, clauses)),
        reading.warnings,
        reading.regions,
        find_effects(clauses, head),
    )


def content_hash(path: Path) -> str:
    """SHA-256 of a file's bytes: the name under which everything derived from it is cached."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def to_json(parsed: ParsedDocument) -> dict[str, Any]:
    """Everything that `from_json` needs to give the document back without reading its file again."""
    return {
        "name": parsed.name,
        "text": parsed.text,
        "pages": parsed.document.metadata["pages"],
        "letterhead": asdict(parsed.letterhead),
        "clauses": [[node.start_char_idx, node.end_char_idx, node.metadata] for node in parsed.clauses],
        "records": [asdict(record) for record in parsed.records],
        "warnings": [asdict(warning) for warning in parsed.warnings],
        "regions": [astuple(region) for region in parsed.regions],
        "effects": [asdict(effect) for effect in parsed.effects],
    }


def from_json(data: dict[str, Any]) -> ParsedDocument:
    """The document that `to_json` wrote."""
    document = Document(id_=data["name"], text=data["text"], metadata={"pages": data["pages"]})
    return ParsedDocument(
        document,
        Letterhead(**{**data["letterhead"], "attachments": tuple(data["letterhead"]["attachments"])}),
        tuple(clause_node(data["text"][start:end], start, metadata) for start, end, metadata in data["clauses"]),
        tuple(_record(record) for record in data["records"]),
        tuple(ReadingWarning(**warning) for warning in data["warnings"]),
        tuple(Region(*region) for region in data["regions"]),
        tuple(Effect(**effect) for effect in data["effects"]),
    )


def _record(data: dict[str, Any]) -> Record:
    def field(value: dict[str, Any] | None) -> Field | None:
        return None if value is None else Field(**value)

    return Record(
        address=data["address"],
        problem=Field(**data["problem"]),
        measures=tuple(Field(**value) for value in data["measures"]),
        units=tuple(Field(**value) for value in data["units"]),
        **{name: field(data[name]) for name in ("description", "deadline", "progress", "source")},
    )
