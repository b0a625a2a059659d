"""Versions of one measure: which documents they are, and what changed from one to the next, article by article."""

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from llama_index.core.schema import TextNode

from corpus import Letterhead, ParsedDocument
from index import Generation, IndexedDocument

ALIKE = 0.45
"""Likeness from which an article of the new version is that of the old one under another number or in other words."""

SOME = 0.25
"""Likeness from which two articles of one number are the same article, written anew."""

_VERSION = re.compile(r"[（(][^（）()]*[)）]|(?:19|20)\d{2}\s*年度?(?:修订)?|试行|暂行|修订|新版|[\s《》]")
_NUMBER = re.compile(r"^\s*(?:第[^条]{1,8}条(?:之\S)?|[一二三四五六七八九十]+、|[（(][^（）()]{1,4}[)）])[\s　]*")


@dataclass(frozen=True)
class Change:
    """What became of an article: its addresses and its words before and after; empty where it was not there."""

    kind: Literal["added", "dropped", "changed"]
    old: TextNode | None
    new: TextNode | None


def measure_of(head: Letterhead, name: str) -> str:
    """What the versions of a measure are all called: its title without years and notes, and its place."""
    return f"{head.region} {_VERSION.sub('', head.title or name)}"


def versions_of(document: IndexedDocument, generation: Generation) -> list[IndexedDocument]:
    """The documents of the same measure, this one among them, the oldest first."""
    measure = measure_of(document.letterhead, document.name)
    same = [each for each in generation.documents() if measure_of(each.letterhead, each.name) == measure]
    return sorted(same, key=lambda each: each.letterhead.date or str(each.letterhead.year or ""))


def changes(old: ParsedDocument, new: ParsedDocument) -> list[Change]:
    """What was added, dropped and changed, in the order of the new version; what was dropped stands where it stood."""
    before, after = _articles(old), _articles(new)
    pairs = _paired(before, after)
    found: list[tuple[float, Change]] = []
    for place, node in enumerate(after):
        partner = pairs.get(place)
        if partner is None:
            found.append((place, Change("added", None, node)))
        elif _words(before[partner]) != _words(node):
            found.append((place, Change("changed", before[partner], node)))
    kept = set(pairs.values())
    behind = {partner: place for place, partner in pairs.items()}
    for number, node in enumerate(before):
        if number not in kept:
            above = max((behind[other] for other in behind if other < number), default=-1)
            found.append((above + 0.5, Change("dropped", node, None)))
    return [change for _, change in sorted(found, key=lambda each: each[0])]


def marked(before: str, after: str) -> str:
    """The new words with what went in [-…-] and what came in {+…+}."""
    told = []
    for kind, a, b, c, d in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            told.append(before[a:b])
            continue
        told.append((f"[-{before[a:b]}-]" if b > a else "") + (f"{{+{after[c:d]}+}}" if d > c else ""))
    return "".join(told)


def _articles(document: ParsedDocument) -> list[TextNode]:
    """The numbered clauses of a document; its head and its foot are of the version and no rules."""
    return [node for node in document.clauses if node.metadata["kind"] == "text" and _NUMBER.match(node.text)]


def _words(node: TextNode) -> str:
    """The words of a clause without its number, and without the signature that stands under the last."""
    return re.sub(r"\s+", "", _NUMBER.sub("", node.text.split("\n\n")[0]))


def _paired(before: Sequence[TextNode], after: Sequence[TextNode]) -> dict[int, int]:
    """For each article of the new version the place of the one of the old that it was: the likest first, each once.

    What is left is the same article where it has the same number and something in common.
    """
    alike = sorted(_likenesses(before, after), reverse=True)
    left = [
        (likeness, partner, place)
        for likeness, partner, place in alike
        if likeness < ALIKE and before[partner].metadata["address"] == after[place].metadata["address"]
    ]
    pairs: dict[int, int] = {}
    for _, partner, place in (*(each for each in alike if each[0] >= ALIKE), *left):
        if place not in pairs and partner not in pairs.values():
            pairs[place] = partner
    return pairs


def _likenesses(before: Sequence[TextNode], after: Sequence[TextNode]) -> Iterator[tuple[float, int, int]]:
    for place, new in enumerate(after):
        matcher = difflib.SequenceMatcher(None, b=_words(new), autojunk=False)
        for partner, old in enumerate(before):
            matcher.set_seq1(_words(old))
            if matcher.quick_ratio() >= SOME and (likeness := matcher.ratio()) >= SOME:
                yield likeness, partner, place
