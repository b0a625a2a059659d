"""When a text from a source counts as a gold quote, however the source was cut.

Gold is a verbatim quote of the source, so clauses, chunks and pages can all be judged alike: white space, punctuation and
character widths are ignored, and a text counts if it holds the quote, lies inside it, or shares most of it in one run.
"""

import re
import unicodedata
from functools import cache

SHARE = 0.6
"""Share of a quote that one run of a text must hold."""

LEAST = 6
"""Characters below which a text inside a quote, or a shared run, says nothing."""

_DECIMAL_POINT = re.compile(r"(?<=\d)\.(?=\d)")
_IGNORED = re.compile(r"[\W_]+")


@cache
def plain(text: str) -> str:
    """Letters, digits and Chinese characters only; the point of 5.8 and the sign of 5% are kept, as words."""
    text = unicodedata.normalize("NFKC", text)
    return _IGNORED.sub("", _DECIMAL_POINT.sub("点", text).replace("%", "百分号")).lower()


def holds(source: str, quote: str) -> bool:
    """Whether a text from the source is the quote, or enough of it."""
    text, wanted = plain(source), plain(quote)
    if not text or not wanted:
        return False
    if wanted in text or (len(text) >= LEAST and text in wanted):
        return True
    run = max(LEAST, int(len(wanted) * SHARE))
    return any(wanted[start : start + run] in text for start in range(len(wanted) - run + 1))
