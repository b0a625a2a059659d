"""A clause cut at its commas and stops."""

import re
from dataclasses import dataclass

_PART = re.compile(r"[^，,：:；;。！？!?\n\t]*[，,：:；;。！？!?\n\t]+[”’」』）)]*|[^，,：:；;。！？!?\n\t]+$")
_SENTENCE_END = re.compile(r"[。！？!?；;\t]")


@dataclass(frozen=True)
class Part:
    """What stands between two marks, and the number of the sentence it belongs to. Offsets are into the clause."""

    start: int
    end: int
    sentence: int


def parts(text: str) -> list[Part]:
    """The text cut at commas, colons and stops; a line break ends a sentence only after a short line."""
    found: list[Part] = []
    sentence = 0
    for match in _PART.finditer(text):
        if not match[0].strip():
            continue
        found.append(Part(match.start(), match.end(), sentence))
        if _SENTENCE_END.search(match[0]) or ("\n" in match[0] and len(match[0].strip()) < 40):
            sentence += 1
    return found
