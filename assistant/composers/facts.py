"""Facts: for each part of the question the one stretch of a clause that answers it, cited by its sentence."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.answer import Statement, quote
from assistant.candidate import Candidate
from assistant.certificate import certify
from assistant.composers import spans
from assistant.composers.asked import ASKED, Asked
from assistant.composers.parts import parts
from assistant.composers.phrases import Phrase, best_phrase
from assistant.composers.pointed import pointed_at
from assistant.composers.spans import Span, spans_with_features
from assistant.deadline import Deadline
from assistant.evidence import Evidence
from assistant.matching import Matcher, plain
from assistant.question import ASKING, Question
from assistant.sentences import sentences, tidy, trimmed, unnumbered
from assistant.siblings import is_of_year
from assistant.terms import fits_year
from index import Generation

READ = 4
"""Candidates whose spans are weighed: a fact that stands further down is better not stated than guessed."""

WHOLE = 110
"""Characters up to which a sentence is stated whole where a question asks for several things at once."""

BRIEF = 30
"""Characters up to which it is stated whole whatever is asked: there is nothing to gain by cutting it."""

CLEAR = 60
"""Characters up to which it is where one thing is asked and the sentence holds several of its kind."""

HOME = 0.5
"""Score a span gains when it stands in the clause that answered the first part of the question."""

OTHER_YEAR = 2.0
"""Score a span loses when its sentence is of another year than the one asked for."""

TITLE = 3.0
"""Score a span loses that only repeats the title: it names the document and tells nothing of it."""

FOLLOW_UP = 1.5
"""Weight of what a follow-up adds to the question before it: that is what its answer must speak of."""

_STRICT_UNIT = re.compile(r"多少(?P<unit>人|户|钱|元|万元|亩|公里|吨|分)")
_STRICT_BODY = re.compile(r"哪(?:一?家|个|所)(?P<body>公司|企业|银行|医院|学校)")
_ALL = re.compile(r"分别|各(?:是|有|为|涉)|两次|几次")
_MEMBER = re.compile(r"\s*\*{0,2}(?:[一二三四五六七八九十]是|[（(][一二三四五六七八九十\d]{1,2}[)）])")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_COUNTED = re.compile(f"{ASKED['many']}|{ASKED['when']}")
_SUPPORTS = {
    "number": (re.compile(r"多少|几|比例|占比|标准"), re.compile(r"\d|百分之")),
    "date": (
        re.compile(r"什么时|何时|多久|哪[年月天]|期限|时间"),
        re.compile(r"\d\s*[年月日]|每.{0,4}[年月周]|[一二两三半\d]个?[年月]"),
    ),
}
"""Kinds of things asked for, and what a part of a sentence holds that answers them."""


def state_facts(question: Question, evidence: Evidence, generation: Generation, deadline: Deadline) -> list[Statement]:
    """One verbatim stretch for each part of the question, in the order of the document, without repeats."""
    chosen: list[tuple[str, Phrase]] = []
    asking = question.facets
    years = question.years
    fitting = [one for one in evidence.candidates if not years or any(is_of_year(year, one) for year in years)]
    new = Matcher.of(ASKING.sub(" ", question.text), generation) if question.whole != question.text else None
    for place, facet in enumerate(deadline.each(asking)):
        if facet in evidence.unanswered and len(evidence.unanswered) < len(asking):
            continue
        best = pointed_at(fitting, place + 1 if len(asking) > 1 else 0, new)
        if best is None:
            known = [phrase.span for _, phrase in chosen]
            best = _best(question, facet, evidence, generation, known, deadline)
        if best:
            chosen.append((facet, best))
    chosen = [(facet, phrase) for facet, phrase in chosen if _states_unit(facet, phrase.span)]
    stretches = [
        stretch
        for facet, phrase in deadline.each(chosen)
        for stretch in _stretches(question, facet, phrase, len(asking) > 1, generation)
    ]
    return [_certain(stretch) for stretch in deadline.each(_merged(stretches))]


def _best(
    question: Question,
    facet: str,
    evidence: Evidence,
    generation: Generation,
    chosen: Sequence[Span],
    deadline: Deadline,
) -> Phrase | None:
    """The words that answer one part of the question best."""
    asked = Asked.of(facet, generation)
    found, rows = spans_with_features(asked, evidence.candidates[:READ], deadline)
    if not found:
        return None
    scores = spans.totals(spans.ranker(), rows)
    home = chosen[0].candidate if chosen else None
    new = Matcher.of(ASKING.sub(" ", question.text), generation) if question.whole != question.text else None
    titles = {id(candidate): plain(candidate.letterhead.title or "") for candidate in evidence.candidates[:READ]}
    scores += [
        HOME * (span.candidate is home)
        - OTHER_YEAR * (not _of_year(question, facet, span))
        - TITLE * (_is_title(span, titles[id(span.candidate)]) or span.text.rstrip().endswith(("：", ":")))
        + (FOLLOW_UP * new.held(plain(span.sentence)) if new else 0.0)
        for span in found
    ]
    deadline.check()
    return best_phrase(asked, found, scores)


def _is_title(span: Span, title: str) -> bool:
    """Whether a span is nothing but words of the title; one that is much longer need not be read."""
    return span.end - span.start <= 2 * len(title) and plain(span.text) in title


def _states_unit(facet: str, span: Span) -> bool:
    """Whether the sentence has a number of the unit asked for, or the kind of body; counters (个, 项, 家 …) stand for each other."""
    body = _STRICT_BODY.search(facet)
    if body and body["body"] not in span.sentence:
        return False
    asked = _STRICT_UNIT.search(facet)
    if not asked:
        return True
    sentence = plain(span.sentence)
    unit = asked["unit"].replace("钱", "元")
    return re.search(rf"[\d一二三四五六七八九十百千万亿几数两][余多]?(?:名|个)?{unit}", sentence) is not None


def _of_year(question: Question, facet: str, span: Span) -> bool:
    """Whether the sentence can be about the year that this part of the question names."""
    candidate = span.candidate
    named = [year for year in question.years if str(year) in facet]
    return not named or any(fits_year(year, span.sentence, candidate.node, candidate.letterhead) for year in named)


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


def _stretches(question: Question, facet: str, phrase: Phrase, several: bool, generation: Generation) -> list[Stretch]:
    """The phrase; its whole sentence where several things are asked; its fellow members where all of several are."""
    span = phrase.span
    whole, words = (span.sentence_start, span.sentence_end), ((phrase.start, phrase.end),)
    text = span.candidate.node.text
    if _ALL.search(question.text) and _MEMBER.match(text[span.sentence_start :]):
        members = [s for s in sentences(text) if _MEMBER.match(s.text)]
        return [Stretch(span.candidate, s.start, s.end, s.start, s.end) for s in members]
    if span.candidate.reads:
        return [Stretch(span.candidate, *_in_whole_parts(phrase), *whole, words)]
    if not several and not _ambiguous(facet, phrase) and whole[1] - whole[0] > BRIEF:
        # The full stop of a sentence that is stated to its end belongs to it.
        end = phrase.end if re.search(r"\w", text[phrase.end : whole[1]]) else whole[1]
        return [Stretch(span.candidate, phrase.start, end, *whole, words)]
    if whole[1] - whole[0] <= (WHOLE if several else CLEAR):
        return [Stretch(span.candidate, *whole, *whole, words)]
    return [Stretch(span.candidate, *_readable(facet, span, generation), *whole, words)]


def _in_whole_parts(phrase: Phrase) -> tuple[int, int]:
    """The sentence of the words that answer, or of a long one the parts that they stand in: no bare fragment is shown."""
    span = phrase.span
    if span.sentence_end - span.sentence_start <= WHOLE:
        return span.sentence_start, span.sentence_end
    own = [part for part in parts(span.candidate.node.text) if part.start < phrase.end and phrase.start < part.end]
    return max(span.sentence_start, own[0].start), min(span.sentence_end, own[-1].end)


def _ambiguous(facet: str, phrase: Phrase) -> bool:
    """Whether a number or a date is asked for and the sentence has several, or the phrase none: the reader must see which."""
    numbers = set(_NUMBER.findall(plain(phrase.span.sentence)))
    return bool(_COUNTED.search(facet)) and bool(len(numbers) > 1 or (numbers and not _NUMBER.search(phrase.text)))


def _readable(facet: str, span: Span, generation: Generation) -> tuple[int, int]:
    """The span widened to the parts of its sentence that hold most of the question, or the kind of thing asked for."""
    text = span.candidate.node.text
    matcher = Matcher.of(ASKING.sub(" ", facet), generation)
    own = [part for part in parts(text) if span.sentence_start <= part.start < span.sentence_end]
    held = [matcher.held(plain(text[part.start : part.end])) for part in own]
    wanted = [pattern for asks, pattern in _SUPPORTS.values() if asks.search(facet)]
    start, end = span.start, span.end
    for _, part in sorted(zip(held, own, strict=True), key=lambda item: -item[0]):
        words = text[part.start : part.end]
        useful = matcher.held(plain(words)) >= max(held) * 0.6 or any(pattern.search(words) for pattern in wanted)
        if useful and max(end, part.end) - min(start, part.start) <= WHOLE:
            start, end = min(start, part.start), max(end, part.end)
    return start, end


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
