"""What a draft can rest on: precedents, which are records of like problems, and rules, which are clauses that govern.

A search finds what shares words or sense with the problem; the encoder then reads each with it, and says how probably it follows.
What it is sure of is drafted from, what it is not sure of is shown to the user, who may put it in.
"""

import datetime
import itertools
import math
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from llama_index.core.schema import TextNode

from assistant.answer import Citation
from assistant.drafting.passages import Passage, governing_passages, measure_passages
from assistant.drafting.problem import Problem
from assistant.terms import headline
from assistant.validity import is_in_force, with_states
from corpus import Letterhead, Record
from corpus.laws import MARK
from index import Generation
from index.encoder import Encoder
from index.encoder import Passage as Read

POOL, POOL_OF_PART = 40, 16
"""Clauses that are read for a problem as a whole, and besides for each of its parts."""

SURE, SURE_RULE = 0.22, 0.5
"""Probability from which a precedent and a rule are drafted from.

The best record that is found for a problem is right nearly always where it fits at all; of articles many speak of the same matter
alone. Both were set with `eval/development/drafts`.
"""

DOUBTFUL = 0.1
"""Probability from which it is shown as one that may be looked at."""

FURTHER = 0.5
"""Probability from which the best precedent of another document is drafted from too: what others did as well is worth more."""

LATER = 0.5
"""Power of the place in a search by which odds fall: what is found first fits far more often than what is found tenth."""

PRECEDENTS, RULES, DOUBTS = 4, 3, 4
"""Bases of each sort that a draft rests on, and that are shown for the user to judge."""

GENERAL = 15
"""Clauses looked at for each general requirement."""

_GENERAL = re.compile(r"要求|原则|打算|步骤|保障|下一步|总体|思想|目标")
"""Headings under which plans say how rectification is to be done."""

_OF_ALL = re.compile(r"整改[^，。]{0,12}(?:通知|意见|办法|规定|制度)$")
"""Titles of documents that say how all rectification is to be done."""

_RULE = re.compile(r"条$|条例|办法|规定|细则|规程|制度|实施意见|标准")


@dataclass(frozen=True)
class Basis:
    """A clause that a draft may rest on, the passages of it that can become measures, and how probably it fits.

    `least` is the probability from which a draft may rest on it; `national` says that it is of the laws that ship with the product, not of
    the office's library.
    """

    node: TextNode
    letterhead: Letterhead
    record: Record | None
    passages: tuple[Passage, ...]
    probability: float
    least: float = math.inf
    national: bool = False

    @property
    def id(self) -> str:
        """`document#address`, by which a user takes a basis out or puts one in."""
        return self.node.node_id

    @property
    def prescribes(self) -> bool:
        """Whether it is an article of a rule, which binds whoever does this, and not what one place was told or did."""
        named = f"{self.letterhead.title} {self.node.metadata['address']}"
        return self.record is None and bool(_RULE.search(named))

    @property
    def is_sure(self) -> bool:
        """Whether it fits so probably that a draft may rest on it."""
        return self.probability >= self.least

    @property
    def problem(self) -> str:
        """What the precedent was about; for a rule the words that it opens with."""
        return self.record.problem.text if self.record else self.node.text.strip()[:40]

    @property
    def about(self) -> str:
        """What its sentences are read under: the problem of a precedent, the headings of a rule."""
        return self.record.problem.text if self.record else headline(self.node, self.letterhead)

    @property
    def why(self) -> str:
        """How sure it is that this fits, for the user who may take it out."""
        sort = "同类问题" if self.record else "适用的规定"
        if self.is_sure:
            return f"{sort}（把握 {self.probability:.0%}）"
        return f"可参考：未能确认是{sort}（把握 {self.probability:.0%}）"


@dataclass(frozen=True)
class Found:
    """What was found for a problem: what it is drafted from, best first, and what the user may look at."""

    basis: tuple[Basis, ...]
    doubtful: tuple[Basis, ...]


@dataclass(frozen=True)
class _Ranked:
    """A basis and its place, from 0, among those of its sort that one search found."""

    basis: Basis
    rank: int


@dataclass(frozen=True)
class Searched:
    """Where bases are looked for: the office's library, and of the laws that ship with the product what was made of them."""

    library: Generation
    laws: Generation | None
    day: datetime.date

    def stated(self, citations: Iterable[Citation]) -> tuple[Citation, ...]:
        """The citations with the state of each on the day; what is of the laws stands in these."""
        return tuple(
            stated
            for citation in citations
            for generation in [self.laws if self.laws and citation.document.startswith(MARK) else self.library]
            for stated in with_states([citation], generation, self.day)
        )


def find_basis(
    problem: Problem, searched: Searched, reader: Encoder, without: Collection[str] = (), also: Collection[str] = ()
) -> Found:
    """Precedents and rules for a problem; `without` and `also` are ids that a user took out or put in.

    Where nothing fits, there is no basis: a draft must not borrow from a problem of another kind.
    """
    found: dict[str, Basis] = {}
    for asked, pool in zip(problem.asked, itertools.chain([POOL], itertools.repeat(POOL_OF_PART)), strict=False):
        candidates = [each for each in _candidates(asked, pool, searched) if each.basis.id not in without]
        probabilities = _probabilities(asked, problem.text, candidates, reader)
        read = [replace(each.basis, probability=p) for each, p in zip(candidates, probabilities, strict=True)]
        for one in read:
            fitting = replace(one, least=_least(one, read))
            if one.id not in found or (found[one.id].is_sure, found[one.id].probability) < (
                fitting.is_sure,
                fitting.probability,
            ):
                found[one.id] = fitting
    put_in = [one for name in also for one in ([found.pop(name)] if name in found else _named(name, searched))]
    ranked = sorted(found.values(), key=lambda one: (-one.probability, one.id))
    sure = [one for one in ranked if one.is_sure]
    precedents = _distinct(one for one in sure if one.record)
    rules = [one for one in sure if not one.record]
    doubtful = _distinct(one for one in ranked if one.probability >= DOUBTFUL and not one.is_sure)
    return Found((*put_in, *precedents[:PRECEDENTS], *rules[:RULES]), tuple(doubtful[:DOUBTS]))


