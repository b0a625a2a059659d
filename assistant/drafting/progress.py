"""How a rectification stands, counted from a ledger: every figure with the cells that it was counted from."""

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from assistant.drafting.ledger import LedgerRow
from assistant.figures import figures, plain, with_column_units
from corpus.ledgers import is_done

_UNDER_WAY = re.compile(r"正在|推进|进行|部分|\d\s*[%％]|申请销号|[改进办]中|已|完成了|基本")
_BLANK_STATE = re.compile(r"^(?:[尚还]?未|没有?|否|无)")
_RECOVERED = re.compile(
    r"(?:追回|收回|追缴|上缴|缴回|退还|退回|归还|归垫|补缴)[^，。；,;\d]{0,14}(\d[\d.,]*\s*(?:余|多)?[十百千]?[万亿]?元)"
)
_ISSUED = re.compile(r"(?:印发|出台|制定|修订|完善|建立)[^，。；《]{0,8}((?:《[^《》]+》[、和及]?)+)")
_TITLE = re.compile(r"《[^《》]+》")


class State(Enum):
    """What a ledger says of a problem: settled, under way, or neither."""

    DONE = "已完成整改"
    UNDER_WAY = "正在推进"
    OPEN = "尚未完成"


@dataclass(frozen=True)
class Told:
    """Something that a ledger tells, and the cells that tell it."""

    value: Decimal
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Standing:
    """A problem of a ledger and how it stands. `number` is its place in the ledger, the first being 1.

    `rows` are several where measures of one problem have a row each.
    """

    number: int
    rows: tuple[LedgerRow, ...]
    state: State
    amount: Told | None
    recovered: Told | None
    issued: tuple[str, ...]

    def texts(self, name: str) -> list[str]:
        """What its rows say there, each thing once."""
        said = (" ".join(row.text(name).split()).rstrip("。；;") for row in self.rows)
        return list(dict.fromkeys(filter(None, said)))

    def cells(self, *names: str) -> list[str]:
        """The addresses of its cells there that say something."""
        return [row.cells[name].address for row in self.rows for name in names if row.text(name)]


def standings(rows: Sequence[LedgerRow]) -> list[Standing]:
    """How each problem of a ledger stands; rows that share the cell that tells the problem are one."""
    grouped = itertools.groupby(rows, key=lambda row: row.told.address)
    return [_standing(number, tuple(group)) for number, (_, group) in enumerate(grouped, 1)]


def total(told: Iterable[Told | None]) -> Told | None:
    """What several cells tell together; None if none tells anything. A cell that several problems share counts once."""
    found = dict.fromkeys(one for one in told if one)
    if not found:
        return None
    cells = dict.fromkeys(cell for one in found for cell in one.cells)
    return Told(sum((one.value for one in found), Decimal()), tuple(cells))


def _standing(number: int, rows: tuple[LedgerRow, ...]) -> Standing:
    titles = (_TITLE.findall(match[1]) for row in rows for match in _ISSUED.finditer(row.text("progress")))
    return Standing(
        number,
        rows,
        _state([state_of(row.text("progress")) for row in rows]),
        total(_amount(row) for row in rows),
        total(_recovered(row) for row in rows),
        tuple(dict.fromkeys(title for found in titles for title in found)),
    )


def _state(states: Sequence[State]) -> State:
    """A problem is settled when all of its rows are, and under way when any is or is settled."""
    if len(set(states)) == 1:
        return states[0]
    return State.UNDER_WAY


def state_of(progress: str) -> State:
    """The state that an entry of progress tells in whatever words: 已销号, 已完成60%, 正在申请销号, 未销号."""
    if is_done(progress):
        return State.DONE
    under_way = _UNDER_WAY.search(progress) and not _BLANK_STATE.match(progress.strip())
    return State.UNDER_WAY if under_way else State.OPEN


def _amount(row: LedgerRow) -> Told | None:
    """What a problem is about in yuan: its cell of amounts, or else the largest sum that the problem tells."""
    if text := row.text("amount"):
        told = figures(text)
        values = [
            figure.value
            for figure in (*with_column_units(plain(row.names["amount"]), told), *told)
            if figure.unit == "元"
        ]
        return Told(values[0], (row.cells["amount"].address,)) if values else None
    sums = [
        Told(figure.value, (cell.address,))
        for name in ("description", "problem")
        if (cell := row.cells.get(name))
        for figure in figures(cell.text)
        if figure.unit == "元"
    ]
    return max(sums, key=lambda told: told.value, default=None)


def _recovered(row: LedgerRow) -> Told | None:
    """What the entry of progress says was got back."""
    cell = row.cells.get("progress")
    back = [figure.value for words in _RECOVERED.findall(row.text("progress")) for figure in figures(words)]
    return Told(sum(back, Decimal()), (cell.address,)) if cell and back else None
