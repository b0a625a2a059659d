"""Facts about a document itself: its number, signer, issuing body, dates, recipients, and whom to ask."""

import re
from collections.abc import Mapping

from assistant.answer import Statement, verbatim
from assistant.candidate import Candidate
from assistant.evidence import Evidence
from assistant.question import Question
from assistant.sentences import Sentence, sentences
from assistant.terms import coverage, headline

_ASKED = (
    (r"签发人|谁签发", r"签\s*发\s*人"),
    (r"文号|发文字号", r"[〔\[（(]\s*\d{4}\s*[〕\])）]\s*\d+\s*号"),
    (r"电话|联系方式|联系人", r"电\s*话|联\s*系\s*人|\d{3,4}-\d{7,8}|1\d{10}"),
    (r"主送", r"[：:]\s*$"),
    (r"抄送", r"抄\s*送"),
    (r"成文日期|印发日期|发文日期|什么时候(?:印发|发布|发文)", r"\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日"),
)


def state_letterhead(question: Question, evidence: Evidence) -> list[Statement]:
    """The lines of the head or the foot of the best fitting document that hold what was asked for."""
    wanted = [re.compile(pattern) for asked, pattern in _ASKED if re.search(asked, question.text)]
    if not wanted:
        return []
    weights: Mapping[str, float] = {term[0]: float(len(term[0])) for term in question.terms}
    scored = [
        (_fit(question, candidate, line, weights), -place, candidate, line)
        for place, candidate in enumerate(evidence.candidates)
        for line in _lines(candidate)
        if any(pattern.search(line.text) for pattern in wanted)
    ]
    if not scored:
        return []
    best = max(scored, key=lambda item: item[:2])
    same = [item for item in scored if item[2] is best[2] and item[0] >= best[0] - 0.25]
    return [verbatim(item[2], item[3].start, item[3].end) for item in sorted(same, key=lambda item: item[3].start)]


def _fit(question: Question, candidate: Candidate, line: Sentence, weights: Mapping[str, float]) -> float:
    place = sum(name in f"{line.text} {headline(candidate.node, candidate.letterhead)}" for name in question.places)
    return (
        coverage(question.terms, weights, line.text)
        + 0.3 * coverage(question.terms, weights, headline(candidate.node, candidate.letterhead))
        + 0.2 * place
    )


def _lines(candidate: Candidate) -> list[Sentence]:
    """Lines of the head or the foot; a line of a contact list is one line, with its tabs."""
    if not candidate.address.startswith(("文首", "文尾", "第1段")):
        return sentences(candidate.node.text)
    found = []
    for match in re.finditer(r"[^\n]+", candidate.node.text):
        words = match[0].strip(" \t　*#")
        if words:
            start = match.start() + match[0].index(words)
            found.append(Sentence(words, start, start + len(words)))
    return found
