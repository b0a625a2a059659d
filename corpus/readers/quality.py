"""How far a text that was read can be trusted: a page that looks like text and is none must not pass in silence."""

import re
from collections.abc import Sequence

from corpus.readers.reading import ReadingWarning

_UNREADABLE = re.compile("[\ue000-\uf8ff\ufffd\U000f0000-\U0010ffff\x00-\x08\x0e-\x1f\x7f-\x9f]")
"""Private-use characters (a font's own codes), replacement characters and controls: no reader knows what they say."""

_MOJIBAKE = re.compile("[\u00a1-\u00ff]{4,}|锟斤拷|烫烫烫|屯屯屯|(?:[ÃÂåæçèé][\u0080-\u00bf]){2,}")
_YEAR = r"(?:19|20)\d{2}"
_GLUED = re.compile(
    rf"(?<![\w.\-/=&?])(?:{_YEAR}{_YEAR}{_YEAR}\d*|\d{{19,}}|\d+\.\d+\.\d+\.\d+\.\d+\.\d)|"
    rf"(?<=[\u4e00-\u9fff])(?:{_YEAR}{_YEAR}{_YEAR}\d*|\d{{19,}})"
)
_DOUBLED = re.compile(r"([\u4e00-\u9fff])\1([\u4e00-\u9fff])\2")

_UNUSABLE = 0.3
"""Share of unreadable characters above which nothing of a page can be used."""


def is_unusable(text: str) -> bool:
    """Whether so much of a text is unreadable that the rest cannot be understood."""
    ink = re.sub(r"\s", "", text)
    lost = len(_UNREADABLE.findall(ink)) + sum(len(m[0]) for m in _MOJIBAKE.finditer(ink))
    return bool(ink) and lost > _UNUSABLE * len(ink)


def page_warnings(text: str, pages: Sequence[int]) -> tuple[ReadingWarning, ...]:
    """Warnings for each page that looks wrong, or for the file where its format has no pages."""
    if not pages:
        return tuple(ReadingWarning(None, doubt) for doubt in _doubts(text))
    bounds = [*pages, len(text)]
    return tuple(
        ReadingWarning(number, f"第 {number} 页{doubt}")
        for number in range(1, len(pages) + 1)
        for doubt in _doubts(text[bounds[number - 1] : bounds[number]])
    )


def _doubts(text: str) -> list[str]:
    """What looks wrong in a text, each with an example."""
    ink = re.sub(r"\s", "", text)
    doubts = []
    lost = _UNREADABLE.findall(ink)
    if lost:
        doubts.append(f"有 {len(lost)} 个无法识别的字符（字体自定义编码），内容可能缺字，请核对原件")
    garbled = _MOJIBAKE.search(ink)
    if garbled:
        doubts.append(f"疑有乱码“{garbled[0][:12]}”，可能是编码错误，请核对原件")
    doubled = _DOUBLED.findall(ink)
    if len(doubled) >= 3 and 8 * len(doubled) > 0.1 * len(ink):
        doubts.append(f"文字疑有重影“{doubled[0][0] * 2}{doubled[0][1] * 2}”，同一个字读了两遍，请核对原件")
    glued = _GLUED.search(text)
    if glued:
        doubts.append(f"数字疑似粘连“{glued[0][:24]}”，可能是表格的几格连在一起，请核对原件")
    return doubts
