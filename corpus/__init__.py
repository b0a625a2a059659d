"""Documents in, clauses out. Knows files and the form of official documents; knows nothing of search."""

from corpus.errors import KnownError, UnreadableFileError
from corpus.letterhead import Letterhead
from corpus.parsed import ParsedDocument, content_hash, from_json, parse, parse_file, to_json
from corpus.records import Field, Record

__all__ = [
    "Field",
    "KnownError",
    "Letterhead",
    "ParsedDocument",
    "Record",
    "UnreadableFileError",
    "content_hash",
    "from_json",
    "parse",
    "parse_file",
    "to_json",
]
