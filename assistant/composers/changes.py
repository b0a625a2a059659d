"""What changed between two versions of a measure: each article that was changed, added or dropped, before and after."""

import re
from collections.abc import Mapping, Sequence

from llama_index.core.schema import TextNode

from assistant.answer import Quote, Statement
from assistant.candidate import Candidate
from assistant.matching import plain
from assistant.question import Question
from assistant.scope import named_documents
from assistant.sentences import sentences, tidy, unnumbered
from assistant.terms import coverage
from assistant.versions import Change, changes, versions_of
from corpus import Letterhead
from index import Generation, IndexedDocument

MOST = 12
"""Changes told at most."""

HELD = 0.5
"""Share of what is asked about that a change must hold to be about it."""

_COMPARES = re.compile(
    r"新旧|新老|旧版|老版|(?:旧|老|原)办法|[修改]订?[前后]|修订|改了|变了|变化|改动|调整了|有(?:什么|啥|哪些)不(?:同|一样)"
    r"|(?:原来|以前|过去|之前).{0,20}(?:现在|如今|现行)|(?:跟|和|与|比|对比)(?:现在|现行|新版|原来|以前|上一版)|(?:19|20)\d{2}年?[那的]?版"
)
"""Asked of two versions: what is different, or how it was and is."""

_ASKS = re.compile(
    r"新旧|新老|[新旧老]版|办法|规定|细则|[修改]订?[前后]?|变化|改动|调整|不同|不一样|区别|版本?|现在|现行|原来|以前|过去|之前|对比|相比|内容|条款|那版|哪些|地方|方面"
)


def compared(
    question: Question, first: Candidate | None, generation: Generation
) -> tuple[IndexedDocument, IndexedDocument] | None:
    """The older and the newer version of the measure that a question compares with itself; None where it does not."""
    if not _COMPARES.search(question.text):
        return None
    named = named_documents(question, generation.documents())
    start = named[0] if named else generation.entry(first.document) if first else None
    versions = versions_of(start, generation) if start else []
    asked = [each for each in versions if each.letterhead.year in question.years]
    if len(asked) == 1:  # 2021年版跟现在比
        asked = [asked[0], *(each for each in versions[-1:] if each is not asked[0])]
    chosen = asked if len(asked) > 1 else versions
    return (chosen[-2], chosen[-1]) if len(chosen) > 1 else None


def state_changes(
    question: Question,
    versions: tuple[IndexedDocument, IndexedDocument],
    weights: Mapping[str, float],
    generation: Generation,
) -> list[Statement]:
    """The changes that are asked about; all where the question names nothing but the measure."""
    old, new = versions
    found = changes(generation.document(old.name), generation.document(new.name))
    title = plain(f"{old.letterhead.title} {new.letterhead.title}")
    about = [term for term in question.terms if not _ASKS.search(term[0]) and plain(term[0]) not in title]
    if about:
        found = [change for change in found if coverage(about, weights, _words(change)) >= HELD]
    return [_statement(change, old.letterhead, new.letterhead) for change in found[:MOST]]


def _words(change: Change) -> str:
    return " ".join(node.text for node in (change.old, change.new) if node)


def _statement(change: Change, before: Letterhead, after: Letterhead) -> Statement:
    quotes = [
        Quote(node, head, node.start_char_idx or 0, (node.start_char_idx or 0) + len(node.text.rstrip()))
        for node, head in ((change.old, before), (change.new, after))
        if node
    ]
    if change.old is None and change.new is not None:
        return Statement(f"新增{change.new.metadata['address']}：{_told(change.new, ())}", tuple(quotes), computed=True)
    if change.new is None and change.old is not None:
        return Statement(
            f"删去原{change.old.metadata['address']}：{_told(change.old, ())}", tuple(quotes), computed=True
        )
    assert change.old is not None and change.new is not None  # one of them is there
    own, was = change.new.metadata["address"], change.old.metadata["address"]
    place = own if own == was else f"{own}（原{was}）"
    kept = {plain(each) for each in _each(change.old)} & {plain(each) for each in _each(change.new)}
    words = f"{place}：原为“{_told(change.old, kept)}”，现为“{_told(change.new, kept)}”"
    return Statement(words, tuple(quotes), computed=True)


def _each(node: TextNode) -> list[str]:
    return [tidy(unnumbered(sentence).text) for sentence in sentences(node.text)]


def _told(node: TextNode, kept: Sequence[str] | set[str]) -> str:
    """The sentences of a clause that are not kept word for word."""
    return "".join(each for each in _each(node) if plain(each) not in kept)
