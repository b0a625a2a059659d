"""Printed lines back into paragraphs, so that a sentence broken by a line or a page is whole again."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.readers.layout import Line, Page, TableBlock
from corpus.readers.reading import Reading
from corpus.region import Region

_SENTENCE_END = re.compile(r"[。！？!?；;：:][”’」』）)]*$")
_NUMBERED = re.compile(
    r"^(?:第\s*[\d一二三四五六七八九十百千零〇]+\s*[编章节条]|[（(][\d一二三四五六七八九十]+[)）]|[一二三四五六七八九十]+、|\d{1,3}[.．、]|附\s*件)"
)
_DOCUMENT_NUMBER = re.compile(r"\S{2,20}[〔\[［（(【]\s*(?:19|20)\d{2}\s*[〕\]］）)】]\s*第?\s*\d+\s*号")
_RUNNING = 20
"""Characters of a line from which it is running text: headings are shorter."""

_LATIN = re.compile(r"[A-Za-z,.;:'\")\]]$")


@dataclass(frozen=True)
class Column:
    """Where the lines of running text begin and end; a line that reaches the right edge may go on in the next."""

    left: float
    right: float


def compose(pages: list[Page]) -> Reading:
    """The text of all pages as one string, the offset at which each page starts, and where recognised text stands."""
    text = ""
    starts: list[int] = []
    regions: list[Region] = []
    previous: Line | None = None
    column: Column | None = None
    for number, page in enumerate(pages, 1):
        column = _column(page) or column or Column(0, page.width)
        starts.append(len(text))
        for place, block in enumerate(_blocks(page)):
            if isinstance(block, TableBlock):
                text = _line_end(text)
                printed = "\n".join(block.lines) + "\n"
                regions += _regions(printed, block.cells, page, number, len(text), is_cell=True)
                text += printed
                previous = None
                continue
            text += "" if place == 0 and _runs_over(previous, block) else _glue(text, previous, block, column)
            if place == 0:
                starts[-1] = len(text)
            regions += _regions(block.text, (block,), page, number, len(text))
            text += block.text
            previous = block
    return Reading(text, tuple(starts), regions=tuple(regions))


def _regions(
    printed: str, lines: Sequence[Line], page: Page, number: int, offset: int, is_cell: bool = False
) -> Iterator[Region]:
    """Where the lines stand that make up what is printed, which begins at `offset` of the text; none of a page of text."""
    if page.turned is None:
        return
    start = 0
    for line in lines:
        start = printed.index(line.text, start)
        end = start + len(line.text)
        across = (round(line.left / page.width, 4), round(line.right / page.width, 4))
        down = (round(line.top / page.height, 4), round(line.bottom / page.height, 4))
        yield Region(offset + start, offset + end, number, across[0], down[0], across[1], down[1], page.turned, is_cell)
        start = end


def _blocks(page: Page) -> list[Line | TableBlock]:
    """Lines in their order, each table before the first line that stands below it."""
    blocks: list[Line | TableBlock] = []
    waiting = sorted(page.tables, key=lambda table: table.top)
    for line in page.lines:
        while waiting and waiting[0].top < line.top and waiting[0].bottom <= line.middle:
            blocks.append(waiting.pop(0))
        blocks.append(line)
    return blocks + list(waiting)


def _column(page: Page) -> Column | None:
    """Edges of the running text: the left edge most lines share, and the right edge that only full lines reach."""
    if len(page.lines) < 5:
        return None
    rights = sorted(line.right for line in page.lines)
    em = sorted(line.height for line in page.lines)[len(page.lines) // 2]
    lefts = sorted(line.left for line in page.lines)
    common = max(lefts, key=lambda left: sum(abs(left - other) < 0.5 * em for other in lefts))
    right = rights[int(0.9 * (len(rights) - 1))]
    return Column(common, right) if right - common > 0.2 * page.width else None


def _glue(text: str, previous: Line | None, line: Line, column: Column) -> str:
    """What stands between two lines: nothing or a space within a paragraph, else a line break."""
    if not text:
        return ""
    if previous is None:
        return "" if text.endswith("\n") else "\n"
    if _goes_on(previous, line, column):
        both_latin = _LATIN.search(previous.text) and re.match(r"[A-Za-z(]", line.text)
        return " " if both_latin else ""
    return "\n"


def _runs_over(previous: Line | None, line: Line) -> bool:
    """Whether the last line of a page ends within a sentence that the first of the next goes on with."""
    if previous is None or len(previous.text) < _RUNNING or _SENTENCE_END.search(previous.text):
        return False
    same = abs(previous.height - line.height) <= 0.22 * max(previous.height, line.height)
    return same and not _NUMBERED.match(line.text) and not _DOCUMENT_NUMBER.fullmatch(line.text)


def _goes_on(previous: Line, line: Line, column: Column) -> bool:
    em = max(previous.height, line.height, 1)
    if _DOCUMENT_NUMBER.fullmatch(line.text):
        return False  # it stands by itself under its title, however wide that is
    full = previous.right > column.right - 1.8 * em
    if not full or abs(previous.height - line.height) > 0.22 * em:
        return False
    if line.left > column.left + 1.2 * em or previous.left > max(column.left + 3 * em, line.left + em):
        return False  # an indented line begins a paragraph, and a signature on the right ends one
    return not (
        _NUMBERED.match(line.text) and (_SENTENCE_END.search(previous.text) or previous.left > column.left + 3 * em)
    )


def _line_end(text: str) -> str:
    return text if not text or text.endswith("\n") else text + "\n"
