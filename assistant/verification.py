"""Any text checked against the library: its citations, its quotations, and what it states with a number, a date, a name or a duty.

It is the certificate turned outwards: a draft, a report or the reply of a chat bot is read sentence by sentence, and each thing
that can be looked up is looked up. What is said is what was compared: found word for word, found otherwise, contradicted, resting
on a rule that is not in force, or not in the library.
"""

import datetime
import difflib
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal

from llama_index.core.schema import TextNode

from assistant.answer import Citation
from assistant.certificate import certify
from assistant.matching import Matcher, plain
from assistant.scope import bears, documents_of_title
from assistant.sentences import sentences, tidy
from assistant.terms import headline
from assistant.validity import OUT_OF_FORCE, Validity, clause_validity, is_in_force, validity_of
from corpus import find_passage
from corpus.numerals import NUMERAL, parse_numeral
from index import Filter, Generation, IndexedDocument

Kind = Literal["citation", "quotation", "statement"]
State = Literal["found", "differs", "contradicts", "repealed", "absent"]

NEAR = 8
"""Clauses looked at for a sentence that cites none."""

SPEAKS, WHOLE = 0.55, 0.9
"""Share of a sentence's words that a clause must hold to speak of the same, and to say all of it."""

NEARLY = 0.85
"""Share of what a clause holds of a sentence that one sentence of it must hold to stand for it."""

QUOTED = 8
"""Characters from which words in quotation marks are a quotation: shorter ones are names."""

SLACK = 10
"""Characters by which the place of a quotation may be longer than it."""

ALIKE = 0.6
"""Likeness from which a quotation is of a place of the library, with differences."""

_N = rf"[\d{NUMERAL}]+"
_TITLE = re.compile(
    rf"《(?P<title>[^《》]{{2,80}})》(?:\s*[（(](?P<number>[^（）()]{{4,40}}号)[)）])?"
    rf"(?P<articles>\s*(?:第{_N}条(?:之{_N})?(?:第{_N}款)?(?:第?[（(]?{_N}[)）]?项)?[、和及与]?)*)"
)
_ARTICLE = re.compile(rf"第{_N}条(?:之{_N})?(?:第{_N}款)?(?:第?[（(]?{_N}[)）]?项)?")
_NUMBER = re.compile(
    r"(?<![（(])[\u4e00-\u9fff]{1,12}[〔\[（(【]\s*(?:19|20)\d{2}\s*[〕\])）】]\s*(?:第\s*)?\d{1,5}\s*号"
)
_QUOTED = re.compile(r"“([^“”]+)”")
_LEAD = re.compile(
    r"^(?:根据|依据|按照|依照|参照|对照|违反了?|不符合|按|据)?[，、]?(?:的?(?:有关|相关)?(?:规定|要求|精神))?[，,：:]?|^(?:规定|明确|要求|指出)[，,：:]?"
)


@dataclass(frozen=True)
class Checked:
    """One thing that a text says and that was looked up: its words, what it is, what came of it, where, and what to know."""

    text: str
    kind: Kind
    state: State
    citations: tuple[Citation, ...] = ()
    note: str | None = None

    def to_json(self) -> dict[str, Any]:
        """As the contract of `verify --json` has it."""
        return {**asdict(self), "citations": [asdict(citation) for citation in self.citations]}


def verify(text: str, generation: Generation, day: datetime.date) -> list[Checked]:
    """All that a text cites, quotes and states, in its order; what nothing can be looked up of is left out."""
    return [checked for sentence in sentences(text) for checked in _sentence(tidy(sentence.text), generation, day)]


def _sentence(text: str, generation: Generation, day: datetime.date) -> Iterator[Checked]:
    cited: list[tuple[IndexedDocument, TextNode | None]] = []
    for one, found in _cited(text, generation, day):
        cited += found
        yield one
    only = Filter(documents=frozenset(document.name for document, _ in cited)) if cited else None
    quotations = [match[1] for match in _QUOTED.finditer(text) if len(plain(match[1])) >= QUOTED]
    for quotation in quotations:
        yield _quotation(quotation, only, generation, day)
    bare = _QUOTED.sub(lambda match: "" if match[1] in quotations else match[0], _NUMBER.sub("", _TITLE.sub("", text)))
    stated = _LEAD.sub("", bare.strip("，,。；; "))
    named = [node for _, node in cited if node is not None]
    if len(plain(stated)) >= QUOTED and (checked := _statement(stated, named, only, generation, day)):
        yield checked


