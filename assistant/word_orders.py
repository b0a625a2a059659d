"""A phrase in the other orders in which Chinese says the same: the passive, 将, 对…进行, and where times and bounds stand.

Each order is made only as far as the source has it, for words in another order mostly say another thing.
"""

import re
from collections.abc import Iterator
from itertools import islice

NUMBER = "#"
"""What stands for every number and date."""

BREAK, STOP, LIST, LABEL = "，", "。", "、", "："
"""The four marks between the parts of a canonical text."""

MODAL = r"应(?![急用])|不得|可(?![行靠])|须|要(?!求)|不能|有权|未|不(?![同断足])"
"""Words that say whether something is to be done."""

_TURNED = 80
"""Characters of a phrase that is looked for in other orders of its words."""


def orders(phrase: str, source: str) -> Iterator[str]:
    """A phrase in other orders of the same words, as far as the source has one of them."""
    if len(phrase) > _TURNED:
        return
    yield from _modal_first(phrase)
    yield from _time_moved(phrase, source)
    yield from _done_to(phrase, source)
    yield from _bound_behind(phrase, source)
    yield from _without_passive(phrase, source)
    yield from _with_passive(phrase, source)


def _modal_first(phrase: str) -> Iterator[str]:
    """每学期应当检查 as 应当每学期检查, and the other way round."""
    for pattern, order in ((rf"({NUMBER})({MODAL})", r"\2\1"), (rf"({MODAL})({NUMBER})", r"\2\1")):
        if re.search(pattern, phrase):
            yield re.sub(pattern, order, phrase, count=1)


def _time_moved(phrase: str, source: str) -> Iterator[str]:
    """2023年白水镇有 as 白水镇2023年有."""
    rest = phrase.removeprefix(NUMBER)
    for size in range(2, min(12, len(rest) - 1)) if rest != phrase else ():
        if f"{rest[size - 1]}{NUMBER}{rest[size : size + 2]}" in source:
            yield rest[:size] + NUMBER + rest[size:]


def _done_to(phrase: str, source: str) -> Iterator[str]:
    """监督资金使用 as 对资金使用进行监督."""
    for match in re.finditer(
        r"对([^，。]{2,30}?)(?:进行|开展|实施|予以)([\u4e00-\u9fff]{2})(?![\u4e00-\u9fff])", source
    ):
        if match[2] + match[1] in phrase:
            yield phrase.replace(match[2] + match[1], match[0], 1)


def _bound_behind(phrase: str, source: str) -> Iterator[str]:
    """五千元以下的支出 as 支出五千元以下的: what bounds a thing, behind it."""
    for match in islice(re.finditer("的", phrase), 3):
        bound, rest = phrase[: match.end()], phrase[match.end() :]
        for size in range(2, min(12, len(rest)) + 1):
            for put in (bound, f"在{bound}"):
                if rest[:size] + put + ("" if size == len(rest) else BREAK) in source:
                    yield rest[:size] + put + rest[size:]


def _without_passive(phrase: str, source: str) -> Iterator[str]:
    """地块由县林业局验收 as 县林业局验收地块, and as 县林业局将地块验收."""
    for match in islice(re.finditer(r"(应|须|不得|可)?由", phrase), 3):
        thing, rest, modal = phrase[: match.start()], phrase[match.end() :], match[1] or ""
        if not thing or not rest:
            continue
        if not modal:
            yield rest + thing
        for size in range(2, len(rest)):
            joint = f"{rest[size - 1]}{modal}"
            if modal and joint + rest[size] in source:
                yield f"{rest[:size]}{modal}{rest[size:]}{thing}"
            if f"{joint}将{thing}{rest[size]}" in source:
                yield f"{rest[:size]}{modal}将{thing}{rest[size:]}"


def _with_passive(phrase: str, source: str) -> Iterator[str]:
    """县林业局验收地块 as 地块由县林业局验收, and as 县林业局将地块验收."""
    for size in range(2, len(phrase) - 1):
        doing, thing = phrase[:size], phrase[size:]
        if f"{thing}由{doing[:2]}" in source:
            yield f"{thing}由{doing}"
        for cut in range(1, size) if f"将{thing}" in source else ():
            if f"{doing[cut - 1]}将{thing}{doing[cut]}" in source:
                yield f"{doing[:cut]}将{thing}{doing[cut:]}"
