"""Several rows of a table at once: the highest or the lowest, those past a limit, those of a state or a name, how many, how much.

What is said are cells under the names of their columns; each row said is cited, and with it the head of its table. A number
that is counted or summed here is no quote: it is said to be computed, with what it was computed from.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal

from llama_index.core.schema import TextNode

from assistant.answer import Statement
from assistant.composers.grids import MONEY, Grid, bare_name, grids
from assistant.deadline import Deadline
from assistant.evidence import Evidence
from assistant.matching import Matcher, plain
from assistant.question import ASKING, Question
from assistant.terms import coverage
from corpus.ledgers import is_done
from index import Generation

ROWS = 12
"""Rows said at most."""

HELD = 0.5
"""Share of the question that a table must hold, and of a column's name that the question must."""

_HIGHEST = re.compile(r"最(?:高|多|大|长|晚|厚|重|快)")
_LOWEST = re.compile(r"最(?:低|少|小|短|早|薄|轻|慢)")
_WHICH = re.compile(r"哪|谁|什么|名单")
_COUNT = re.compile(
    r"(?<![哪那这前后])几(?:个|家|项|户|所|条|起|笔|处|件|名|人|类)|多少(?:个|家|项|户|所|条|起|笔|处|件|名)"
)
_SUM = re.compile(
    r"(?:一共|合计|总共|共计|总计|总额|加起来|加一起|加在一起|合起来|全部|拢共).{0,12}(?:多少|几)|多少.{0,6}(?:一共|合计|总共|共计)"
)
_ALTOGETHER = re.compile(r"总[数额和量费]|合计|总共|一共|加起来|合起来|总的")
_ASKS_MONEY = re.compile(r"多少[万亿]?[钱元]|几多钱|多少资金|多少款|花|投")
_ABOVE = re.compile(
    r"(?:不低于|不少于|超过|高于|大于|多于|达到)(?P<limit>[\d.]+)|(?P<or_more>[\d.]+)[^\d，。？]{0,3}以上"
)
_BELOW = re.compile(r"(?:不超过|不到|不足|低于|小于|少于)(?P<limit>[\d.]+)|(?P<or_less>[\d.]+)[^\d，。？]{0,3}以下")
_INCLUSIVE = re.compile(r"不低于|不少于|达到|不超过|以上|以下")
_OPEN = re.compile(
    r"[没未]有?(?:整改|改|办|做)?(?:完|好|到位)|未(?:完成|整改|销号|办结|落实|启动)|还没|尚未|正在|整改中|没完成"
)
_CLOSED = re.compile(r"(?:已经?|都)(?:完成|整改|销号|办结|改)|(?:整改|改|办)(?:完成?|好)(?:了|的)|完成了?整改|完成的")
_WHO = re.compile(r"名称|姓名|对象|单位|部门|机构|企业|乡镇|村名")
_WHAT = re.compile(r"名称|问题|事项|项目|内容|对象|姓名")
"""Columns by which a row is called: 哪几家 asks for the first, 哪些 and 几个 for the second."""

_ASKS_WHO = re.compile(r"谁|[家户名]|哪个(?!问题|项目|事项)|单位|部门|机构|企业|乡镇|村")

_STATE = re.compile(r"状态|进展|是否|完成情况|整改情况|整改结果|办理结果|落实情况")


def state_rows(
    question: Question, evidence: Evidence, generation: Generation, weights: Mapping[str, float], deadline: Deadline
) -> list[Statement]:
    """The rows that are asked for, or what they come to; nothing where no table is or it is not asked how rows compare."""
    asks = [pattern for pattern in (_WHICH, _COUNT, _SUM) if pattern.search(question.text)]
    if not asks:
        return []
    tables = deadline.each(grids(evidence, generation, deadline))
    held = [(_held(question, weights, table), table) for table in tables]
    for share, table in sorted(held, key=lambda each: -each[0]):
        if share < HELD:
            break
        found = (
            _extreme(question, table, generation, deadline)
            or _past_limit(question, table, generation, deadline)
            or _total(question, table, generation, deadline)
            or _of_state_or_name(question, table, generation, deadline)
        )
        if found:
            return found
    return []


def _held(question: Question, weights: Mapping[str, float], table: Grid) -> float:
    """Share of the question that a table holds; how its rows compare stands in none of them."""
    return coverage(question.things, weights, f"{table.words} {table.letterhead.title or ''}")


