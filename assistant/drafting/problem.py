"""A problem as it is told, read into its parts: what is wrong in each, and the figures that a draft has to answer.

Audits tell several faults in one breath: 一是…；二是…, or sentence after sentence. Each part may need a rule of its own, and each
amount and count must be met by something that is done.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_ENUMERATOR = re.compile(
    r"(?:(?<=[：:；;。，,\s])|^)(?:[一二三四五六七八九十]是|[（(]?\d{1,2}(?:[）)、]|[.．](?!\d))|[（(][一二三四五六七八九十]{1,2}[）)])\s*"
)
_SENTENCE = re.compile(r"[^。；;！!\n]+[。；;！!\n]*")
_TOLD = re.compile(
    r"^(?:经(?:查|核查|抽查|审计)|审计(?:发现|查出|抽查|指出)?|检查(?:发现)?|抽查(?:发现)?|巡察(?:发现)?|(?:现场)?核查(?:发现)?|发现|反映|其中|此外|另外)[，,：:]?"
)
_LEADS_IN = re.compile(r"[^，,。]*(?:存在|发现|如下|以下|下列)[^，,。]*[：:，,]?\s*$")
_FIGURE = re.compile(
    r"\d[\d,]*(?:\.\d+)?\s*(?:[万亿百千]*(?:元|吨|亩|平方米|公里|米)|[%％]|[人户名个项件笔辆座处家条套所批次块台张份宗起])"
)
_MONEY = re.compile(r"\d\s*[万亿百千]?元")

SHORT = 8
"""Characters below which what stands between marks is no part of its own."""


@dataclass(frozen=True)
class Problem:
    """A problem: its text whole, what leads in to its parts, and the parts; one that tells one thing has one part."""

    text: str
    lead: str
    parts: tuple[str, ...]

    @property
    def asked(self) -> tuple[str, ...]:
        """What fitting texts are looked for by: the whole and, of several, each part behind what leads in to it."""
        return (self.text, *(f"{self.lead}{part}" for part in self.parts)) if len(self.parts) > 1 else (self.text,)


def read_problem(text: str) -> Problem:
    """Cut a problem where it enumerates, else at full stops and semicolons; parts that say nothing of their own are joined on."""
    plain = " ".join(text.split())
    marks = list(_ENUMERATOR.finditer(plain))
    if len(marks) > 1:
        bounds = [*(mark.end() for mark in marks)]
        ends = [*(mark.start() for mark in marks[1:]), len(plain)]
        return Problem(
            plain,
            _LEADS_IN.sub("", plain[: marks[0].start()]).strip(),
            _clean(plain[a:b] for a, b in zip(bounds, ends, strict=True)),
        )
    return Problem(plain, "", _clean(_joined(_SENTENCE.findall(plain))))


def tells_money(text: str) -> bool:
    """Whether a problem tells a sum of money."""
    return bool(_MONEY.search(text))


def figures_of(part: str) -> tuple[str, ...]:
    """The amounts and counts of a part, as it writes them."""
    return tuple(dict.fromkeys(match[0].strip() for match in _FIGURE.finditer(part)))


def _joined(sentences: Sequence[str]) -> list[str]:
    """Sentences with those too short to tell a fault joined to the one before."""
    found: list[str] = []
    for sentence in sentences:
        if found and len(sentence.strip(" 。；;")) < SHORT:
            found[-1] += sentence
        else:
            found.append(sentence)
    return found


def _clean(parts: Iterable[str]) -> tuple[str, ...]:
    return tuple(clean for part in parts if (clean := _TOLD.sub("", part.strip(" 。；;，,\n"))))
