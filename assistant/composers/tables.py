"""Several rows of a table at once: the highest or the lowest, those past a limit, those that hold what was named.

What is said are cells under the names of their columns; each row said is cited, and with it the head of its table.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from llama_index.core.schema import TextNode

from assistant.answer import Quote, Statement
from assistant.dates import dates
from assistant.deadline import Deadline
from assistant.evidence import Evidence
from assistant.figures import figures
from assistant.matching import Matcher, plain
from assistant.question import ASKING, Question
from assistant.sentences import tidy, trimmed
from assistant.terms import coverage
from corpus import Letterhead
from index import Generation

READ = 20
"""Candidates whose tables are looked at: a question about all rows is like none of them."""

ROWS = 12
"""Rows said at most."""

HELD = 0.5
"""Share of the question that a table must hold, and of a column's name that the question must."""

FILLED = 0.7
"""Share of the rows that must have a number for a column to be one of numbers."""

_HIGHEST = re.compile(r"最(?:高|多|大|长|晚|厚|重|快)")
_LOWEST = re.compile(r"最(?:低|少|小|短|早|薄|轻|慢)")
_WHICH = re.compile(r"哪|谁|什么")
_ABOVE = re.compile(
    r"(?:不低于|不少于|超过|高于|大于|多于|达到)(?P<limit>[\d.]+)|(?P<or_more>[\d.]+)[^\d，。？]{0,3}以上"
)
_BELOW = re.compile(r"(?:不超过|不到|不足|低于|小于|少于)(?P<limit>[\d.]+)|(?P<or_less>[\d.]+)[^\d，。？]{0,3}以下")
_INCLUSIVE = re.compile(r"不低于|不少于|达到|不超过|以上|以下")
_NUMBERING = re.compile(r"序号|编号|^号$")
_ROW = re.compile(r"第\d+行$")


@dataclass(frozen=True)
class _Table:
    """The rows of one table with their cells, what stands above it, and the row that names its columns."""

    letterhead: Letterhead
    columns: tuple[str, ...]
    caption: str
    head: TextNode | None
    rows: Sequence[TextNode]

    def cells(self, row: TextNode) -> tuple[str, ...]:
        """The cells of a row, one for each column."""
        cells = [tidy(cell) for cell in row.text.strip("\n").split("\t")]
        return tuple([*cells, *[""] * len(self.columns)][: len(self.columns)])

    @property
    def words(self) -> str:
        """Everything that stands in it."""
        return " ".join([self.caption, *self.columns, *(row.text for row in self.rows)])


def state_rows(
    question: Question, evidence: Evidence, generation: Generation, weights: Mapping[str, float], deadline: Deadline
) -> list[Statement]:
    """The rows that are asked for; nothing where no table is or none of its columns is named."""
    if not _WHICH.search(question.text):
        return []
    tables = deadline.each(_tables(evidence, generation, deadline))
    held = [(_held(question, weights, table), table) for table in tables]
    for share, table in sorted(held, key=lambda each: -each[0]):
        if share < HELD:
            break
        found = _extreme(question, table, generation, deadline) or _past_limit(question, table, generation, deadline)
        if found:
            return found
    return []


def _held(question: Question, weights: Mapping[str, float], table: _Table) -> float:
    """Share of the question that a table holds; how its rows compare stands in none of them."""
    return coverage(question.things, weights, f"{table.words} {table.letterhead.title or ''}")


def _tables(evidence: Evidence, generation: Generation, deadline: Deadline) -> list[_Table]:
    """The tables that the candidates are rows of, whole."""
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
                rows[_ROW.sub("", address), columns].append(node)
            elif columns:
                above[address.removesuffix("表头")] = caption, node
            else:
                caption = node.text
        for (table, columns), nodes in rows.items():
            words, head = above.get(table, ("", None))
            found.append(_Table(letterhead, columns, words, head, nodes))
    return [table for table in found if len(table.rows) > 1]


