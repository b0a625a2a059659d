"""Whether a document is in force on a day, from when until when, and by which clause: from what all documents say of force.

A repealed measure reads like any other. What says that it is repealed stands in another file, in one sentence at its end.
"""

import datetime
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal

from assistant.answer import Citation
from assistant.candidate import NAMED, Candidate
from assistant.question import Question
from assistant.scope import bears, named_documents, names_of
from corpus import Effect
from corpus.titles import bare_title
from index import Generation, IndexedDocument

BEHIND = 2.0
"""By how much a clause that is not in force must be the better one to come before one that is: then nothing in force says it."""

SUPERSEDED = 10.0
"""By how much a clause comes behind all others where what is now in force in its place is among them."""

SPEAKS = 0.6
"""Share of the question that what repealed a document must hold, of what that held, to be what is in force in its place."""

RULES = frozenset({"办法", "实施办法", "规定", "细则", "实施细则", "条例", "规则", "规程", "法", "制度", "令"})
"""Kinds of documents that rule until they are ended; plans, notices and reports are of their year."""

State = Literal["尚未施行", "现行", "已修改", "已废止", "已过有效期", "不明"]

_TELLS = frozenset(
    [
        "报告",
        "答复",
        "复函",
        "函",
        "纪要",
        "公示",
        "台账",
        "清单",
        "总结",
        "讲话",
        "讲话稿",
        "简报",
        "通报",
        "公报",
        "议案",
        "请示",
    ]
)
"""Kinds of documents that tell and do not rule: that they are in force means nothing."""

UNKNOWN: State = "不明"
"""Of documents that say nothing of their force, not even when they were issued."""

OUT_OF_FORCE = frozenset({"尚未施行", "已废止", "已过有效期"})
"""States in which a rule is no basis."""


@dataclass(frozen=True)
class Basis:
    """The words of a clause that say what holds."""

    document: str
    clause: str
    quote: str