def _cited(
    text: str, generation: Generation, day: datetime.date
) -> Iterator[tuple[Checked, list[tuple[IndexedDocument, TextNode | None]]]]:
    """The documents and articles that a sentence cites, by title or by number."""
    listed = generation.documents()
    for match in _TITLE.finditer(text):
        found = documents_of_title(match["title"], listed)
        number, articles = match["number"], _ARTICLE.findall(match["articles"])
        if not found:
            yield _unheld(match[0].strip(), match["title"], number, generation), []
            continue
        meant = (each for each in found if number and bears(_plain_number(number), each))
        document = next(meant, max(found, key=lambda each: _standing(each, generation, day)))
        if number and document.letterhead.number and not bears(_plain_number(number), document):
            own = f"该文件的文号是{document.letterhead.number}"
            yield Checked(match[0].strip(), "citation", "differs", note=own), [(document, None)]
            continue
        if not articles:
            yield _of_document(match[0].strip(), document, generation, day), [(document, None)]
        for article in articles:
            node = _article(document, article, generation)
            yield (
                _of_article(f"《{match['title']}》{article}", document, article, node, generation, day),
                [(document, node)],
            )
    outside = _TITLE.sub(lambda match: "　" * len(match[0]), text)
    for number in _NUMBER.findall(outside):
        bearing = [each for each in listed if bears(_plain_number(number), each)]
        if bearing:
            yield _of_document(number, bearing[0], generation, day), [(bearing[0], None)]
        else:
            yield _unheld(number, None, number, generation), []


def _standing(document: IndexedDocument, generation: Generation, day: datetime.date) -> tuple[bool, str]:
    """Of several versions of one title the one that is in force is meant, else the newest."""
    return is_in_force(document.name, generation, day), document.letterhead.date or ""


def _plain_number(number: str) -> str:
    return re.sub(r"[\[（(【]\s*(\d{4})\s*[\])）】]", r"〔\1〕", re.sub(r"\s", "", number))


def _unheld(text: str, title: str | None, number: str | None, generation: Generation) -> Checked:
    """What is cited and not in the library; that it was repealed may be known all the same."""
    for other, effect in generation.said_of_others("repeals"):
        same = (title and effect.title and plain(effect.title) == plain(title)) or (
            number and effect.number and plain(effect.number) in plain(_plain_number(number))
        )
        if same:
            when = f"自{effect.date}起" if effect.date else ""
            return Checked(text, "citation", "repealed", note=f"{when}已废止，见{other.name} {effect.address}")
    return Checked(text, "citation", "absent", note="库中无此文件，无法核对")


def _of_document(text: str, document: IndexedDocument, generation: Generation, day: datetime.date) -> Checked:
    validity = validity_of(document, generation, day)
    note = _why(validity)
    return Checked(text, "citation", "repealed" if note else "found", note=note)


def _of_article(
    text: str,
    document: IndexedDocument,
    article: str,
    node: TextNode | None,
    generation: Generation,
    day: datetime.date,
) -> Checked:
    if node is None:
        numbers = [
            parse_numeral(found[1])
            for clause in generation.document(document.name).clauses
            if (found := re.match(rf"第({_N})条", str(clause.metadata["address"])))
        ]
        lacking = f"该文件共{max(numbers)}条，无{article}" if numbers else f"该文件不分条，无{article}"
        return Checked(text, "citation", "contradicts", note=lacking)
    citation, validity = _citation(node, 0, len(node.text), generation, day)
    note = _why(validity)
    return Checked(text, "citation", "repealed" if note else "found", (citation,), note)


def _article(document: IndexedDocument, article: str, generation: Generation) -> TextNode | None:
    parsed = generation.document(document.name)
    passage = find_passage(parsed.text, parsed.clauses, article)
    return generation.find(document.name, passage.clause) if passage else None


def _why(validity: Validity) -> str | None:
    """Why a rule is no basis; None if it may be one."""
    if validity.state not in OUT_OF_FORCE:
        return None
    by = f"，见{validity.by[0].document} {validity.by[0].clause}" if validity.by else ""
    when = f"（{validity.ends}）" if validity.ends and validity.state != "尚未施行" else ""
    return f"{validity.state}{when}{by}"


