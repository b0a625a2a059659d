"""Titles and 发文字号 as they are compared: without marks, notes and widths."""

import re
import unicodedata
from functools import lru_cache

_NOTE = re.compile(r"[（(][^（）()]*[)）]$")
_SERIAL = re.compile(r"(\d{4})\D{1,3}(?:第)?0*(\d{1,5})\D*号")


@lru_cache(maxsize=1 << 14)
def plain_title(title: str) -> str:
    """A title in one width, without white space and without 《》 and quotation marks."""
    return re.sub(r"[\s《》“”\"]", "", unicodedata.normalize("NFKC", title))


def bare_title(title: str) -> str:
    """A title without marks and without what stands in brackets behind it: （试行）, (2023年修订)."""
    plain = plain_title(title)
    while note := _NOTE.search(plain):
        plain = plain[: note.start()]
    return plain


def serial(number: str) -> str | None:
    """The year and the serial of a 发文字号 (2024-12), by which it is looked up; None of what has none."""
    match = _SERIAL.search(unicodedata.normalize("NFKC", number))
    return f"{match[1]}-{match[2]}" if match else None
