"""The files that ledgers are kept in: each kind is read as grids, and a copy of it written with texts in some cells.

One module a kind, each with `read(path)` and `write(path, output, texts, listing)`. What a ledger is, they do not know.
"""

import re
from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from assistant.drafting.grid import Grid
from assistant.errors import InputError
from corpus.sandbox import call

MODULES = {".xlsx": "workbook", ".xlsm": "workbook", ".docx": "document", ".csv": "separated", ".tsv": "separated"}
"""The module that knows the files of each suffix."""

LISTING = "填写说明"
"""What the list of the cells that were written is called."""

_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
"""Characters that no XML file can hold."""

Listing = Sequence[Sequence[str]]


class _Kind(Protocol):
    def read(self, path: Path) -> list[Grid]: ...

    def write(self, path: Path, output: Path, texts: Mapping[str, str], listing: Listing) -> set[str]: ...


def read_grids(path: Path) -> list[Grid]:
    """The sheets or tables of a file.

    Raises:
        InputError: if there is no such file or it is of another kind.
        UnreadableFileError: if it is damaged.
    """
    _kind(path)
    return call(read_here, path)


def write_texts(path: Path, output: Path, texts: Mapping[str, str], listing: Listing) -> set[str]:
    """Copy a file with these texts in the cells at these addresses, and with a list; returns the addresses written.

    Raises:
        InputError, UnreadableFileError: as `read_grids`.
    """
    _kind(path)
    plain = {address: _ILLEGAL.sub("", text) for address, text in texts.items()}
    rows = [[_ILLEGAL.sub("", text) for text in row] for row in listing]
    return call(write_here, path, output.resolve(), plain, rows)


def read_here(path: Path) -> list[Grid]:
    """The sheets or tables, read in this process."""
    return _kind(path).read(path)


def write_here(path: Path, output: Path, texts: dict[str, str], listing: list[list[str]]) -> set[str]:
    """The copy, written by this process."""
    return _kind(path).write(path, output, texts, listing)


def _kind(path: Path) -> _Kind:
    if not path.is_file():
        raise InputError(f"{path} 不存在，请检查路径")
    name = MODULES.get(path.suffix.lower())
    if name is None:
        raise InputError(f"{path.name} 不是台账能用的格式（{' '.join(MODULES)}），请用 Excel 或 Word 另存后再试")
    return cast(_Kind, import_module(f"{__name__}.{name}"))
