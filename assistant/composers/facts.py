"""Facts: for each part of the question the one sentence that holds most of it and is of the kind asked for."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.answer import Statement, verbatim
from assistant.evidence import Candidate, Evidence, context, coverage, fits_year
from assistant.question import Question
from assistant.sentences import Sentence, sentences, unnumbered

READ = 6
"""Candidates whose sentences are weighed: a fact that stands further down is better not stated than guessed."""

_FACET = re.compile(r"[？?；;。]|，(?=.*[？?多几何哪谁])")
_ASKED_UNIT = re.compile(
    r"(?:多少|几)(?:个|多)?(?P<unit>人次|户|人|个|名|项|家|件|份|亩|公里|元|万元|倍|次|天|辆|座|条|类|种|处|期|批|钱)?"
)
_NUMBER = re.compile(r"\d|[一二三四五六七八九十百千万两]+(?:个|户|人|项|次|元|年|月|天|日|倍|类|家|名)")
_PERCENT = re.compile(r"\d\s*[%％]|百分之")
_DATE = re.compile(
    r"\d\s*[年月日]|每[一二两三四五六七八九十半\d]*个?[月年日周季]|[一二两三四五六七八九十\d]+\s*(?:个月|年|日|天|周|小时)|届满|期限"
)
_BODY = re.compile(r"局|委|办|部|厅|政府|中心|公司|站|院|会|队|组|人员|干部|乡|镇")


@dataclass(frozen=True)
class _Scored:
    candidate: Candidate
    sentence: Sentence
    score: float
    held: frozenset[str]


def state_facts(question: Question, evidence: Evidence, weights: Mapping[str, float]) -> list[Statement]:
    """One verbatim sentence for each part of the question, in the order of the document, without repeats."""
    chosen: list[_Scored] = []
    for facet in facets(question):
        best = _best(question, facet, evidence, weights, chosen)
        if best and all(best.sentence != other.sentence or best.candidate != other.candidate for other in chosen):
            chosen.append(best)
    ordered = sorted(
        chosen, key=lambda item: (item.candidate != chosen[0].candidate, item.candidate.address, item.sentence.start)
    )
    return [verbatim(item.candidate, item.sentence.start, item.sentence.end) for item in ordered]


def facets(question: Question) -> list[str]:
    """The parts of a question that ask for something each: 投入多少，拨付率多少 asks twice."""
    parts = [part for part in _FACET.split(question.text) if len(part.strip()) > 3]
    asking = [part for part in parts if re.search(r"多少|几|何|哪|谁|什么|吗|是否|怎|多久|占比|比例", part)]
    return asking if len(asking) > 1 else [question.text]


def _best(
    question: Question, facet: str, evidence: Evidence, weights: Mapping[str, float], chosen: Sequence[_Scored]
) -> _Scored | None:
    """The best sentence for one part; what was already said counts as known, so that parts find their own sentences."""
    home = chosen[0].candidate if chosen else None
    scored = [
        _score(question, facet, candidate, sentence, weights, home)
        for candidate in evidence.candidates[:READ]
        for sentence in map(unnumbered, sentences(candidate.node.text))
        if not question.years or any(fits_year(year, sentence.text, candidate) for year in question.years)
    ]
    return max(scored, key=lambda item: item.score, default=None)


def _score(
    question: Question,
    facet: str,
    candidate: Candidate,
    sentence: Sentence,
    weights: Mapping[str, float],
    home: Candidate | None,
) -> _Scored:
    own = tuple(term for term in question.terms if term[0] in facet) or question.terms
    inside = coverage(own, weights, sentence.text)
    whole = coverage(question.terms, weights, sentence.text)
    around = coverage(question.terms, weights, f"{context(candidate)} {candidate.node.text}")
    score = 1.0 * inside + 0.5 * whole + 0.4 * around + 0.25 * candidate.score + _answers(facet, sentence.text)
    score += 0.3 * (
        sum(place in sentence.text for place in question.places) / len(question.places) if question.places else 0
    )
    score += 0.2 if home is candidate else 0.0
    score -= 0.3 if len(sentence.text) < 8 else 0.0
    score -= 0.5 if sentence.text.rstrip().endswith(("：", ":", "的问题。", "的问题")) else 0.0
    return _Scored(candidate, sentence, score, frozenset(term[0] for term in own if term[0] in sentence.text))


def _answers(facet: str, sentence: str) -> float:
    """Whether a sentence is of the kind that is asked for: a number of the right unit, a date, a body."""
    bonus = 0.0
    if re.search(r"占比|比例|率|百分", facet):
        bonus = 0.3 if _PERCENT.search(sentence) else -0.1
    elif match := _ASKED_UNIT.search(facet):
        unit = (match["unit"] or "").replace("钱", "元")
        exact = unit and re.search(rf"[\d万亿]\s*(?:多|余)?{unit}|[一二三四五六七八九十两]{unit}", sentence)
        bonus = 0.4 if exact else 0.2 if _NUMBER.search(sentence) else -0.3
    elif re.search(r"什么时(?:间|候)|何时|多久|哪[一]?[年月天日]|期限|几[月号]", facet):
        bonus = 0.35 if _DATE.search(sentence) else -0.3
    elif re.search(r"谁|哪个(?:单位|部门|机构)", facet):
        bonus = 0.2 if _BODY.search(sentence) else -0.1
    return bonus
