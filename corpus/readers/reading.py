"""What a reader returns."""

from collections.abc import Callable
from dataclasses import dataclass

from corpus.region import Region


@dataclass(frozen=True)
class ReadingWarning:
    """Something doubtful that a person should know when this part is cited; `page` counts from 1, None for the file."""

    page: int | None
    text: str


@dataclass(frozen=True)
class Reading:
    """The text of a file. `pages` holds the offset at which each page starts, empty where the format has no pages.

    `regions` tell where the text of pages stands that were recognised from a picture, in the order of the text.
    """

    text: str
    pages: tuple[int, ...] = ()
    warnings: tuple[ReadingWarning, ...] = ()
    regions: tuple[Region, ...] = ()


PageDone = Callable[[int, int], None]
"""What a reader calls after each page of the formats that have pages: (pages done, pages in all)."""


def nothing(done: int, of: int) -> None:
    """A `PageDone` for where nobody waits."""