def general_basis(queries: Iterable[str], generation: Generation) -> list[Basis]:
    """Clauses on rectification as such (立行立改, 举一反三, 长效机制), for what the precedents of a problem leave out."""
    found: dict[str, Basis] = {}
    for query in queries:
        for hit in generation.search(query, GENERAL):
            assert isinstance(hit.node, TextNode)  # the generation holds no others
            passages = governing_passages(hit.node)
            head = generation.letterhead(str(hit.node.metadata["document"]))
            if passages and (
                _GENERAL.search(" ".join(hit.node.metadata["headings"])) or _OF_ALL.search(head.title or "")
            ):
                found.setdefault(hit.node.node_id, Basis(hit.node, head, None, passages, 0.0))
    return list(found.values())


def _probabilities(asked: str, whole: str, ranked: Sequence[_Ranked], reader: Encoder) -> list[float]:
    """How probably each fits what is asked, a part of the whole problem or all of it.

    A record is read as it stands and by what was wrong alone, for its measures are many and speak of much; an article with the part
    and with the whole, for a part alone often names neither who is at fault nor with what. What is found first is likelier.
    """
    passages = [_passage(each.basis) for each in ranked]
    first = reader.read(asked, passages)
    second = dict(enumerate(first))
    records = [number for number, each in enumerate(ranked) if each.basis.record]
    rules = [number for number, each in enumerate(ranked) if not each.basis.record and asked != whole]
    second.update(zip(records, reader.read(asked, [Read(passages[n].above) for n in records]), strict=True))
    second.update(zip(rules, reader.read(whole, [passages[n] for n in rules]), strict=True))
    odds = [
        math.sqrt(_odds(first[n].probability) * _odds(second[n].probability)) / (1 + each.rank) ** LATER
        for n, each in enumerate(ranked)
    ]
    return [each / (1 + each) for each in odds]


def _least(one: Basis, read: Sequence[Basis]) -> float:
    """From when on a basis is sure: of precedents the best of all that were read for one thing, and the best of each other document."""
    if one.record is None:
        return SURE_RULE
    records = [other for other in read if other.record]
    of_document = [other for other in records if other.node.metadata["document"] == one.node.metadata["document"]]
    if one.probability < max(other.probability for other in of_document):
        return math.inf
    return SURE if one.probability == max(other.probability for other in records) else FURTHER


def _odds(probability: float) -> float:
    return probability / max(1e-6, 1 - probability)


def _candidates(asked: str, pool: int, searched: Searched) -> Iterator[_Ranked]:
    """What a search finds for a text in the office's library, and of rules in the laws, of what is in force.

    Clauses that are neither records nor articles of a rule bind nobody and tell no measure that was taken.
    """
    yield from _ranked(_found(asked, pool, searched.library, searched.day))
    if searched.laws:
        yield from _ranked(_found(asked, pool, searched.laws, None))


def _found(asked: str, pool: int, generation: Generation, day: datetime.date | None) -> Iterator[Basis]:
    """The bases that a search finds, best first; where no day is given, of the laws that ship, all of which are in force."""
    for hit in generation.search(asked, pool):
        assert isinstance(hit.node, TextNode)
        if day is None or is_in_force(str(hit.node.metadata["document"]), generation, day):
            found = _basis(hit.node, generation, national=day is None)
            yield from (one for one in found if one.record or one.prescribes or one.national)


def _ranked(found: Iterable[Basis]) -> Iterator[_Ranked]:
    """Bases with the place of each among those of its sort."""
    places = {True: itertools.count(), False: itertools.count()}
    yield from (_Ranked(one, next(places[one.record is not None])) for one in found)


def _basis(node: TextNode, generation: Generation, national: bool = False) -> Iterator[Basis]:
    """The clause as a basis that was not read yet, if anything of it can become a measure."""
    parsed = generation.document(str(node.metadata["document"]))
    record = next((record for record in parsed.records if record.address == node.metadata["address"]), None)
    passages = measure_passages(parsed, node, record) if record else governing_passages(node)
    if passages:
        yield Basis(node, parsed.letterhead, record, passages, 0.0, national=national)


def _named(name: str, searched: Searched) -> Iterator[Basis]:
    """The clause of this id (`document#address`), wherever it stands."""
    document, _, address = name.rpartition("#")
    for generation in filter(None, (searched.library, searched.laws)):
        if node := generation.find(document, address):
            yield from _basis(node, generation, generation is searched.laws)


def _passage(one: Basis) -> Read:
    """What is read of a basis: of a record what was done under what was wrong, of a rule the clause under its headings."""
    if one.record is None:
        return Read(one.node.text, headline(one.node, one.letterhead))
    described = one.record.description.text if one.record.description else ""
    return Read(
        "".join(passage.text for passage in one.passages), f"{one.record.problem.text.rstrip('。')}。{described}\n"
    )


def _distinct(found: Iterable[Basis]) -> list[Basis]:
    """Without what a ledger repeats of its plan: the first of those that open with the same measure is kept."""
    kept: dict[str, Basis] = {}
    for one in found:
        kept.setdefault("".join(one.passages[0].text.split())[:30], one)
    return list(kept.values())
