"""Ledgers: each row of a table of problems is a record."""

import bisect
import re
from collections.abc import Iterator, Sequence

from corpus.record import Field, Record, cut_field, split_measures, split_units
from corpus.tables import Cell, Table

COLUMNS = {
    "amount": (r"金额|资金(?:量|总额|规模)|[（(]万?元[)）]",),
    "evidence": (r"佐证|印证|证明材料|支撑材料|整改资料",),
    "category": (r"问题(?:类别|类型|分类|性质)|^类别$|^类型$|^分类$|^方面$",),
    "description": (r"问题描述|问题表现|具体表现|主要表现|情况描述|问题详情|情况说明",),
    "measures": (r"措施|举措", r"整改(?:内容|要求|任务)"),
    "deadline": (r"时限|期限|(?:完成|整改|办结|销号|截止)(?:时间|日期)",),
    "progress": (
        r"进展|进度|(?:完成|落实|整改|销号|办结)情况|整改结果|成效|状态|是否(?:已?完成|整改|销号|到位)|^销号$|^完成$",
    ),
    "source": (r"来源|反馈渠道|检查名称",),
    "person": (r"责任(?:人|领导)|负责(?:人|领导)|联系人|(?:分管|包[保抓]|牵头)领导",),
    "joint": (r"(?:配合|协[助办同])(?:单位|部门)",),
    "units": (r"责任单位|责任部门|牵头单位|整改单位|责任主体|负责单位", r"牵头部门|责任[科股]室|^单位$|主责"),
    "basis": (r"依据",),
    "problem": (r"具体问题|反馈问题|存在问题|问题名称|问题内容|^问题$|问题清单|审计问题", r"问题(?!类|编|来|序|数|性)"),
}
"""Names of the columns that hold each field; the second pattern is tried where no column has a name of the first.

One list serves those who read ledgers and those who fill them in.
"""

_OWN_NUMBER = re.compile(r"(?:\d{1,2}[.．、](?!\d)|[（(]\d{1,2}[)）])\s*")

_NO_ENTRY = re.compile(
    r"^(?:合\s*计|总\s*计|小\s*计|共\s*计|总\s*[额数]|平\s*均)$|^(?:注|备注|说明)\s*\d*\s*[:：]|^(?:填|制|编)[报表制][^，。]{0,8}[:：]|^(?:审核|复核|批准|主要负责)人?[^，。]{0,4}[:：]"
)


_DONE = re.compile(
    r"已(?:经|全部|按期|如期)?(?:完成|整改|销号|办结|落实|纠正|解决|验收)|整改(?:完成|完毕|到位|结束)|^\W*(?:是|完成|办结|销号|完毕|100[%％])\W*$"
    r"|完成(?:了?整改|100[%％])|整改率达?到?100[%％]"
)
_OPEN = re.compile(
    r"[未没](?:有|能|按期)?(?:完成|完|整改|销号|启动|办结|落实|到位|开展|动工|解决)|尚|正在|[改进办]中|推进|进行|部分|基本|待|申请销号|长期坚持|^\W*否"
)
_PERCENT = re.compile(r"(\d+(?:\.\d+)?)\s*[%％]")


def is_done(state: str) -> bool:
    """Whether what a ledger says of a problem's state says that it is settled: 已销号 does, 正在申请销号 and 已完成60% do not."""
    part = _PERCENT.search(state)
    return bool(_DONE.search(state)) and not _OPEN.search(state) and not (part and float(part[1]) < 100)


def is_entry(cells: Sequence[str]) -> bool:
    """Whether a row tells of something by itself: one that sums up, that notes, or that says who filled it in does not."""
    first = next((cell.strip() for cell in cells if re.search(r"[^\W\d_]", cell)), "")
    return not _NO_ENTRY.match(first)