@dataclass(frozen=True)
class Validity:
    """The state of a document, or of one article of it, on a day; dates are ISO."""

    state: State
    begins: str | None = None
    ends: str | None = None
    by: tuple[Basis, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """As the contract of `show --json` has it."""
        return {"state": self.state, "from": self.begins, "until": self.ends, "by": [asdict(each) for each in self.by]}


def validity_of(document: IndexedDocument, generation: Generation, day: datetime.date) -> Validity:
    """The state of a document on a day, by what it says of itself and what the others say of it."""
    own = [effect for effect in document.effects if effect.kind in ("from", "until") and effect.date]
    begins = next((effect for effect in own if effect.kind == "from"), None)
    ends = min((effect for effect in own if effect.kind == "until"), key=lambda each: each.date or "", default=None)
    since = begins.date if begins else document.letterhead.date
    until = ends.date if ends else None
    repealed = _touched(document, generation, "repeals")
    when = next((effect.date for _, effect in repealed), None)
    told = str(day)
    if repealed and (when or "") <= told:
        return Validity("已废止", since, when, _by(repealed, generation))
    until = min(filter(None, (until, when)), default=None)
    # A plan or a report may be of a year before it was issued; a rule is not.
    if since and since > told and (begins or document.letterhead.kind in RULES):
        return Validity("尚未施行", since, until, _by(_own(document, begins), generation))
    if until and until < told:
        return Validity("已过有效期", since, until, _by(_own(document, ends), generation))
    amended = [each for each in _touched(document, generation, "amends") if (each[1].date or "") <= told]
    if amended:
        return Validity("已修改", since, until, _by(amended, generation))
    rules = begins or (since and document.letterhead.kind not in _TELLS)
    return Validity("现行" if rules else UNKNOWN, since, until, _by(_own(document, begins, ends), generation))


def is_in_force(name: str, generation: Generation, day: datetime.date) -> bool:
    """Whether a document may be a basis on a day: nothing says that it is repealed, expired or not yet in force."""
    return validity_of(generation.entry(name), generation, day).state not in OUT_OF_FORCE


def applied_in(year: int, name: str, generation: Generation) -> bool:
    """Whether a document is a rule that was in force in a year: the year of a rule is not the only one that it applies to."""
    document = generation.entry(name)
    if document.letterhead.kind not in RULES:
        return False
    ends = [validity_of(document, generation, datetime.date(year, *day)) for day in ((1, 1), (12, 31))]
    return any(each.begins and each.state in ("现行", "已修改") for each in ends)


def articles_of(document: IndexedDocument, generation: Generation, day: datetime.date) -> dict[str, Validity]:
    """The articles that are in another state than their document, by address: those that were changed or dropped."""
    found: dict[str, Validity] = {}
    begins = validity_of(document, generation, day).begins
    for amending, effect in _touched(document, generation, "amends"):
        if effect.article and (effect.date or "") <= str(day):
            (basis,) = _by([(amending, effect)], generation)
            dropped = "删" in basis.quote and "修改为" not in basis.quote
            state: State = "已废止" if dropped else "已修改"
            found[effect.article] = Validity(state, begins, effect.date if dropped else None, (basis,))
    return found


def repeals_of_absent(question: Question, generation: Generation) -> list[tuple[IndexedDocument, Effect]]:
    """What repealed a document that is named and not in the library."""
    asked = bare_title(question.whole)
    return [
        (other, effect)
        for other, effect in generation.said_of_others("repeals")
        if (effect.title and bare_title(effect.title) in asked) or (effect.number and effect.number in question.numbers)
    ]


def asks_of_force(question: Question, generation: Generation) -> bool:
    """Whether the library knows of what the question names whether it is in force."""
    return question.kind == "validity" and bool(
        named_documents(question, generation.documents()) or repeals_of_absent(question, generation)
    )


def clause_validity(citation: Citation, generation: Generation, day: datetime.date) -> Validity:
    """Whether a clause that is cited is in force on a day: as its document is, but for what was changed or dropped of it."""
    document = generation.entry(citation.document)
    whole = validity_of(document, generation, day)
    if whole.state != "已修改":
        return whole
    changed = articles_of(document, generation, day).get(citation.clause)
    return changed or replace(whole, state="现行", by=())


def with_states(citations: Iterable[Citation], generation: Generation, day: datetime.date) -> tuple[Citation, ...]:
    """The citations, each with the state of its clause on a day."""
    return tuple(replace(each, state=clause_validity(each, generation, day).state) for each in citations)


def in_force_first(question: Question, ordered: Sequence[Candidate], generation: Generation) -> list[Candidate]:
    """The candidates with those behind that are not in force on the day asked about, or that a decision changed.

    What the question names is what it asks about, in force or not. The scores are handed out anew, from the highest down: whether
    something answers does not depend on whether it is in force.
    """
    states = {
        entry.name: (validity_of(entry, generation, question.day), articles_of(entry, generation, question.day))
        for entry in map(generation.entry, dict.fromkeys(candidate.document for candidate in ordered))
    }
    if not any(whole.state in OUT_OF_FORCE or changed for whole, changed in states.values()):
        return list(ordered)
    for document in named_documents(question, generation.documents()):
        states.pop(document.name, None)
    weighed = sorted(
        ordered, key=lambda each: (_loss(each, *states[each.document]) if each.document in states else 0) - each.score
    )
    instead = {each.node.node_id: list(_instead(each, states, weighed, generation)) for each in weighed}
    ranked = list(_each_once(one for each in weighed for one in (instead[each.node.node_id] or [each])))
    given = sorted((candidate.score for candidate in ordered), reverse=True)[: len(ranked)]
    given += [given[-1]] * (len(ranked) - len(given)) if given else []
    standing = [replace(candidate, score=score) for candidate, score in zip(ranked, given, strict=True)]
    known = {candidate.node.node_id for candidate in standing}
    gone = [each for each in ordered if each.node.node_id not in known]
    return [*standing, *(replace(each, score=given[-1] - SUPERSEDED) for each in gone)]


def is_partial(changed: Validity) -> bool:
    """Whether a decision changed words of an article, which must be read with it, and did not write it anew."""
    return bool(changed.by) and bool(re.search(r"中的?\s*[“\"]|第\S{1,3}[款项]|增加", changed.by[0].quote))


def _each_once(candidates: Iterable[Candidate]) -> Iterable[Candidate]:
    known = set()
    for candidate in candidates:
        if candidate.node.node_id not in known:
            known.add(candidate.node.node_id)
            yield candidate


def _instead(
    candidate: Candidate,
    states: Mapping[str, tuple[Validity, Mapping[str, Validity]]],
    ordered: Sequence[Candidate],
    generation: Generation,
) -> Iterable[Candidate]:
    """What now says what a clause said: the decision that changed it, or what repealed its document and speaks of the same."""
    whole, changed = states.get(candidate.document, (None, {}))
    if whole is None or candidate.score == NAMED:
        return
    own = changed.get(candidate.address)
    if own and not is_partial(own) and (node := generation.find(own.by[0].document, own.by[0].clause)):
        known = next((one for one in ordered if one.node.node_id == node.node_id), None)
        yield known or replace(candidate, node=node, letterhead=generation.letterhead(own.by[0].document))
    if whole.state == "已废止":
        by = {basis.document for basis in whole.by}
        speaks = SPEAKS * candidate.features.get("terms_all", 0.0)
        yield from [one for one in ordered if one.document in by and one.features.get("terms_all", 0.0) >= speaks][:1]


def _loss(candidate: Candidate, whole: Validity, changed: Mapping[str, Validity]) -> float:
    own = changed.get(candidate.address, whole)
    return BEHIND if candidate.score != NAMED and own.state in OUT_OF_FORCE else 0.0


def _own(document: IndexedDocument, *effects: Effect | None) -> list[tuple[IndexedDocument, Effect]]:
    return [(document, effect) for effect in effects if effect]


def _touched(document: IndexedDocument, generation: Generation, kind: str) -> list[tuple[IndexedDocument, Effect]]:
    """What other documents say that they do to this one, the earliest first."""
    said = generation.said_of(kind, names_of(document), document.letterhead.number)
    found = [
        (other, effect) for other, effect in said if other.name != document.name and _means(effect, document, other)
    ]
    return sorted(found, key=lambda each: each[1].date or "")


def _means(effect: Effect, document: IndexedDocument, other: IndexedDocument) -> bool:
    """Whether what is repealed or amended is this document: by its number where both have one, else by its title.

    A new version repeals the old one of its own title: what is repealed is never younger than what repeals it.
    """
    if effect.number and document.letterhead.number:
        return bears(effect.number, document)
    if not effect.title or bare_title(effect.title) not in names_of(document):
        return False
    # A title that names no place means the measure of the same one.
    own, its = document.letterhead, other.letterhead
    same_place = own.region is None or its.region is None or own.region in effect.title or own.region == its.region
    return same_place and (not own.date or own.date < (its.date or effect.date or "9"))


def _by(said: Iterable[tuple[IndexedDocument, Effect]], generation: Generation) -> tuple[Basis, ...]:
    return tuple(
        Basis(document.name, effect.address, generation.document(document.name).text[effect.start : effect.end])
        for document, effect in said
    )
