"""Which words of the cited clauses a sentence rests on; none if they do not bear it.

A model says which clause it used, not which words of it. The sentences of that clause that share most with what it wrote
are quoted, as few as hold all that the sentence claims; the certificate then decides.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer import Quote, Statement
from assistant.candidate import Candidate
from assistant.certificate import certify
from assistant.entailment import entailed
from assistant.figures import plain
from assistant.sentences import Sentence, sentences, tidy

QUOTES = 8
"""Sentences quoted for one sentence at most."""

_GAIN = 2
"""Pairs that a further quote must add."""


@dataclass(frozen=True)
class _Passage:
    candidate: Candidate
    sentence: Sentence
    pairs: frozenset[str]


def supported(text: str, cited: Sequence[Candidate]) -> Statement | None:
    """The sentence with the quotes that bear it, drawn from the clauses it cites; None if they do not bear it."""
    passages = [
        _Passage(candidate, sentence, _pairs(sentence.text))
        for candidate in cited
        for sentence in sentences(candidate.node.text)
    ]
    chosen = _bearing(_pairs(text), passages)
    quotes = _quotes(chosen)
    for _ in range(QUOTES - len(chosen)):
        missing = certify(text, _sources(quotes)).missing
        further = _further(missing, [passage for passage in passages if passage not in chosen]) if missing else None
        if further is None:
            break
        chosen.append(further)
        quotes = _quotes(chosen)
    if not quotes or not bears(text, _sources(quotes)):
        return None
    return Statement(text, quotes)


def bears(text: str, sources: Sequence[str]) -> bool:
    """Whether sources bear a sentence: its words, its claims, what it puts in brackets, and who speaks to whom in it."""
    brackets = re.findall(r"[\[［【][^\]］】]*[\]］】]?|[\]］】]", text)
    quoted = all(_bare(bracket) in _bare("".join(sources)) for bracket in brackets)
    quoted = quoted and not set(re.findall("[我你您]", text)) - set("".join(sources))
    certificate = certify(text, sources)
    return quoted and certificate.holds and entailed(text, sources)


def _bearing(wanted: frozenset[str], passages: Sequence[_Passage]) -> list[_Passage]:
    """Passages that hold what is wanted, each adding most to those before it."""
    chosen: list[_Passage] = []
    while passages and len(chosen) < QUOTES:
        best = max(passages, key=lambda passage: (len(wanted & passage.pairs), -len(passage.pairs)))
        gain = len(wanted & best.pairs)
        if gain < _GAIN or (chosen and gain < 0.2 * len(wanted)):
            break
        chosen.append(best)
        wanted = wanted - best.pairs
    return chosen


def _further(missing: Sequence[str], passages: Sequence[_Passage]) -> _Passage | None:
    """A passage that says what was missing, as written."""
    return next(
        (passage for passage in passages if any(word in plain(passage.sentence.text) for word in missing)), None
    )


def _quotes(chosen: Sequence[_Passage]) -> tuple[Quote, ...]:
    """Passages as quotes; those that follow each other in a clause are one."""
    quotes: list[Quote] = []
    ordered = sorted(chosen, key=lambda p: (chosen.index(_first(p, chosen)), p.sentence.start))
    for passage in ordered:
        node, offset = passage.candidate.node, passage.candidate.node.start_char_idx or 0
        start, end = offset + passage.sentence.start, offset + passage.sentence.end
        last = quotes[-1] if quotes else None
        if last and last.node is node and not node.text[last.end - offset : start - offset].strip():
            start = last.start
            quotes.pop()
        quotes.append(Quote(node, passage.candidate.letterhead, start, end))
    return tuple(quotes)


def _first(passage: _Passage, chosen: Sequence[_Passage]) -> _Passage:
    """The first chosen passage of the same clause: quotes of one clause stand together, in the order of need."""
    return next(other for other in chosen if other.candidate is passage.candidate)


def _sources(quotes: Sequence[Quote]) -> list[str]:
    return list(dict.fromkeys(text for quote in quotes for text in (quote.text, quote.about)))


def _pairs(text: str) -> frozenset[str]:
    bare = _bare(text)
    return frozenset(bare[i : i + 2] for i in range(len(bare) - 1))


def _bare(text: str) -> str:
    return re.sub(r"[\s\W]", "", plain(tidy(text)))
