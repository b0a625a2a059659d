"""应当, 可以, 不得 and 不 in a text, each with what it governs: whether a sentence gives the force that its source gives.

不得 in a clause supports 不得 only before the same act: a source that says 不得公开 and 可以查阅 supports neither 可以公开 nor 不得查阅.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_FORCES = (
    ("ban", r"不得|禁止|严禁|不准|不许|不允许|不可以|不可(?![避或缺抗逆分预])|不应当?|不应该|切忌|杜绝"),
    ("exempt", r"不必|无需|无须|毋须|不需要?|可以不|可不|免于|免予"),
    ("unable", r"不能|不宜|无法"),
    ("must", r"必须|务必|(?<![无毋必])须"),
    ("should", r"应当|应该|(?<![相对反适响供效感顺一理回呼])应(?![急用对届付收聘邀答诉变纳缴得有])"),
    ("may", r"可以|(?<![不许认])可(?![能靠行见视持观比控用研再及信逆以操替持追溯])|允许|准许|有权"),
    ("not", r"未(?!来|必)|没有|没|不(?!断|仅|但|同|少|论|管|动产|良|足|低于|少于|小于|超|高于|多于|大于|到|满|等|锈|起|忘|愁|含税|良|定期|法|当|端|可或缺|一)|无(?!锡|人机|论|形|障碍|线|偿|害|缝|疑)|非(?!常|洲|遗|法|税|公)"),
)  # fmt: skip
"""Forces, strongest wording first; what fits one is not read again."""

_FORCE = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in _FORCES))
_RESTS_ON = {
    "ban": {"ban"}, "exempt": {"exempt"}, "unable": {"unable", "ban"}, "must": {"must"}, "should": {"should", "must"},
    "may": {"may"}, "not": {"not", "ban", "unable"},
}  # fmt: skip
"""Which forces of a source a sentence may give: 应当 rests on 必须, but 必须 does not on 应当."""

_DENIALS = frozenset({"ban", "exempt", "unable", "not"})
SPOKEN = frozenset({"ban", "exempt", "unable", "must", "should", "may"})
_PHRASE = re.compile(r"[^,，。;；:：!！?？\n\t]+")
_NEAR = 16
_ACT = 6
"""Of the six characters after a modal word, two must stand among the sixteen after a modal word of the source."""


@dataclass(frozen=True)
class Force:
    """A modal or negative word, its force, and the words of its phrase that follow it."""

    name: str
    word: str
    act: str


def forces(text: str) -> list[Force]:
    """The modal and negative words of a plain text, in order."""
    found = []
    for phrase in _PHRASE.finditer(text):
        for match in _FORCE.finditer(phrase[0]):
            after = phrase[0][match.end() :] or text[phrase.end() :]
            found.append(Force(match.lastgroup or "", match[0], after[:_NEAR]))
    return found


def missing_forces(sentence: str, source: str) -> list[str]:
    """Modal words of a sentence that its source does not give to the same act, and denials of the source left out."""
    known = forces(source)
    missing = [force.word for force in forces(sentence) if not _given(force, known)]
    return missing + _left_out(sentence, source)


def _given(stated: Force, known: Sequence[Force]) -> bool:
    """Whether the source gives this force to the act; where it gives the very act another force, that one decides."""
    same_act = [force for force in known if len(stated.act) > 1 and force.act[:2] == stated.act[:2]]
    mine = _pairs(stated.act[:_ACT])
    near = same_act or [force for force in known if not mine or mine & _pairs(force.act)]
    return any(force.name in _RESTS_ON[stated.name] for force in near)


def _left_out(sentence: str, source: str) -> list[str]:
    """不得 and 不 of the source's phrases that a phrase of the sentence repeats without them."""
    theirs = [phrase[0] for phrase in _PHRASE.finditer(source)]
    missing = []
    for match in _PHRASE.finditer(sentence):
        pairs = _pairs(match[0])
        shared = [len(pairs & _pairs(other)) for other in theirs]
        best = max(shared, default=0)
        if not pairs or best < (len(pairs) if len(pairs) < 3 else 0.6 * len(pairs)):
            continue
        lost = [_denials(other, match[0]) for share, other in zip(shared, theirs, strict=True) if share == best]
        if all(lost):
            missing.append(lost[0][0])
    return missing


def _denials(source: str, sentence: str) -> list[str]:
    """Denying words of a source phrase whose act the sentence repeats and does not deny."""
    own = [force for force in forces(sentence) if force.name in _DENIALS]
    return [
        force.word
        for force in forces(source)
        if force.name in _DENIALS and len(force.act) > 1 and force.act[:3] in sentence and not _denied(force, own)
    ]


def _denied(force: Force, own: Sequence[Force]) -> bool:
    return any(
        force.act[:2] in other.act[:4] and (force.name == other.name or force.name in _RESTS_ON[other.name])
        for other in own
    )


def _pairs(text: str) -> set[str]:
    return {text[i : i + 2] for i in range(len(text) - 1) if not re.search(r"\W", text[i : i + 2])}