def columns_of(names: Sequence[str]) -> dict[str, int]:
    """Which column holds which field, by its name; 问题描述 is taken before 问题 so that both find their own."""
    found: dict[str, int] = {}
    for field, patterns in COLUMNS.items():
        free = [(place, name) for place, name in enumerate(names) if place not in found.values()]
        places = [place for pattern in patterns for place, name in free if re.search(pattern, name)]
        if places:
            found[field] = places[0]
    return found


def records_of_ledger(text: str, table: Table) -> Iterator[Record]:
    """Rows as records. A cell may hold several paragraphs (<p>) for the rows below whose own cells are empty."""
    columns = columns_of(table.columns)
    if "measures" not in columns and "units" not in columns:
        return
    waiting: list[dict[str, Cell]] = []
    problem: Field | None = None
    for row in table.rows:
        if not is_entry([text[cell.start : cell.end] for cell in row.cells]):
            continue
        address = f"{table.name}第{row.number}行"
        cells = {name: row.cells[i] for name, i in columns.items() if i < len(row.cells) and _filled(row.cells[i])}
        stated = _paragraph_cells(text, cells)
        if len(stated) > 1:
            waiting = stated
        if "description" in cells or "problem" in cells:
            own = stated[0]
            waiting = stated[1:]
        else:
            own = waiting.pop(0) if waiting else {}
        merged = {**own, **{name: cell for name, cell in cells.items() if name not in own}}
        problem = (
            _unnumbered(text, _cell_field(text, table, merged.get("problem")))
            or _sentence(text, table, merged.get("description"))
            or problem
        )
        if problem and merged:
            yield _row_record(text, table, address, problem, merged)


def _unnumbered(text: str, field: Field | None) -> Field | None:
    """A problem without the number that it has within its cell."""
    number = _OWN_NUMBER.match(field.text) if field else None
    return cut_field(text, field.start + number.end(), field.end, field.address) if field and number else field


def _row_record(text: str, table: Table, address: str, problem: Field, cells: dict[str, Cell]) -> Record:
    measures = _cell_field(text, table, cells.get("measures"))
    return Record(
        address,
        problem,
        _cell_field(text, table, cells.get("description")),
        split_measures(text, measures) if measures else (),
        split_units(text, _cell_field(text, table, cells.get("units"))),
        _cell_field(text, table, cells.get("deadline")),
        _cell_field(text, table, cells.get("progress")),
        _cell_field(text, table, cells.get("source")),
    )


def _paragraph_cells(text: str, cells: dict[str, Cell]) -> list[dict[str, Cell]]:
    """Cells that hold <p>…</p> paragraphs, dealt out: the n-th paragraph of each to the n-th problem."""
    parts = {
        name: _paragraphs(text, cell) for name, cell in cells.items() if name in ("description", "measures", "progress")
    }
    count = max((len(part) for part in parts.values()), default=1) or 1
    if count == 1:
        return [cells]
    first = {name: cell for name, cell in cells.items() if name not in parts}
    dealt = [{name: part[n] for name, part in parts.items() if n < len(part)} for n in range(count)]
    return [{**first, **dealt[0]}, *dealt[1:]]


def _paragraphs(text: str, cell: Cell) -> list[Cell]:
    content = text[cell.start : cell.end]
    found = [Cell(cell.start + m.start(1), cell.start + m.end(1)) for m in re.finditer(r"<p>(.*?)</p>", content)]
    return found or [cell]


def _cell_field(text: str, table: Table, cell: Cell | None) -> Field | None:
    if cell is None:
        return None
    row = table.rows[bisect.bisect_right(table.rows, cell.start, key=lambda row: row.start) - 1]
    return cut_field(text, cell.start, cell.end, f"{table.name}第{row.number}行")


def _sentence(text: str, table: Table, cell: Cell | None) -> Field | None:
    """The first sentence of a description names the problem where no column does."""
    if cell is None:
        return None
    end = text.find("。", cell.start, cell.end)
    return _cell_field(text, table, Cell(cell.start, end if end > 0 else cell.end))


def _filled(cell: Cell) -> bool:
    return cell.end > cell.start
