"""Which passages of the basis become measures, and under which heading: each adapted, checked and said once."""

import itertools
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from assistant.answer import Quote
from assistant.certificate import Certificate, certify
from assistant.drafting.adapt import adapt, reading
from assistant.drafting.basis import Basis
from assistant.drafting.case import BLANK, Case
from assistant.drafting.passages import Passage
from assistant.drafting.profile import profile
from assistant.drafting.sorts import IMMEDIATE, LASTING, NEEDED, SORTS, SUPERVISION, Sort, sort_of
from assistant.drafting.vague import is_heading
from assistant.figures import figures

OF_ONE_PRECEDENT = 6
OF_ONE_RULE = 2
"""Passages taken of one basis."""

TOLD = 0.08
"""Share of the problem's words that a sentence of a rule, or of another field, must hold."""

_AGAIN = re.compile(r"每[年月周季日学次]|定期|常态|凡|必[须传]|不[予得]|无[\u4e00-\u9fff]{1,4}不|机制|制度|动态|日跟踪")

SAME = 0.5
"""Share of bigrams in common from which two sentences say the same."""


@dataclass(frozen=True)
class Piece:
    """A sentence of a draft with the quotes that it rests on."""

    text: str
    sort: Sort
    quotes: tuple[Quote, ...]


Weigh = Callable[[str], float]


def choose(basis: Sequence[Basis], case: Case, weigh: Weigh) -> dict[str, list[Piece]]:
    """Pieces by the name of their sort; `weigh` says how much of the problem a text holds."""
    fields = profile(case.issue).fields
    pieces: list[Piece] = []
    for one in basis:
        for passage in _passages(one, weigh, fields):
            text = adapt(passage.text, _around(_quote(one, passage)), case, one.prescribes)
            if text:
                _add(pieces, Piece(text, sort_of(text), (_quote(one, passage),)), case)
    chosen: dict[str, list[Piece]] = {sort.name: [] for sort in SORTS}
    for piece in pieces:
        chosen[piece.sort.name].append(piece)
    _last(chosen)
    return chosen


def whole(one: Basis) -> Piece:
    """A basis that is cited for what it is about, since none of its sentences can be used."""
    return Piece("", IMMEDIATE, (_quote(one, one.passages[0]),))


def supplement(chosen: Mapping[str, list[Piece]], general: Iterable[Basis]) -> None:
    """Rest the sorts that every rectification has, where the basis has none, on a clause that requires them of all.

    The clause is cited, not repeated: such clauses are appeals (标本兼治), and the sort's own opening says what is done.
    """
    found = list(general)
    for sort in NEEDED:
        if not chosen[sort.name]:
            quotes = (_quote(one, passage) for one in found for passage in one.passages if _requires(passage, sort))
            chosen[sort.name].extend(Piece("", sort, (quote,)) for quote in itertools.islice(quotes, 1))


def _requires(passage: Passage, sort: Sort) -> bool:
    return bool(sort.general and sort.general.search(passage.text))


def _passages(one: Basis, weigh: Weigh, fields: frozenset[str]) -> list[Passage]:
    """The passages of a basis that say most of the matter, in their order; mere headings say nothing.

    A precedent may tell of several matters, so passages about other fields alone are not for this problem.
    """
    near = [passage for passage in one.passages if _bears(one, passage, weigh, fields)]
    real = [passage for passage in near if not is_heading(passage.text)] or near
    limit = OF_ONE_PRECEDENT if one.record else OF_ONE_RULE
    best = sorted(real, key=lambda passage: -weigh(passage.text))[:limit]
    return [passage for passage in real if passage in best]


def _bears(one: Basis, passage: Passage, weigh: Weigh, fields: frozenset[str]) -> bool:
    about = profile(passage.text).fields
    if one.record:
        return not about or bool(about & fields) or weigh(passage.text) >= TOLD
    return weigh(passage.text) >= TOLD


def _quote(one: Basis, passage: Passage) -> Quote:
    return Quote(one.node, one.letterhead, passage.start, passage.end)


def _add(pieces: list[Piece], piece: Piece, case: Case) -> None:
    """Add what is new; what was said already gains a quote, and what its quote does not bear out is left out."""
    if not _certain(piece, case):
        return
    for i, other in enumerate(pieces):
        if _alike(piece.text, other.text) >= SAME:
            pieces[i] = Piece(other.text, other.sort, (*other.quotes, *piece.quotes))
            return
    pieces.append(piece)


def _certain(piece: Piece, case: Case) -> bool:
    return check(piece.text, piece.quotes, case).holds


def check(text: str, quotes: Sequence[Quote], case: Case) -> Certificate:
    """Whether the quotes, or the problem as given, say everything that a text of a draft says.

    The deadline and the figures of the problem are given, and stand where `adapt` found a figure in the same role.
    """
    given = [case.deadline or "", *(figure.text for figure in figures(case.issue))]
    for words in sorted(filter(None, given), key=len, reverse=True):
        text = text.replace(words, BLANK)
    told = [told for quote in quotes for told in (quote.text, reading(quote.text, _around(quote)))]
    return certify(text, [*told, case.known])


def _around(quote: Quote) -> str:
    """The clause of a quote with its letterhead: where foreign names stand in full."""
    head = quote.letterhead
    return " ".join(part for part in (head.title, head.issuer, head.region, quote.node.text) if part)


def _alike(one: str, other: str) -> float:
    first, second = ({text[i : i + 2] for i in range(len(text) - 1)} for text in (one, other))
    return len(first & second) / max(1, min(len(first), len(second)))


def _last(chosen: dict[str, list[Piece]]) -> None:
    """What is done again and again is a mechanism: where none is named as such, the last such check stands for it."""
    for piece in reversed(chosen[SUPERVISION.name]) if not chosen[LASTING.name] else ():
        if _AGAIN.search(piece.text):
            chosen[SUPERVISION.name].remove(piece)
            chosen[LASTING.name].append(piece)
            return
