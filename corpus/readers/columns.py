"""Pages set in two columns, as gazettes are: the second column under the first, so that the text is one again.

pdfium joins what stands at one height into one line, across the gutter. Its pieces tell the columns apart: both begin at an edge
of their own, and their lines are about equally long, which those of tables without rulings are not.
"""

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import replace
from statistics import median

from corpus.readers.layout import Line

_LOOSE = 1.15
"""By how much lines are longer than their characters where there are gaps in them."""

_ADVANCE = 0.87
"""Width of a Chinese character in parts of the height of its line."""

_LINES = 3
"""Lines that each column has at least."""

_LONG = 8
"""Characters that a line of a column has in the median: cells are shorter."""

_EVEN = 0.75
"""Share of the longest line that the median one of a column has."""


def unfolded(lines: Sequence[Line], pieces: Callable[[], list[Line]]) -> list[Line]:
    """The lines of a page from top to bottom of its first column, then of its second; as they are where it has one.

    `pieces` gives what the lines are made of, and is asked for only where lines have gaps. What runs over both columns divides
    them: columns above it end there.
    """
    loose = [line for line in lines if _is_loose(line)]
    if len(loose) < _LINES or len(loose) < len(lines) / 3:
        return list(lines)
    parts = [part for part in pieces() if any(_is_of(part, line) for line in lines)]
    edges = _edges(parts)
    return _one_under_other(parts, *edges) if edges else list(lines)


def _is_loose(line: Line) -> bool:
    ems = sum(1.0 if unicodedata.east_asian_width(each) in "WF" else 0.5 for each in line.text)
    return line.right - line.left > _LOOSE * _ADVANCE * ems * line.height


def _is_of(part: Line, line: Line) -> bool:
    return line.top <= part.middle <= line.bottom and part.text in line.text


def _edges(parts: Sequence[Line]) -> tuple[float, float] | None:
    """Where the two columns begin; None where there are not two."""
    em = median(part.height for part in parts) if parts else 1.0
    starts = sorted(parts, key=lambda part: -sum(abs(part.left - other.left) < em for other in parts))
    first = starts[0].left if starts else 0.0
    other = next((part.left for part in starts if abs(part.left - first) > _LONG * em), None)
    if other is None:
        return None
    left, right = min(first, other), max(first, other)
    columns = [
        [part for part in parts if abs(part.left - left) < 3 * em and part.right < right],
        [part for part in parts if abs(part.left - right) < 3 * em],
    ]
    return (left, right) if all(map(_is_column, columns)) else None


def _is_column(parts: Sequence[Line]) -> bool:
    widths = [part.right - part.left for part in parts]
    return (
        len(parts) >= _LINES and median(widths) >= _EVEN * max(widths) and median(len(p.text) for p in parts) >= _LONG
    )


def _one_under_other(parts: Sequence[Line], left: float, right: float) -> list[Line]:
    """The parts in the order in which they are read, those of the second column moved under the first."""
    across = sorted((part.middle for part in parts if part.left < right - 1 < part.right), reverse=True)
    bands: dict[float, list[Line]] = {}
    for part in sorted(parts, key=lambda part: part.middle):
        above = next((middle for middle in across if middle <= part.middle), 0.0)
        bands.setdefault(above, []).append(part)
    placed, down = list[Line](), 0.0
    for band in bands.values():
        depth = max(part.bottom for part in band) - min(part.top for part in band)
        second = [part for part in band if part.left >= right - 1]
        placed += [_moved(part, 0.0, down) for part in band if part not in second]
        if second:
            down += depth
            placed += [_moved(part, left - right, down) for part in second]
    return placed


def _moved(part: Line, across: float, down: float) -> Line:
    return replace(
        part, left=part.left + across, right=part.right + across, top=part.top + down, bottom=part.bottom + down
    )
