"""What a question names binds: a document by its number or title, an article of it by its address.

A search would put the nearest in place of what was named: another notice of the same office for one that the library lacks,
第一百条 for 第二百条. What is named is looked up; where it is not there, that is the answer.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from llama_index.core.schema import TextNode

from assistant.figures import document_numbers
from assistant.question import Question
from corpus import Letterhead
from corpus.numerals import NUMERAL, parse_numeral, write_numeral
from corpus.titles import bare_title, plain_title
from index import Generation, IndexedDocument

SHORTEST = 6
"""Characters of a title that is recognised without 《》: shorter ones are words of other sentences."""

NEARLY = 0.6
"""Share of a title that what it is called must have of its characters."""

RANGE = 30
"""Articles of one range at most."""

_NAMES = re.compile(
    r"《[^《》]+》|[\u4e00-\u9fff]{0,12}[〔\[（(【]\s*\d{4}\s*[〕\])）】]\s*(?:第\s*)?\d{1,5}\s*号(?:文件?)?"
)
_RANGE = re.compile(rf"第\s*([{NUMERAL}\d]+)\s*条\s*(?:至|到|-|—|~)\s*第?\s*([{NUMERAL}\d]+)\s*条")
_ARTICLE = re.compile(rf"第([{NUMERAL}]+)条")
_ISSUED = re.compile(r"^.*?关于(?:印发|发布|公布|转发|修订印发)(?P<named>.+?)(?:等\w{1,4})?的(?:通知|公告|决定)$")
_PLACE = re.compile(r".+?(?:自治区|自治州|自治县|自治旗|街道|[省市县区州盟旗镇乡])(?=.{2}|$)")
_CALLED = r"(?:^|(?<=[，。、；：？！按照据]))([\u4e00-\u9fff]{4,30}?(?:办法|细则|规定|条例|方案|意见|预案|规划|制度|规则|标准|通知|公告|决定))"
_MEASURE = re.compile(_CALLED + r"(?!.*(?:办法|细则|规定|条例))")
_ASKED_INTO = re.compile(_CALLED + r"(?=里面?|中(?!的?央|心|小)|第\S{1,4}条)")
_INSIDE = re.compile(r"》?\s*(?:里面?|中)(?:的|规定|提到|要求|扶持|写)|》?第\S{1,4}条")
_STATE = re.compile(r"有效|失效|废止|作废|停止执行|替代|取代|修订|修改|依据|根据什么|哪些文件")
"""Asked of a document, these are told by others."""


@dataclass(frozen=True)
class Scope:
    """The documents that may answer (None: any), the clauses that are cited by their address, and what is named and not there."""

    documents: frozenset[str] | None = None
    clauses: tuple[tuple[TextNode, Letterhead], ...] = ()
    missing: str | None = None


def scope_of(question: Question, generation: Generation) -> Scope:
    """Look up what a question names; a question that names nothing may be answered by any document."""
    listed = generation.documents()
    found: dict[str, IndexedDocument] = {}
    mentioned = False
    for name, shown, matching in _named(question, listed):
        found |= {document.name: document for document in matching}
        elsewhere = not matching and _told_elsewhere(question, name, generation)
        if not matching and not elsewhere:
            return Scope(missing=f"库中无此文件：{shown}")
        mentioned = mentioned or elsewhere
    if not found and not mentioned:
        titled = _titled(question, listed) or _nearly_titled(question, listed)
        found = {document.name: document for document in titled}
        if not found and (lacked := _looked_into(question, listed)):
            return Scope(missing=f"库中无此文件：《{lacked}》")
    if not found:
        return Scope(_of_places(question, listed, generation))
    addresses = _addresses(question)
    clauses = tuple(
        (clause, document.letterhead)
        for document in found.values()
        for address in addresses
        if (clause := generation.find(document.name, address)) is not None
    )
    if addresses and not clauses:
        return Scope(missing=_absent(addresses[0], list(found.values()), generation))
    free = mentioned or _STATE.search(question.text)
    return Scope(None if free else frozenset(found), clauses)


def named_documents(question: Question, listed: Sequence[IndexedDocument]) -> list[IndexedDocument]:
    """The documents that a question names by number or title, in full or nearly."""
    marked = [document for _, _, matching in _named(question, listed) for document in matching]
    return list(dict.fromkeys(marked)) or _titled(question, listed) or _nearly_titled(question, listed)


def _of_places(question: Question, listed: Sequence[IndexedDocument], generation: Generation) -> frozenset[str] | None:
    """The documents that may tell of the places that the question names, as far as the library has documents of these.

    That is documents of the place, of a province or of none, which may hold for it, and whatever mentions it. A place within
    another that is named with it binds alone.
    """
    text = question.whole
    named = [place for place in places_of(generation) if _stem(place) in text]
    ends = {place: text.find(_stem(place)) + len(place) for place in named}
    within = [place for place in named if not any(text.startswith(_stem(other), ends[place]) for other in named)]
    if not within:
        return None
    mention = frozenset().union(*(generation.mentioning(_stem(place)) for place in within))
    return mention | {document.name for document in listed if _holds_anywhere(document.letterhead.region)}


def places_of(generation: Generation) -> frozenset[str]:
    """The places that the library has documents of."""
    return frozenset(place for document in generation.documents() for place in _ranks(document.letterhead.region))


@lru_cache(maxsize=1 << 12)
def _ranks(region: str | None) -> tuple[str, ...]:
    """The places that a region is made of, the widest first: 云川省, 宁溪市, 清岚县."""
    return tuple(_PLACE.findall(region or ""))


def _stem(place: str) -> str:
    """A place as it is called for short, where that is a name still."""
    return place[:-1] if len(place) > 2 else place


def _holds_anywhere(region: str | None) -> bool:
    return all(place.endswith(("省", "自治区")) for place in _ranks(region))


def without_names(question: Question, scope: Scope) -> Question:
    """The question without the numbers and titles that bind it: what must be read is the rest, and no clause repeats them."""
    if scope.documents is None:
        return question
    return replace(question, text=_stripped(question.text), whole=_stripped(question.whole))


def _stripped(text: str) -> str:
    return _NAMES.sub("", text).strip(" ，,的里中") or text


def _named(question: Question, listed: Sequence[IndexedDocument]) -> list[tuple[str, str, list[IndexedDocument]]]:
    """What the question names by number or in 《》, how that is shown, and the documents that bear it."""
    numbers = [(number, number, [d for d in listed if bears(number, d)]) for number in question.numbers]
    titles = [(title, f"《{title}》", documents_of_title(title, listed)) for title in question.titles]
    return numbers + titles


def bears(number: str, document: IndexedDocument) -> bool:
    """Whether a document has this 发文字号; in a question it may run on from the words before it."""
    own = document.letterhead.number
    return own is not None and any(number.endswith(each) for each in {*document_numbers(_digits(own)), own})


def _digits(number: str) -> str:
    """A number with the letter O read as the zero that was meant."""
    return re.sub(r"(?<=\d)[OoＯ〇○]|[OoＯ〇○](?=\d)", "0", number)


def documents_of_title(title: str, listed: Sequence[IndexedDocument]) -> list[IndexedDocument]:
    """The documents of exactly this title, else those whose title or file name holds it."""
    wanted = bare_title(title)
    exact = [document for document in listed if wanted in names_of(document)]
    return exact or [document for document in listed if any(wanted in name for name in names_of(document))]


def names_of(document: IndexedDocument) -> frozenset[str]:
    """What a document may be called: its title, the measure that it issues, its file."""
    return _called(document.letterhead.title or "", document.name.rpartition(".")[0])


@lru_cache(maxsize=1 << 16)
def _called(title: str, file: str) -> frozenset[str]:
    """Kept: every question looks at every document."""
    issued = _ISSUED.match(plain_title(title))
    return frozenset(bare_title(each) for each in (title, issued["named"] if issued else "", file) if each)


def _titled(question: Question, listed: Sequence[IndexedDocument]) -> list[IndexedDocument]:
    """The documents that a question calls by their title without 《》: those of the longest titles that stand in it."""
    text = plain_title(question.whole)
    held = {
        name: document for document in listed for name in names_of(document) if len(name) >= SHORTEST and name in text
    }
    longest = [name for name in held if not any(name != other and name in other for other in held)]
    return [document for document in listed if names_of(document) & set(longest)]


def _nearly_titled(question: Question, listed: Sequence[IndexedDocument]) -> list[IndexedDocument]:
    """The one document whose title holds all characters of what the question calls a measure, in their order.

    公务用车管理细则 for 党政机关公务用车管理实施细则; where two are called nearly so, neither is meant for certain.
    """
    for called in _MEASURE.findall(plain_title(question.whole)):
        near = [document for document in listed if any(_is_within(called, name) for name in names_of(document))]
        if len(near) == 1:
            return near
    return []


def _looked_into(question: Question, listed: Sequence[IndexedDocument]) -> str | None:
    """A measure that the question asks into (…方案里, …办法第五条) and that no title can be meant by."""
    named = (called for called in _ASKED_INTO.findall(plain_title(question.whole)) if len(called) >= SHORTEST)
    return next(
        (called for called in named if not any(_is_within(called, n, 0) for d in listed for n in names_of(d))), None
    )


def _is_within(called: str, title: str, share: float = NEARLY) -> bool:
    """Whether a title ends as a name does and has its characters in their order, which are this share of its own at least."""
    rest = iter(title)
    return (
        share * len(title) <= len(called) < len(title)
        and title.endswith(called[-2:])
        and all(character in rest for character in called)
    )


def _told_elsewhere(question: Question, name: str, generation: Generation) -> bool:
    """Whether other documents may tell what is asked of one that the library lacks: that it has a number, but not what it says."""
    if question.addresses or _INSIDE.search(question.text):
        return False
    noted = (f"{name}》{bracket}" for bracket in "（(〔")
    if question.kind == "meta" and name in question.titles:
        return any(generation.mentioning(each) for each in noted)
    return bool(generation.mentioning(name))


def _addresses(question: Question) -> list[str]:
    """The articles that a question names, those of a range one by one."""
    within = [
        f"第{write_numeral(number)}条"
        for first, last in _RANGE.findall(question.whole)
        for number in list(range(parse_numeral(first), parse_numeral(last) + 1))[:RANGE]
    ]
    return list(dict.fromkeys([*within, *map(_address, question.addresses)]))


def _address(address: str) -> str:
    return re.sub(r"(?<=第)\d+(?=条)", lambda number: write_numeral(int(number[0])), address)


def _absent(address: str, documents: Sequence[IndexedDocument], generation: Generation) -> str:
    """That a document has no such article, and how many it has."""
    if len(documents) > 1:
        return f"库中的相关文件没有{address}"
    clauses = generation.document(documents[0].name).clauses
    numbers = [parse_numeral(n[1]) for clause in clauses if (n := _ARTICLE.match(clause.metadata["address"]))]
    title = documents[0].letterhead.title or documents[0].name
    shown = title if "《" in title else f"《{title}》"
    return f"{shown}共{max(numbers)}条，无{address}" if numbers else f"{shown}不分条，无{address}"
