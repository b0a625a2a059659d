"""The tables that candidates are rows of, whole: rows with cells under the names of their columns, totals apart."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from llama_index.core.schema import TextNode

from assistant.answer import Quote
from assistant.dates import dates
from assistant.deadline import Deadline
from assistant.evidence import Evidence
from assistant.figures import figures
from assistant.matching import plain
from assistant.sentences import tidy, trimmed
from corpus import Letterhead
from corpus.ledgers import is_entry
from index import Generation

READ = 20
"""Candidates whose tables are looked at: a question about all rows is like none of them."""

FILLED = 0.7
"""Share of a column's cells that must be numbers for it to be one of numbers; empty ones do not count."""

_ROW = re.compile(r"第\d+行$")
_NUMBERING = re.compile(r"序号|编号|^号$")
MONEY = re.compile(r"金额|资金|投资|收入|支出|费|款|补助|价|元")
_UNIT = re.compile(r"单位[:：]\s*([^\s，。（()）]{1,8})")
_BRACKET = re.compile(r"[（(].*?[)）]")


@dataclass(frozen=True)
class Grid:
    """The rows of one table, without those that sum others up; what stands above it, and the row that names its columns."""

    letterhead: Letterhead
    columns: tuple[str, ...]
    caption: str
    head: TextNode | None
    rows: Sequence[TextNode]

    def cells(self, row: TextNode) -> tuple[str, ...]:
        """The cells of a row, one for each column."""
        return row_cells(row, len(self.columns))

    def value(self, row: TextNode, column: int) -> Decimal | None:
        """A cell as a number: its first figure, or a date as one that grows with time."""
        cell = self.cells(row)[column]
        date = next((each for each in dates(plain(cell)) if each.month or each.year), None)
        if date:
            return Decimal((date.year or 0) * 10000 + (date.month or 0) * 100 + (date.day or 0))
        figure = next(iter(figures(cell)), None)
        return figure.value if figure and re.match(r"[\d约近]", plain(cell)) else None

    @property
    def numeric(self) -> list[int]:
        """The columns of numbers or dates; that of the rows' own numbers is none."""
        return [
            place
            for place, name in enumerate(self.columns)
            if name
            and not _NUMBERING.search(name)
            and (filled := [row for row in self.rows if self.cells(row)[place]])
            and sum(self.value(row, place) is not None for row in filled) >= FILLED * len(filled)
        ]

    @property
    def summable(self) -> list[int]:
        """The columns of numbers that may be added up: dates may not."""
        return [place for place in self.numeric if not any(dates(plain(self.cells(row)[place])) for row in self.rows)]

    @property
    def wordy(self) -> list[int]:
        """The columns of words."""
        return [
            place
            for place, name in enumerate(self.columns)
            if name
            and sum(self.value(row, place) is None and bool(self.cells(row)[place]) for row in self.rows)
            >= FILLED * len(self.rows)
        ]

    @property
    def words(self) -> str:
        """Everything that stands in it."""
        return " ".join([self.caption, *self.columns, *(row.text for row in self.rows)])

    def shown(self, row: TextNode, places: Sequence[int]) -> str:
        """Cells of a row under the names of their columns, each once; empty ones are left out."""
        return shown(row, self.columns, places)

    def quotes(self, row: TextNode) -> tuple[Quote, ...]:
        """A row, and the row that names the columns."""
        return tuple(self._quote(node) for node in (row, self.head) if node is not None)

    def _quote(self, node: TextNode) -> Quote:
        start = node.start_char_idx or 0
        words = trimmed(node.text, 0, len(node.text))
        return Quote(node, self.letterhead, start + words.start, start + words.end)


def bare_name(column: str) -> str:
    """The name of a column as it is compared, without what stands in brackets: units, mostly."""
    return plain(_BRACKET.sub("", column))


def row_cells(row: TextNode, count: int) -> tuple[str, ...]:
    """The cells of a row, as many as there are columns."""
    cells = [tidy(cell) for cell in row.text.strip("\n").split("\t")]
    return tuple([*cells, *[""] * count][:count])


def shown(row: TextNode, columns: Sequence[str], places: Sequence[int]) -> str:
    """Cells under the names of their columns. A sum gets the unit that stands above the table where its column tells none."""
    cells = row_cells(row, len(columns))
    unit = _UNIT.search(" ".join(row.metadata["headings"]))
    told = []
    for place in dict.fromkeys(places):
        bare = unit and re.fullmatch(r"[\d.,]+", cells[place]) and MONEY.search(columns[place])
        known = _BRACKET.search(columns[place]) is not None
        value = f"{cells[place]}{unit[1]}" if unit and bare and not known else cells[place]
        if cells[place]:
            told.append(f"{columns[place]}：{value}")
    return "；".join(told)


def grids(evidence: Evidence, generation: Generation, deadline: Deadline) -> list[Grid]:
    """The tables that the candidates are rows of."""
    letterheads = {
        each.document: each.letterhead for each in evidence.candidates[:READ] if each.node.metadata["columns"]
    }
    found = []
    for name, letterhead in deadline.each(letterheads.items()):
        rows: dict[tuple[str, tuple[str, ...]], list[TextNode]] = defaultdict(list)
        above: dict[str, tuple[str, TextNode]] = {}
        caption = ""
        for node in generation.document(name).clauses:
            address, columns = str(node.metadata["address"]), tuple(node.metadata["columns"])
            if node.metadata["kind"] == "row":
                if is_entry(row_cells(node, len(columns))):
                    rows[_ROW.sub("", address), columns].append(node)
            elif columns:
                above[address.removesuffix("表头")] = caption, node
            else:
                caption = node.text
        for (table, columns), nodes in rows.items():
            words, head = above.get(table, ("", None))
            found.append(Grid(letterhead, columns, words, head, nodes))
    return [grid for grid in found if len(grid.rows) > 1]
