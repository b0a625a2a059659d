"""What a draft can rest on: precedents, which are records of like problems, and rules, which are clauses that govern.

Both are ranked by what went wrong, with which object and in which field; shared words alone make no precedent.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from llama_index.core.schema import NodeWithScore, TextNode

from assistant.drafting.likeness import NAMED, Likeness, likeness, why
from assistant.drafting.passages import Passage, governing_passages, measure_passages
from assistant.drafting.profile import Profile, profile
from assistant.question import Question
from assistant.terms import coverage
from assistant.validity import is_in_force
from corpus import Letterhead, ParsedDocument, Record
from index import Generation

POOL = 60
"""Clauses looked at for each of the two searches."""

PRECEDENT_FITS = 1.15
"""Score from which a record is a precedent. Its parts: object 1, kind 0.8, words 0.6, search 0.4, field 0.2."""

STANDS_IN = 0.9
"""The same for rules, which name objects but seldom what goes wrong with them, and for records that may stand in."""

NEAR = 0.4
"""Share of the best score that the others must reach."""

SAME_FAULT = 2
"""Precedents of the same fault from which on none of another fault is wanted."""

OBJECTS = 0.3
"""Share of the problem's objects that a basis must be about: the same fault elsewhere is no precedent."""

TOLD = 0.2
"""Share of the objects that a record's problem must name itself: its measures may speak of anything."""

GENERAL_OBJECT = 0.4
"""Weight of an object that is too general to say which rule governs: every 办法 on building is about 工程."""

WORDS = 0.3
"""Share of the problem's words that a record of another fault must hold to stand in for a precedent."""

GENERAL = 15
"""Clauses looked at for each general requirement."""

_GENERAL = re.compile(r"要求|原则|打算|步骤|保障|下一步|总体|思想|目标")
"""Headings under which plans say how rectification is to be done."""

NEARBY = 3
"""Records named to a user for whom none fits."""

PRECEDENTS = 4
RULES = 4
OF_ONE_DOCUMENT = 2
"""Bases of each sort, and how many precedents one document may give: what two places did is worth more than one."""


_UNDOES = re.compile(r"检查|抽查|核查|比对|退出|清退|追回|归还|公示|监督|不得|核减")
"""What a rule says of checking and undoing bears on a rectification more than the standards that it sets."""


@dataclass(frozen=True)
class Basis:
    """A clause that a draft rests on, why it fits, and the passages of it that can become measures.

    `same_fault`, `central` and `shares` tell how: of the same fault, of a particular object, of most of the objects.
    """

    node: TextNode
    letterhead: Letterhead
    record: Record | None
    passages: tuple[Passage, ...]
    why: str
    score: float
    fits: bool
    same_fault: bool
    central: bool
    shares: bool

    @property
    def id(self) -> str:
        """`document#address`, by which a user takes a basis out or puts one in."""
        return self.node.node_id

    @property
    def prescribes(self) -> bool:
        """Whether it is an article of a rule, which binds whoever does this, and not what one place was told or did."""
        named = f"{self.letterhead.title} {self.node.metadata['address']}"
        return self.record is None and bool(re.search(r"条$|条例|办法|规定|细则|规程|制度|实施意见|标准", named))

    @property
    def problem(self) -> str:
        """What the precedent was about; for a rule the words that it opens with."""
        return self.record.problem.text if self.record else self.node.text.strip()[:40]


def find_basis(
    question: Question,
    weights: Mapping[str, float],
    generation: Generation,
    without: Collection[str] = (),
    also: Collection[str] = (),
) -> list[Basis]:
    """Precedents and rules for a problem, best first; `without` and `also` are ids that a user took out or put in.

    Nothing is returned where nothing fits: a draft must not borrow from a problem of another kind.
    """
    about = profile(question.whole)
    wanted = [found for found in _candidates(question, about, weights, generation, also) if found.id not in without]
    put_in = [found for found in wanted if found.id in also]
    fitting = [found for found in wanted if found.id not in also and found.fits]
    precedents = _nearest(_distinct([found for found in fitting if found.record]))
    rules = [found for found in fitting if not found.record]
    return put_in + _near(precedents, PRECEDENTS) + _near(rules, RULES)


def near_records(question: Question, weights: Mapping[str, float], generation: Generation) -> list[Basis]:
    """Records of the same particular object that are no precedents, for a user who may know better to put in."""
    about = profile(question.whole)
    found = [one for one in _candidates(question, about, weights, generation, ()) if one.record and one.shares]
    return _distinct(found)[:NEARBY]


def general_basis(queries: Sequence[str], generation: Generation) -> list[Basis]:
    """Clauses on rectification as such (立行立改, 举一反三, 长效机制), for what the precedents of a problem leave out."""
    found: dict[str, Basis] = {}
    for query in queries:
        for hit in generation.search(query, GENERAL):
            node = hit.node
            passages = governing_passages(node) if isinstance(node, TextNode) else ()
            if isinstance(node, TextNode) and passages and _GENERAL.search(" ".join(node.metadata["headings"])):
                head = generation.letterhead(str(node.metadata["document"]))
                basis = Basis(
                    node, head, None, passages, "整改工作的一般要求", hit.score or 0.0, True, False, False, False
                )
                found.setdefault(node.node_id, basis)
    return list(found.values())


