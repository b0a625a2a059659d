"""A follow-up that names one thing alone, 那市外的医院呢: the question before it with that thing in the place of its like.

Both things side by side in one question would be read as asking of either.
"""

import re
from itertools import accumulate

from assistant.tagging import tagged

_ALONE = re.compile(
    r"^(?:那么?|要是|如果|假如|换成|改成|换作)?\s*(?P<thing>[^，。；？?]{2,14}?)(?:的话)?(?:又?怎么样|呢)?[？?]?$"
)
_ASKS = re.compile(r"多少|几|何|哪|谁|什么|吗|是否|怎|多久|多大|能不能|可不可以|啥|行不行")
_LED = re.compile(r"^(?:是|去|到|在|对|给|要)(?=.{2})")
_OF_A_THING = ("n", "m", "q", "a", "b", "j", "s", "f", "z", "eng", "nz", "vn", "l", "i", "x")
"""What a name is made of: nouns, numbers, measures and what qualifies them."""

_TAIL = 2
"""Words before what asks that are asked of whatever the question names."""

_NEAR = 8
"""Characters behind what is shared within which what the thing ends with is looked for."""

_LONGER = 1
"""Characters by which what qualified a thing may be longer than what takes its place."""

_NUMBER = re.compile(r"\d|[一二两三四五六七八九十百千万半]+\s*(?:个|天|年|月|周|礼拜|小时|岁|口|人|户|次|万|元|块|平)")
"""Another number is another number of the same: it replaces that, and nothing else."""

_PLACE = re.compile(r"^(?:按|在|请问)?([\u4e00-\u9fff]{2,4}?(?:自治县|[县市区镇乡]))")


def contrasted(earlier: str, text: str) -> str | None:
    """The earlier question asked of what the follow-up names; None where it asks something of its own."""
    alone = _ALONE.match(text)
    if alone is None or _ASKS.search(alone["thing"]) or not re.search(r"呢|的话|^那|^要是|^如果|^换", text):
        return None
    thing = _LED.sub("", alone["thing"]).removesuffix("的")
    if _NUMBER.search(thing) and not re.search(r"一[亩户个]$", thing):
        return None
    return _in_place_of_its_like(earlier, thing) or _of_another(earlier, thing)


def _in_place_of_its_like(earlier: str, thing: str) -> str | None:
    """The question with the thing where the longest stretch of it stood: 市级医院 gives way to 市外的医院."""
    shared = max(
        (thing[i:j] for i in range(len(thing)) for j in range(i + 2, len(thing) + 1) if thing[i:j] in earlier),
        key=len,
        default="",
    )
    if not shared:
        return None
    at = earlier.index(shared)
    start, end = at, at + len(shared)
    behind = thing.partition(shared)[2]
    ended = next(
        (
            earlier.find(behind[i:], end, end + _NEAR) + len(behind[i:])
            for i in range(len(behind))
            if behind[i:] in earlier[end : end + _NEAR]
        ),
        end,
    )
    end = max(end, ended)
    # What the thing says before what is shared takes the place of what qualified it; where it says nothing, nothing goes.
    most = at - thing.index(shared) - _LONGER
    for (word, flag), first, last in [] if thing.startswith(shared) else reversed(_spans(earlier)):
        qualifies = last == start and flag.startswith(_OF_A_THING) and not word.endswith(tuple("省市县区乡镇村"))
        if first < start < last or (qualifies and first >= most):
            start = first
    return f"{earlier[:start]}{thing}{earlier[end:]}" if earlier[start:end] != thing else None


def _of_another(earlier: str, thing: str) -> str | None:
    """What was asked, of the thing, in the place that was named: 岑溪县 + 低保户 + 补多少钱."""
    asks = _ASKS.search(earlier)
    if asks is None:
        return None
    start, taken = asks.start(), 0
    for (word, flag), first, last in reversed(_spans(earlier)):
        if last == start and taken < _TAIL and flag[0] in "nvamqtjbld" and word != "的":
            # A verb is all that is asked: 扣几分. What stands before it was asked of.
            start, taken = first, _TAIL if flag[0] == "v" else taken + 1
    place = _PLACE.match(earlier)
    return f"{place[1] if place else ''}{thing}{earlier[start:]}" if taken else None


def _spans(text: str) -> list[tuple[tuple[str, str], int, int]]:
    """The tagged words of a text with where each begins and ends."""
    words = tagged(text)
    ends = list(accumulate(len(word) for word, _ in words))
    return [(word, end - len(word[0]), end) for word, end in zip(words, ends, strict=True)]