def _extreme(question: Question, table: Grid, generation: Generation, deadline: Deadline) -> list[Statement]:
    """The row, or the rows level with it, whose number in the column asked for is the highest or the lowest."""
    highest, lowest = _HIGHEST.search(question.text), _LOWEST.search(question.text)
    if not highest and not lowest:
        return []
    column = _asked_column(question, table, table.numeric, generation, deadline)
    if column is None and _ALTOGETHER.search(question.text):
        return _extreme_sum(question, table, max if highest else min, generation, deadline)
    if column is None:
        return _most_frequent(question, table, generation) if highest else []
    rows = _selected(question, table)
    values = [(value, row) for row in rows if (value := table.value(row, column)) is not None]
    best = (max if highest else min)((value for value, _ in values), default=None)
    return _statements(question, table, [row for value, row in values if value == best], [column], generation, deadline)


def _extreme_sum(
    question: Question,
    table: Grid,
    pick: Callable[[Iterable[Decimal]], Decimal],
    generation: Generation,
    deadline: Deadline,
) -> list[Statement]:
    """The row whose numbers together are the highest or the lowest, where all columns of numbers are of one unit."""
    places = table.summable
    units = {
        re.sub(r"^.*[（(]|[）)].*$", "", name) if "（" in name else "" for name in (table.columns[p] for p in places)
    }
    if len(places) < 2 or len(units) > 1:
        return []
    summed = {row.node_id: [table.value(row, place) or Decimal(0) for place in places] for row in table.rows}
    best = pick(sum(values, Decimal(0)) for values in summed.values())
    told = []
    for row in (each for each in table.rows if sum(summed[each.node_id], Decimal(0)) == best):
        named = _name_column(question, table, places, generation, deadline)
        parts = "＋".join(f"{value:f}" for value in summed[row.node_id])
        unit = re.sub(r"^.*：[\d.,]+", "", table.shown(row, places[:1]))
        words = f"{table.shown(row, [named])}；合计{best.normalize():f}{unit}（{parts}，按表逐列相加）"
        told.append(Statement(words, table.quotes(row), computed=True))
    return told


def _most_frequent(question: Question, table: Grid, generation: Generation) -> list[Statement]:
    """What stands in most rows of the column that the question names: 哪个单位的问题最多 counts rows by 单位."""
    columns = [place for place in _named_columns(question, table, generation) if place in table.wordy]
    if not columns or not _WHICH.search(question.text):
        return []
    rows = _selected(question, table)
    column = min(columns, key=lambda place: len({table.cells(row)[place] for row in rows}))
    counted = Counter(table.cells(row)[column] for row in rows)
    most = max(counted.values())
    if most < 2:
        return []
    told = [f"{cell}：{most}行" for cell, count in counted.items() if count == most]
    quotes = [quote for row in rows if counted[table.cells(row)[column]] == most for quote in table.quotes(row)]
    return [Statement(f"{'；'.join(told)}（按“{table.columns[column]}”逐行计数）", tuple(quotes), computed=True)]


def _past_limit(question: Question, table: Grid, generation: Generation, deadline: Deadline) -> list[Statement]:
    """The rows whose number in the column asked for lies past the limit that the question gives."""
    above, below = _ABOVE.search(question.text), _BELOW.search(question.text)
    match = below or above
    column = _asked_column(question, table, table.numeric, generation, deadline) if match else None
    if match is None or column is None:
        return []
    limit = Decimal(next(group for group in match.groups() if group).rstrip("."))
    inclusive = bool(_INCLUSIVE.search(match[0]))
    sign = -1 if below else 1
    chosen = [
        row
        for row in table.rows
        if (value := table.value(row, column)) is not None
        and (sign * (value - limit) > 0 or (inclusive and value == limit))
    ]
    return _statements(question, table, chosen, [column], generation, deadline)


def _total(question: Question, table: Grid, generation: Generation, deadline: Deadline) -> list[Statement]:
    """The sum of a column over the rows that are asked about, with what was summed."""
    summed = _SUM.search(question.text)
    column = _asked_column(question, table, table.summable, generation, deadline) if summed else None
    if column is None:
        return []
    rows = [row for row in _selected(question, table) if table.value(row, column) is not None]
    told = _statements(question, table, rows, [column], generation, deadline)
    values = [table.value(row, column) or Decimal(0) for row in rows]
    words = re.sub(r"^.*：[\d.,]+", "", table.shown(rows[0], [column])) if rows else ""
    total = f"{table.columns[column]}合计{sum(values, Decimal(0)).normalize():f}{words}（{'＋'.join(f'{v:f}' for v in values)}，按表逐行相加）"
    return [Statement(total, tuple(quote for each in told for quote in each.quotes), computed=True)] if rows else []