def _quotation(text: str, only: Filter | None, generation: Generation, day: datetime.date) -> Checked:
    """Words in quotation marks: where they stand, or the place that is most like them, and how it differs."""
    nodes = [hit.node for hit in generation.hits(text, NEAR, only)]
    words = _letters(text)
    for node in nodes:
        if words in _letters(node.text):
            citation, validity = _citation(node, 0, len(node.text), generation, day)
            note = _why(validity)
            return Checked(text, "quotation", "repealed" if note else "found", (citation,), note)
    alike = max(
        ((_likeness(words, _letters(node.text)), node) for node in nodes), key=lambda each: each[0][0], default=None
    )
    if alike is None or alike[0][0] < ALIKE:
        return Checked(text, "quotation", "absent", note="库中没有这样的原文")
    citation, _ = _citation(alike[1], 0, len(alike[1].text), generation, day)
    return Checked(text, "quotation", "differs", (citation,), f"原文是：{alike[0][1]}")


def _likeness(words: str, text: str) -> tuple[float, str]:
    """How like some words a stretch of a text is that begins and ends as they do, and the stretch."""
    matcher = difflib.SequenceMatcher(None, words, text, autojunk=False)
    longest = matcher.find_longest_match()
    start = max(0, longest.b - longest.a)
    stretch = text[start : start + len(words) + SLACK]
    blocks = [
        block
        for block in difflib.SequenceMatcher(None, words, stretch, autojunk=False).get_matching_blocks()
        if block.size > 1
    ]
    if not blocks:
        return 0.0, ""
    stretch = stretch[max(0, blocks[0].b - blocks[0].a) : blocks[-1].b + len(words) - blocks[-1].a]
    return difflib.SequenceMatcher(None, words, stretch, autojunk=False).ratio(), stretch


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text))


def _statement(
    text: str, named: Sequence[TextNode], only: Filter | None, generation: Generation, day: datetime.date
) -> Checked | None:
    """What a sentence states: compared with the clauses that it cites, else with the one that speaks of the same."""
    checkable = certify(text, [""])
    if not checkable.figures and not checkable.modalities:
        return None
    matcher = Matcher.of(_wordy(text), generation)
    nodes = list(named) or [hit.node for hit in generation.hits(text, NEAR, only)]
    held = sorted(((matcher.held(_all(node, generation)), -place) for place, node in enumerate(nodes)), reverse=True)
    if not held or held[0][0] < SPEAKS:
        return Checked(text, "statement", "absent", note="库中没有说到此事的条款")
    near = [nodes[-place] for share, place in held if share >= held[0][0] - 0.1]
    judged = [(certify(text, [_above(node, generation), node.text]), node) for node in near]
    certificate, node = min(judged, key=lambda each: len(each[0].missing))
    citation, validity = _citation(node, *_where(matcher, node), generation, day)
    if not certificate.holds:
        missing = f"原文中未见：{'、'.join(certificate.missing)}；原文是：{tidy(citation.quote)}"
        return Checked(text, "statement", "contradicts", (citation,), missing)
    note = _why(validity)
    if note:
        return Checked(text, "statement", "repealed", (citation,), note)
    whole = held[0][0] >= WHOLE
    return Checked(
        text,
        "statement",
        "found" if whole else "differs",
        (citation,),
        None if whole else "数字、日期与原文一致，措辞不同，请对照原文",
    )


def _where(matcher: Matcher, node: TextNode) -> tuple[int, int]:
    """The sentence of a clause that speaks of the same, or the whole of it where several do together."""
    held = [(matcher.held(plain(each.text)), each) for each in sentences(node.text)]
    best, sentence = max(held, key=lambda each: each[0])
    return (sentence.start, sentence.end) if best >= NEARLY * matcher.held(plain(node.text)) else (0, len(node.text))


def _wordy(text: str) -> str:
    """The words of a sentence without its numbers and without those of duty, which are compared by themselves."""
    return re.sub(rf"[\d.,，%％]+|[{NUMERAL}]{{2,}}|应当|应该|必须|可以|不得|不应|严禁|禁止", " ", text)


def _all(node: TextNode, generation: Generation) -> str:
    return plain(f"{_above(node, generation)} {node.text}")


def _above(node: TextNode, generation: Generation) -> str:
    return headline(node, generation.letterhead(str(node.metadata["document"])))


def _citation(
    node: TextNode, start: int, end: int, generation: Generation, day: datetime.date
) -> tuple[Citation, Validity]:
    """A clause as a citation with its state."""
    metadata, offset = node.metadata, node.start_char_idx or 0
    head = generation.letterhead(str(metadata["document"]))
    citation = Citation(
        1, metadata["document"], head.title, head.number, metadata["address"], metadata["page"], node.text[start:end],
        offset + start, offset + end,
    )  # fmt: skip
    validity = clause_validity(citation, generation, day)
    return replace(citation, state=validity.state), validity
