"""Which passages of the basis become measures, and under which heading: each read with the problem, adapted, checked and said once."""

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.answer import Quote
from assistant.certificate import Certificate, certify
from assistant.drafting.adapt import adapt, reading
from assistant.drafting.alike import contained
from assistant.drafting.basis import Basis
from assistant.drafting.case import BLANK, Case
from assistant.drafting.duties import DUTIES, within_power
from assistant.drafting.fit import fits
from assistant.drafting.passages import Passage
from assistant.drafting.problem import Problem
from assistant.drafting.rules import applied
from assistant.drafting.sorts import IMMEDIATE, LASTING, NEEDED, SORTS, SUPERVISION, Sort, sort_of
from assistant.drafting.vague import is_heading
from assistant.figures import figures
from assistant.injection import commands_machine
from index.encoder import Encoder
from index.encoder import Passage as Read

FOLLOWS_OF_PRECEDENT, FOLLOWS_OF_RULE = 0.05, 0.35
"""Probability from which a sentence follows from the problem: of a record that fits most do, of an article few.

What stands in a record that fits was done about its fault: only what plainly belongs elsewhere is left out.
"""

OF_ONE_PRECEDENT, OF_ONE_RULE = 5, 2
"""Passages taken of one basis."""

SAME = 0.5
"""Share of bigrams in common from which two sentences say the same."""

_OWN = "严格执行 " + " ".join(duty.asks for duty in DUTIES)
"""What a draft says in its own words: that a rule is kept, and whom it asks for what is another's to do."""

_AGAIN = re.compile(r"每[年月周季日学次]|定期|常态|凡|必[须传]|不[予得]|无[\u4e00-\u9fff]{1,4}不|机制|制度|动态|日跟踪")


@dataclass(frozen=True)
class Piece:
    """A sentence of a draft with the quotes that it rests on."""

    text: str
    sort: Sort
    quotes: tuple[Quote, ...]


def choose(basis: Sequence[Basis], problem: Problem, case: Case, reader: Encoder) -> dict[str, list[Piece]]:
    """Pieces by the name of their sort."""
    pieces: list[Piece] = []
    for one in basis:
        for passage in _following(one, problem, reader):
            piece = _piece(one, passage, case)
            if piece:
                _add(pieces, piece, case)
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


def check(text: str, quotes: Sequence[Quote], case: Case) -> Certificate:
    """Whether the quotes, or the problem as given, say everything that a text of a draft says.

    The deadline and the figures of the problem are given, and stand where `adapt` found a figure in the same role.
    """
    given = [case.deadline or "", *(figure.text for figure in figures(case.issue))]
    for words in sorted(filter(None, given), key=len, reverse=True):
        text = re.sub(rf"(?<![\d.]){re.escape(words)}(?![\d.])", BLANK, text)
    told = [told for quote in quotes for told in (quote.text, reading(quote.text, _around(quote)))]
    named = [f"《{quote.letterhead.title}》{quote.node.metadata['address']}" for quote in quotes]
    return certify(text, [*told, *named, case.known, _OWN])


def _following(one: Basis, problem: Problem, reader: Encoder) -> Iterator[Passage]:
    """The passages of a basis that follow from the problem, in their order; mere headings say nothing, and orders to a machine are no measures."""
    told = [passage for passage in one.passages if not commands_machine(passage.text)]
    real = [passage for passage in told if not is_heading(passage.text)] or told
    least, limit = (FOLLOWS_OF_PRECEDENT, OF_ONE_PRECEDENT) if one.record else (FOLLOWS_OF_RULE, OF_ONE_RULE)
    read = fits(problem, [Read(passage.text, f"{one.about}\n") for passage in real], reader, least)
    best = sorted(zip(read, real, strict=True), key=lambda pair: -pair[0])[:limit]
    kept = [passage for probability, passage in best if probability >= least]
    return (passage for passage in real if passage in kept)


def _piece(one: Basis, passage: Passage, case: Case) -> Piece | None:
    """A passage as a sentence of this draft: a rule is applied by its name, what another place did is made our own."""
    quote = _quote(one, passage)
    text = applied(one, passage) if one.prescribes else adapt(passage.text, _around(quote), case)
    return Piece(within_power(text, case.unit), sort_of(text), (quote,)) if text else None


def _requires(passage: Passage, sort: Sort) -> bool:
    return bool(sort.general and sort.general.search(passage.text))


def _quote(one: Basis, passage: Passage) -> Quote:
    return Quote(one.node, one.letterhead, passage.start, passage.end)


def _add(pieces: list[Piece], piece: Piece, case: Case) -> None:
    """Add what is new; what was said already gains a quote, and what its quote does not bear out is left out."""
    if not check(piece.text, piece.quotes, case).holds:
        return
    for i, other in enumerate(pieces):
        if contained(piece.text, other.text) >= SAME:
            pieces[i] = replace(other, quotes=(*other.quotes, *piece.quotes))
            return
    pieces.append(piece)


def _around(quote: Quote) -> str:
    """The clause of a quote with its letterhead: where foreign names stand in full."""
    head = quote.letterhead
    return " ".join(part for part in (head.title, head.issuer, head.region, quote.node.text) if part)


def _last(chosen: dict[str, list[Piece]]) -> None:
    """What is done again and again is a mechanism: where none is named as such, the last such check stands for it."""
    for piece in reversed(chosen[SUPERVISION.name]) if not chosen[LASTING.name] else ():
        if _AGAIN.search(piece.text):
            chosen[SUPERVISION.name].remove(piece)
            chosen[LASTING.name].append(piece)
            return