def _nearest(found: Sequence[Basis]) -> list[Basis]:
    """Two precedents of the same fault with a particular object of the problem are enough; with fewer, two of the same fault.

    Only where there are not even these may the same object with another fault stand in.
    """
    same = [basis for basis in found if basis.same_fault]
    central = [basis for basis in same if basis.central]
    return next((tier for tier in (central, same) if len(tier) >= SAME_FAULT), list(found))


def _near(found: Sequence[Basis], limit: int) -> list[Basis]:
    """Those that are not far below the best, not too many of one document."""
    kept: list[Basis] = []
    for basis in found:
        of_document = sum(other.node.metadata["document"] == basis.node.metadata["document"] for other in kept)
        if basis.score >= NEAR * found[0].score and (of_document < OF_ONE_DOCUMENT or not basis.record):
            kept.append(basis)
    return kept[:limit]


def _distinct(found: Iterable[Basis]) -> list[Basis]:
    """Without what a ledger repeats of its plan: the first of those that open with the same measure is kept."""
    kept: dict[str, Basis] = {}
    for basis in found:
        kept.setdefault("".join(basis.passages[0].text.split())[:30], basis)
    return list(kept.values())


def _candidates(
    question: Question,
    about: Profile,
    weights: Mapping[str, float],
    generation: Generation,
    also: Collection[str],
) -> list[Basis]:
    names = " ".join([*sorted(about.kinds), *about.objects])
    hits = [*generation.search(question.query, POOL), *(generation.search(names, POOL) if names else [])]
    hits += [NodeWithScore(node=own) for name in also if (own := generation.find(*_parts(name)))]
    found: dict[str, Basis] = {}
    for hit in hits:
        node = hit.node
        stands = is_in_force(str(node.metadata["document"]), generation, question.day)
        if stands and isinstance(node, TextNode) and node.node_id not in found:
            basis = _basis(question, about, weights, hit, generation.document(str(node.metadata["document"])))
            if basis:
                found[node.node_id] = basis
    return sorted(found.values(), key=lambda basis: (-basis.score, basis.id))


def _parts(name: str) -> tuple[str, str]:
    document, _, address = name.rpartition("#")
    return document, address


def _basis(
    question: Question,
    about: Profile,
    weights: Mapping[str, float],
    hit: NodeWithScore,
    parsed: ParsedDocument,
) -> Basis | None:
    node = hit.node
    assert isinstance(node, TextNode)  # the generation holds no others
    record = next((record for record in parsed.records if record.address == node.metadata["address"]), None)
    passages = measure_passages(parsed, node, record) if record else governing_passages(node)
    if not passages:
        return None
    told = _told(parsed, node, record, passages)
    alike = likeness(about, told)
    words = coverage(question.terms, weights, " ".join(told))
    # What a ledger repeats of its plan is better cited from the plan.
    score = alike.score + 0.6 * words + 0.2 * (hit.score or 0.0) - 0.05 * (node.metadata["kind"] == "row")
    fits = _record_fits(alike, words, score) if record else _rule_fits(about, alike, words, score, parsed, node)
    if not record:
        score += 0.2 * bool(_UNDOES.search(node.text))
    held = (fits, alike.same_fault, alike.central, alike.told >= NAMED)
    return Basis(node, parsed.letterhead, record, passages, why(alike, words), score, *held)


def _record_fits(alike: Likeness, words: float, score: float) -> bool:
    """Whether a record is a precedent: of the same fault, or so near in object and words that it may stand in."""
    if alike.share < OBJECTS or alike.told < TOLD:
        return False
    if alike.same_fault:
        return score >= PRECEDENT_FITS
    return score >= STANDS_IN and words >= WORDS and alike.named >= NAMED and not alike.other_fault


def _rule_fits(
    about: Profile, alike: Likeness, words: float, score: float, parsed: ParsedDocument, node: TextNode
) -> bool:
    """Whether a clause governs the matter: its document or headings are about the object, or it holds the words."""
    governs = profile(" ".join([parsed.letterhead.title or "", *node.metadata["headings"]])).objects
    named = any(about.objects[name] > GENERAL_OBJECT for name in about.objects.keys() & governs.keys())
    return (named or words >= WORDS) and alike.share >= OBJECTS and score >= STANDS_IN


def _told(
    parsed: ParsedDocument, node: TextNode, record: Record | None, passages: Sequence[Passage]
) -> tuple[str, str, str]:
    """What tells of the matter, by how much it tells: the problem, its description, what is done about it.

    A rule is about what its document is about: an article on 在岗情况 need not say again that it governs 公益性岗位.
    """
    body = "".join(passage.text for passage in passages)
    if record is None:
        return body, parsed.letterhead.title or "", node.text
    return record.problem.text, record.description.text if record.description else "", body
