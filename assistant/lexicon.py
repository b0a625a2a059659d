"""Colloquial wording to official wording: 吃低保 → 享受低保. Data in a file that users can add to.

A line is a colloquial expression, a tab, and the official expressions that may stand for it, divided by spaces. A file
`lexicon.tsv` in the data directory adds to what ships with the product.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from assistant.errors import InputError

Lexicon = Mapping[str, tuple[str, ...]]

_SHIPPED = Path(__file__).with_name("lexicon.tsv")


def load_lexicon(addition: Path | None = None) -> Lexicon:
    """The shipped lexicon, with the user's file over it where there is one.

    Raises:
        InputError: if a line of the user's file has no tab or no official wording.
    """
    shipped = _read(_SHIPPED)
    if addition is None or not addition.exists():
        return shipped
    return {**shipped, **_read(addition)}


@cache
def _read(path: Path) -> dict[str, tuple[str, ...]]:
    entries = {}
    for number, line in enumerate(path.read_text(encoding="utf-8-sig").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        spoken, _, official = line.partition("\t")
        if not official.split():
            raise InputError(f"{path} 第 {number} 行缺少制表符或公文用语，应为：口语<Tab>公文用语 公文用语")
        entries[spoken.strip()] = tuple(official.split())
    return entries