def _of_state_or_name(question: Question, table: Grid, generation: Generation, deadline: Deadline) -> list[Statement]:
    """The rows that are of the state or hold the names that the question gives; how many, where that is asked."""
    chosen = _selected(question, table)
    counter = _COUNT.search(question.text)
    if not chosen or (len(chosen) == len(table.rows) and not (counter and _counts_rows(question, table))):
        return []
    if counter:
        chosen = _distinct(question, table, chosen, generation, deadline)
        told = _statements(question, table, chosen, [], generation, deadline)
        names = "；".join(statement.text for statement in told)
        quotes = tuple(quote for statement in told for quote in statement.quotes)
        return [Statement(f"共{len(chosen)}{counter[0][-1]}（按表逐行计数）：{names}", quotes, computed=True)]
    asked = _named_columns(question, table, generation)
    return (
        _statements(question, table, chosen, asked, generation, deadline)
        if len(chosen) > 1 or _is_state(question)
        else []
    )


def _counts_rows(question: Question, table: Grid) -> bool:
    """Whether what is counted is what the rows are of: 几个项目 of a table with a column 项目名称, 问题有几个 of one with 问题."""
    counted = [term[0] for term in question.things if any(term[0] in name for name in table.columns)]
    what = _WHAT.search(question.text)
    return bool(counted or (what and any(what[0] in name for name in table.columns)))


def _distinct(
    question: Question, table: Grid, rows: Sequence[TextNode], generation: Generation, deadline: Deadline
) -> list[TextNode]:
    """The rows without those that tell more of one before: a merged cell stands in each of its rows."""
    named = _name_column(question, table, [], generation, deadline)
    first: dict[str, TextNode] = {}
    for row in rows:
        first.setdefault(table.cells(row)[named] or row.node_id, row)
    return list(first.values())


def _is_state(question: Question) -> bool:
    return bool(_OPEN.search(question.text) or _CLOSED.search(question.text))


def _selected(question: Question, table: Grid) -> list[TextNode]:
    """The rows that are of the state asked for and hold the cells that the question names; all where it names none."""
    rows = list(table.rows)
    state = next((place for place, name in enumerate(table.columns) if _STATE.search(name)), None)
    if state is not None and _is_state(question):
        wanted = not _OPEN.search(question.text)
        rows = [row for row in rows if is_done(table.cells(row)[state]) == wanted]
    text = plain(question.whole)
    for place in table.wordy:
        named = [row for row in rows if len(cell := plain(table.cells(row)[place])) > 1 and cell in text]
        if 0 < len(named) < len(rows):
            rows = named
    return rows


def _named_columns(question: Question, table: Grid, generation: Generation) -> list[int]:
    """The columns whose names the question holds."""
    asked = plain(ASKING.sub(" ", question.text))
    bare = [bare_name(name) for name in table.columns]
    return [
        place for place, name in enumerate(bare) if len(name) > 1 and Matcher.of(name, generation).held(asked) > 0.9
    ]


def _asked_column(
    question: Question, table: Grid, among: Sequence[int], generation: Generation, deadline: Deadline
) -> int | None:
    """That of some columns whose name the question holds."""
    whole = plain(question.text)
    asked = plain(ASKING.sub(" ", question.text))
    scored = []
    for place in deadline.each(among):
        bare = bare_name(table.columns[place])
        if bare:
            terms = sum(len(term[0]) for term in question.terms if term[0] in bare) / len(bare)
            scored.append((max(Matcher.of(bare, generation).held(asked), terms), -place))
    held, place = max(scored, default=(0.0, 0))
    if held >= HELD:
        return -place
    # 多少钱 names no column, but where one alone tells of money it is meant.
    money = [each for each in among if MONEY.search(table.columns[each])] if _ASKS_MONEY.search(whole) else []
    return money[0] if len(money) == 1 else None


def _statements(
    question: Question,
    table: Grid,
    rows: Sequence[TextNode],
    columns: Sequence[int],
    generation: Generation,
    deadline: Deadline,
) -> list[Statement]:
    """What each of the first rows is of, and its cells in the columns."""
    named = _name_column(question, table, columns, generation, deadline)
    return [Statement(table.shown(row, [named, *columns]), table.quotes(row)) for row in rows[:ROWS]]


def _name_column(
    question: Question, table: Grid, columns: Sequence[int], generation: Generation, deadline: Deadline
) -> int:
    """The column that says what a row is of: the one that the question names, else the first of different words."""
    asked = plain(question.text)
    called = _WHO if _ASKS_WHO.search(asked) else _WHAT
    scored = []
    for place in deadline.each(table.wordy):
        cells = [table.cells(row)[place] for row in table.rows]
        if place not in columns and not _STATE.search(table.columns[place]):
            different = len(set(cells)) / len(cells)
            held = Matcher.of(plain(table.columns[place]), generation).held(asked)
            scored.append((held + different + bool(called.search(table.columns[place])), -place))
    return -max(scored, default=(0.0, -columns[0] if columns else 0))[1]
