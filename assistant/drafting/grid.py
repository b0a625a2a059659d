"""What every ledger is before it is understood, whatever file it stands in: lines of cells, each with its address.

A merged cell is one object that stands at every place it covers, so that a header or a problem over several rows is
found from each of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Cell:
    """A cell with its address, by which a person finds it and which no other cell of the file has, its text, its first row."""

    address: str
    text: str
    row: int


@dataclass(frozen=True)
class Line:
    """A row by its number in the file, with a cell at every column."""

    number: int
    cells: tuple[Cell, ...]


Grid = Sequence[Line]
"""A sheet or a table: its rows that hold any text, in order and of equal width."""
