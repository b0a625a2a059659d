"""Facts: for each part of the question the one stretch of a clause that answers it, cited by its sentence."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.answer import Statement, quote
from assistant.candidate import Candidate
from assistant.certificate import certify
from assistant.composers.pointed import WHOLE, Pointed, plainest, pointed_at
from assistant.deadline import Deadline
from assistant.evidence import Evidence
from assistant.matching import Matcher, plain
from assistant.parts import parts
from assistant.question import ASKING, Question
from assistant.sentences import sentences, tidy, trimmed, unnumbered
from assistant.siblings import is_of_year
from index import Generation

_STRICT_UNIT = re.compile(r"多少(?P<unit>人|户|钱|元|万元|亩|公里|吨|分)")
_STRICT_BODY = re.compile(r"哪(?:一?家|个|所)(?P<body>公司|企业|银行|医院|学校)")
_ALL = re.compile(r"分别|各(?:是|有|为|涉)|两次|几次")
_MEMBER = re.compile(r"\s*\*{0,2}(?:[一二三四五六七八九十]是|[（(][一二三四五六七八九十\d]{1,2}[)）])")


def state_facts(question: Question, evidence: Evidence, generation: Generation, deadline: Deadline) -> list[Statement]:
    """One verbatim stretch for each part of the question, in the order of the document, without repeats."""
    asking, years = question.facets, question.years
    fitting = [
        one for one in evidence.candidates if not years or any(is_of_year(year, one, generation) for year in years)
    ]
    new = Matcher.of(ASKING.sub(" ", question.text), generation) if question.whole != question.text else None
    chosen: list[tuple[str, Pointed]] = []
    for place, facet in enumerate(deadline.each(asking)):
        if facet in evidence.unanswered and len(evidence.unanswered) < len(asking):
            continue
        best = pointed_at(fitting, place + 1 if len(asking) > 1 else 0, new)
        if best is None:
            best = plainest(facet, fitting, Matcher.of(ASKING.sub(" ", facet), generation), new)
        if best:
            chosen.append((facet, best))
    told = [pointed for facet, pointed in chosen if _states_unit(facet, pointed)]
    stretches = [stretch for pointed in deadline.each(told) for stretch in _stretches(question, pointed)]
    return [_certain(stretch) for stretch in deadline.each(_merged(stretches))]


def _states_unit(facet: str, pointed: Pointed) -> bool:
    """Whether the sentence has a number of the unit asked for, or the kind of body; counters (个, 项, 家 …) stand for each other."""
    body = _STRICT_BODY.search(facet)
    if body and body["body"] not in pointed.sentence:
        return False
    asked = _STRICT_UNIT.search(facet)
    if not asked:
        return True
    unit = asked["unit"].replace("钱", "元")
    return (
        re.search(rf"[\d一二三四五六七八九十百千万亿几数两][余多]?(?:名|个)?{unit}", plain(pointed.sentence))
        is not None
    )


@dataclass(frozen=True)
class Stretch:
    """What is stated (`start`, `end`), the whole sentence that is quoted for it, and the very words that answer.

    Offsets are into the clause.
    """

    candidate: Candidate
    start: int
    end: int
    quote_start: int
    quote_end: int
    words: tuple[tuple[int, int], ...] = ()


def _stretches(question: Question, pointed: Pointed) -> list[Stretch]:
    """The sentence of the words that answer, or of a long one the parts that they stand in: no bare fragment is shown.

    Where all of several are asked for, its fellow members too.
    """
    text = pointed.candidate.node.text
    if _ALL.search(question.text) and _MEMBER.match(text[pointed.first :]):
        members = [s for s in sentences(text) if _MEMBER.match(s.text)]
        return [Stretch(pointed.candidate, s.start, s.end, s.start, s.end) for s in members]
    start, end = pointed.first, pointed.last
    if end - start > WHOLE:
        own = [part for part in parts(text) if part.start < pointed.end and pointed.start < part.end]
        start, end = max(start, own[0].start), min(end, own[-1].end)
    return [Stretch(pointed.candidate, start, end, pointed.first, pointed.last, ((pointed.start, pointed.end),))]


def _merged(stretches: Sequence[Stretch]) -> list[Stretch]:
    """Stretches in reading order, the first clause's first; those of one sentence become one."""
    first = stretches[0].candidate if stretches else None
    merged: list[Stretch] = []
    for stretch in sorted(stretches, key=lambda s: (s.candidate is not first, s.candidate.node.node_id, s.quote_start)):
        last = merged[-1] if merged else None
        if last and last.candidate is stretch.candidate and stretch.quote_start < last.quote_end:
            joined = min(last.start, stretch.start), max(last.end, stretch.end)
            end = max(last.quote_end, stretch.quote_end)
            merged[-1] = Stretch(last.candidate, *joined, last.quote_start, end, last.words + stretch.words)
        else:
            merged.append(stretch)
    return merged


def _certain(stretch: Stretch) -> Statement:
    """The stretch, or its whole sentence where words cut off from it would not pass as the source's own: 不 before 可以."""
    statement = _statement(stretch)
    sources = [text for words in statement.quotes for text in (words.text, words.about)]
    if certify(statement.text, sources).holds:
        return statement
    return _statement(replace(stretch, start=stretch.quote_start, end=stretch.quote_end))


def _statement(stretch: Stretch) -> Statement:
    """The stretch as the statement, its whole sentence as the quote: short to read, and easy to check in its context."""
    text = stretch.candidate.node.text
    words = unnumbered(trimmed(text, stretch.start, stretch.end))
    source = unnumbered(trimmed(text, stretch.quote_start, stretch.quote_end))
    bare = [unnumbered(trimmed(text, *pair)) for pair in stretch.words]
    answering = tuple(quote(stretch.candidate, each.start, each.end) for each in bare)
    return Statement(
        tidy(words.text).rstrip("，,；;：:、"), (quote(stretch.candidate, source.start, source.end),), answering
    )
