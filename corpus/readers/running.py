"""Running headers, footers and page numbers: what a page repeats is not the text of the document."""

import re
from collections import Counter
from dataclasses import replace

from corpus.readers.layout import Line, Page

_NUMERAL = r"[\dIVXivx一二三四五六七八九十]"
_PAGE_NUMBER = re.compile(
    rf"^[\s\-—–－―·.~〜～]*(?:第\s*)?{_NUMERAL}{{1,4}}(?:\s*页)?"
    rf"(?:\s*[/／,，、（(]?\s*(?:共\s*)?\d{{1,4}}\s*页?[)）]?)?[\s\-—–－―·.~〜～]*$"
)
_EDGE = 0.12
"""Share of a page's height at its top and at its bottom where running lines stand."""


def without_running_lines(pages: list[Page]) -> list[Page]:
    """The pages without the lines that most of them repeat near their edges, and without page numbers."""
    repeated, marks = _repeated(pages), _watermarks(pages)
    return [
        replace(
            page,
            lines=tuple(line for line in page.lines if not _runs(line, page, repeated) and _place(line) not in marks),
        )
        for page in pages
    ]


def _watermarks(pages: list[Page]) -> set[tuple[str, int, int]]:
    """Lines that say the same at the same place on most pages, wherever that is: 内部资料 across the text.

    Of two pages both have it, and it lies aslant or outside of everything else: forms repeat their labels too.
    """
    counts = Counter(place for page in pages for place in {_place(line) for line in page.lines})
    marks = {place for place, count in counts.items() if count >= max(3, 0.6 * len(pages))}
    if len(pages) == 2:
        apart = [
            {_place(line) for line in page.lines if _lies_aslant(line) or _is_outermost(line, page)} for page in pages
        ]
        marks |= apart[0] & apart[1]
    return marks


def _lies_aslant(line: Line) -> bool:
    """Whether a line of several characters is as high as it is wide: its box holds a slope."""
    return len(line.text) > 3 and line.height > 0.3 * (line.right - line.left)


def _is_outermost(line: Line, page: Page) -> bool:
    return _edge(line, page) and line.middle in (
        min(each.middle for each in page.lines),
        max(each.middle for each in page.lines),
    )


def _place(line: Line) -> tuple[str, int, int]:
    return re.sub(r"\s+", "", line.text), round(line.left / 4), round(line.top / 4)


def _repeated(pages: list[Page]) -> set[str]:
    """Edge lines, their digits aside, on at least three pages and a third of all: odd and even pages may differ."""
    counts = Counter(
        pattern for page in pages for pattern in {_pattern(line) for line in page.lines if _edge(line, page)}
    )
    return {pattern for pattern, count in counts.items() if count >= max(3, len(pages) / 3)}


def _runs(line: Line, page: Page, repeated: set[str]) -> bool:
    if not _edge(line, page):
        return False
    return _pattern(line) in repeated or _is_page_number(line, page)


def _is_page_number(line: Line, page: Page) -> bool:
    """A number alone is a page number only where nothing stands beyond it."""
    outermost = line.middle in (min(each.middle for each in page.lines), max(each.middle for each in page.lines))
    decorated = not re.fullmatch(rf"{_NUMERAL}+", line.text.strip())
    return bool(_PAGE_NUMBER.match(line.text)) and (decorated or outermost)


def _edge(line: Line, page: Page) -> bool:
    return line.middle < _EDGE * page.height or line.middle > (1 - _EDGE) * page.height


def _pattern(line: Line) -> str:
    return re.sub(r"\d+", "#", re.sub(r"\s+", "", line.text))
