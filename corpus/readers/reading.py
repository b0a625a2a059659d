"""What a reader returns."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ReadingWarning:
    """Something doubtful that a person should know when this part is cited; `page` counts from 1, None for the file."""

    page: int | None
    text: str


@dataclass(frozen=True)
class Reading:
    """The text of a file. `pages` holds the offset at which each page starts, empty where the format has no pages."""

    text: str
    pages: tuple[int, ...] = ()
    warnings: tuple[ReadingWarning, ...] = ()


def nothing() -> None:
    """What a reader calls after each page where nobody waits for it."""
