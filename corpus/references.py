"""References between clauses and to other documents, resolved to addresses: 依照本办法第十九条第二款, 前款, 《…》第三条."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from llama_index.core.schema import TextNode

from corpus.numerals import NUMERAL, parse_numeral, write_numeral
from corpus.passages import find_passage, paragraph_spans, plain_address

_N = rf"[\d{NUMERAL}]+"
_PART = rf"(?:第{_N}款)?(?:第?[（(][{NUMERAL}\d]+[)）]项?|第{_N}项)?(?:第{_N}目)?"
_REFERENCE = re.compile(
    rf"(?P<title>《(?P<name>[^《》]{{2,80}})》)?(?:[（(][^（）()]{{0,40}}[)）])?(?P<own>本\w{{1,3}}?)?"
    rf"(?P<article>第\s*{_N}\s*条(?:之[{NUMERAL}]+)?{_PART})(?:至(?P<until>第\s*{_N}\s*条))?"
)
_RELATIVE = re.compile(rf"(?P<which>前款|前条|本条|本款|前两款|前项)(?P<part>{_PART})")
_DEFINED = re.compile(
    r"(?:《(?P<title>[^《》]{2,80})》(?:[（(][^（）()]{2,40}号[)）])?|(?P<name>[\u4e00-\u9fff]{2,30}))"
    r"[（(](?:[^（）()]{2,40}[，,])?以下(?:简称|称|统称|合称)[：:]?[“\"《]?(?P<short>[^）)”\"》]{1,30})[”\"》]?[)）]"
)
_LONGEST_RANGE = 30


@dataclass(frozen=True)
class Reference:
    """A reference as it is written, where it stands, and what it leads to.

    `document` is the title of another document, None for this one; `address` is None where a document is named whole.
    `exists` tells whether this document has that place; it is None for other documents.
    """

    text: str
    start: int
    end: int
    document: str | None
    address: str | None
    exists: bool | None = None


def abbreviations(text: str) -> dict[str, str]:
    """Short names and what they stand for: 以下简称 after a title or a name."""
    return {match["short"]: match["title"] or match["name"] for match in _DEFINED.finditer(text)}


def find_references(text: str, clauses: Sequence[TextNode], clause: TextNode) -> list[Reference]:
    """The references in a clause, in the order in which they stand; a range of articles gives one for each."""
    assert clause.start_char_idx is not None and clause.end_char_idx is not None  # ClauseParser sets them
    start, end = clause.start_char_idx, clause.end_char_idx
    short = abbreviations(text)
    found = [
        *_absolute(text, start, end, short),
        *_relative(text, clause, start, end),
        *_documents(text, start, end, short),
    ]
    own = str(clause.metadata["address"])
    checked = (
        _checked(text, clauses, reference) for reference in sorted(found, key=lambda each: (each.start, each.end))
    )
    return [reference for reference in checked if reference.address != own or reference.start > start + 12]


def _absolute(text: str, start: int, end: int, short: dict[str, str]) -> Iterator[Reference]:
    """Articles by number; an article that follows another (第三条、第四条) is in the same document as that."""
    document: str | None = None
    last = -1
    for match in _REFERENCE.finditer(text, start, end):
        if not text[start : match.start()].strip(" \t\n　#*"):
            continue  # the clause's own number
        if match["title"]:
            document = short.get(match["name"], match["name"])
        elif match["own"] or not re.fullmatch(r"[、和及或与，第\s]*", text[last : match.start()] if last >= 0 else "x"):
            document = None
        last = match.end()
        for address in _range(match):
            yield Reference(match[0], match.start(), match.end(), document, address)


def _range(match: re.Match[str]) -> list[str]:
    first = plain_address(match["article"])
    if not match["until"]:
        return [first]
    numbers = [
        parse_numeral(re.sub(r"[第条\s]|之.*|款.*", "", part)) for part in (first.split("条")[0], match["until"])
    ]
    if not 0 < numbers[1] - numbers[0] <= _LONGEST_RANGE:
        return [first]
    return [f"第{write_numeral(number)}条" for number in range(numbers[0], numbers[1] + 1)]


def _relative(text: str, clause: TextNode, start: int, end: int) -> Iterator[Reference]:
    """前款 is the 款 before the one that says so, 前条 the article before, 本条 this one."""
    own = re.match(rf"第({_N})条", str(clause.metadata["address"]))
    if not own:
        return
    spans = paragraph_spans(text, start, end)
    for match in _RELATIVE.finditer(text, start, end):
        paragraph = next((i for i, (a, b) in enumerate(spans, 1) if a <= match.start() < b), 1)
        for address in _relative_addresses(match["which"], parse_numeral(own[1]), own[0], paragraph):
            yield Reference(match[0], match.start(), match.end(), None, plain_address(address + match["part"]))


def _relative_addresses(which: str, number: int, own: str, paragraph: int) -> list[str]:
    if which == "前条":
        return [f"第{write_numeral(number - 1)}条"] if number > 1 else []
    if which == "本条":
        return [own]
    if which == "前两款":
        return [f"{own}第{write_numeral(n)}款" for n in (paragraph - 2, paragraph - 1)] if paragraph > 2 else []
    place = paragraph - 1 if which == "前款" else paragraph
    return [f"{own}第{write_numeral(place)}款"] if place >= 1 and which != "前项" else []


def _documents(text: str, start: int, end: int, short: dict[str, str]) -> Iterator[Reference]:
    """Other documents named whole."""
    for match in re.finditer(r"《((?:[^《》]|《[^《》]*》){2,120})》", text[start:end]):
        follows = text[start + match.end() : start + match.end() + 60]
        if text[: start + match.start()].endswith(("简称", "称", "简称：")) or re.match(
            rf"(?:[（(][^（）()]{{0,40}}[)）])?第\s*{_N}\s*条", follows
        ):
            continue
        name = re.sub(r"\s+", "", match[1])
        yield Reference(match[0], start + match.start(), start + match.end(), short.get(name, name), None)


def _checked(text: str, clauses: Sequence[TextNode], reference: Reference) -> Reference:
    if reference.document is not None or reference.address is None:
        return reference
    exists = find_passage(text, clauses, reference.address) is not None
    return Reference(reference.text, reference.start, reference.end, None, reference.address, exists)
