"""Where words stand on a page that was recognised from a picture, so that they can be shown there."""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Region:
    """A recognised line or table cell: its offsets in the text, its page, and its box in parts of the page's size.

    The box is measured from the top left corner of the page after `turned` quarter turns counter-clockwise, which is how
    the page was read: whoever shows it to a person turns it too.
    """

    start: int
    end: int
    page: int
    left: float
    top: float
    right: float
    bottom: float
    turned: int = 0
    is_cell: bool = False

    def part(self, text: str, start: int, end: int) -> "Region":
        """The region of the words from `start` to `end` of the text, which stand in this one.

        A recogniser tells where a line is and not where its characters are, but Chinese is printed in even steps. A cell
        is given whole: it may hold several lines.
        """
        if self.is_cell:
            return self
        unit = (self.right - self.left) / _width(text[self.start : self.end])
        left = self.left + unit * _width(text[self.start : start])
        return replace(self, start=start, end=end, left=left, right=left + unit * _width(text[start:end]))


def regions_of(regions: Iterable[Region], text: str, start: int, end: int) -> Iterator[Region]:
    """The regions of the words from `start` to `end` of the text, one for each line or cell that they run through."""
    for region in regions:
        first, last = max(start, region.start), min(end, region.end)
        if first < last:
            yield region.part(text, first, last)


def _width(text: str) -> int:
    """Width in print: a Chinese character takes the room of two letters."""
    return sum(2 if unicodedata.east_asian_width(character) in "WFA" else 1 for character in text)