def _extreme(question: Question, table: _Table, generation: Generation, deadline: Deadline) -> list[Statement]:
    """The row, or the rows level with it, whose number in the column asked for is the highest or the lowest."""
    highest, lowest = _HIGHEST.search(question.text), _LOWEST.search(question.text)
    if not highest and not lowest:
        return []
    column = _asked_column(question, table, generation, deadline)
    if column is None:
        return []
    values = [(value, row) for row in table.rows if (value := _value(table.cells(row)[column])) is not None]
    best = (max if highest else min)(value for value, _ in values)
    chosen = [row for value, row in values if value == best]
    return _statements(question, table, chosen, column, generation, deadline)


def _past_limit(question: Question, table: _Table, generation: Generation, deadline: Deadline) -> list[Statement]:
    """The rows whose number in the column asked for lies past the limit that the question gives."""
    above, below = _ABOVE.search(question.text), _BELOW.search(question.text)
    match = below or above
    column = _asked_column(question, table, generation, deadline) if match else None
    if match is None or column is None:
        return []
    limit = Decimal(next(group for group in match.groups() if group).rstrip("."))
    inclusive = bool(_INCLUSIVE.search(match[0]))
    sign = -1 if below else 1
    chosen = [
        row
        for row in table.rows
        if (value := _value(table.cells(row)[column])) is not None
        and (sign * (value - limit) > 0 or (inclusive and value == limit))
    ]
    return _statements(question, table, chosen, column, generation, deadline)


def _asked_column(question: Question, table: _Table, generation: Generation, deadline: Deadline) -> int | None:
    """The column of numbers or dates whose name the question holds."""
    asked = plain(ASKING.sub(" ", question.text))
    scored = []
    for place, name in enumerate(deadline.each(table.columns)):
        values = [_value(table.cells(row)[place]) for row in table.rows]
        bare = plain(re.sub(r"[（(].*?[)）]", "", name))
        if bare and not _NUMBERING.search(name) and sum(v is not None for v in values) >= FILLED * len(values):
            terms = sum(len(term[0]) for term in question.terms if term[0] in bare) / len(bare)
            scored.append((max(Matcher.of(bare, generation).held(asked), terms), -place))
    held, place = max(scored, default=(0.0, 0))
    return -place if held >= HELD else None


def _value(cell: str) -> Decimal | None:
    """A cell as a number: its first figure, or a date as one that grows with time."""
    date = next((each for each in dates(plain(cell)) if each.month or each.year), None)
    if date:
        return Decimal((date.year or 0) * 10000 + (date.month or 0) * 100 + (date.day or 0))
    figure = next(iter(figures(cell)), None)
    return figure.value if figure and re.match(r"[\d约近]", plain(cell)) else None


def _statements(
    question: Question,
    table: _Table,
    rows: Sequence[TextNode],
    column: int,
    generation: Generation,
    deadline: Deadline,
) -> list[Statement]:
    """The first of the rows, as far as they can be taken in."""
    named = _name_column(question, table, column, generation, deadline)
    return [_statement(table, row, named, column) for row in rows[:ROWS]]


def _statement(table: _Table, row: TextNode, named: int, column: int) -> Statement:
    """What the row is of, and its cell in the column asked for."""
    cells = table.cells(row)
    words = "；".join(
        f"{table.columns[place]}：{cells[place]}" for place in dict.fromkeys([named, column]) if cells[place]
    )
    quotes = [_quote(table, node) for node in (row, table.head) if node is not None]
    return Statement(words, tuple(quotes))


def _name_column(question: Question, table: _Table, column: int, generation: Generation, deadline: Deadline) -> int:
    """The column that says what a row is of: the one that the question names, else the first of different words."""
    asked = plain(question.text)
    scored = []
    for place, name in enumerate(deadline.each(table.columns)):
        cells = [table.cells(row)[place] for row in table.rows]
        wordy = sum(_value(cell) is None and bool(cell) for cell in cells) >= FILLED * len(cells)
        if place != column and wordy and name:
            different = len(set(cells)) / len(cells)
            scored.append((Matcher.of(plain(name), generation).held(asked) + different, -place))
    return -max(scored, default=(0.0, -column))[1]


def _quote(table: _Table, node: TextNode) -> Quote:
    start = node.start_char_idx or 0
    words = trimmed(node.text, 0, len(node.text))
    return Quote(node, table.letterhead, start + words.start, start + words.end)
