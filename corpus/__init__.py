"""Documents in, clauses out. Knows files and the form of official documents; knows nothing of search."""

from corpus.errors import KnownError, UnreadableFileError
from corpus.letterhead import Letterhead
from corpus.parsed import ParsedDocument, content_hash, from_json, parse, parse_file, to_json
from corpus.passages import Passage, find_passage
from corpus.records import Field, Record
from corpus.references import Reference, abbreviations, find_references
from corpus.validity import Effect

__all__ = [
    "Effect",
    "Field",
    "KnownError",
    "Letterhead",
    "ParsedDocument",
    "Passage",
    "Record",
    "Reference",
    "UnreadableFileError",
    "abbreviations",
    "content_hash",
    "find_passage",
    "find_references",
    "from_json",
    "parse",
    "parse_file",
    "to_json",
]
