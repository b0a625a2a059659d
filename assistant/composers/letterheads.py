"""Facts about a document itself: its number, signer, issuing body, dates, recipients, and whom to ask."""

import re

from llama_index.core.schema import TextNode

from assistant.answer import Quote, Statement
from assistant.candidate import Candidate
from assistant.dates import dates
from assistant.evidence import Evidence
from assistant.question import Question
from assistant.sentences import Sentence, tidy, trimmed
from assistant.terms import coverage, headline
from corpus import ParsedDocument
from index import Generation

_DATE = r"(?:\d{4}|[〇○零一二三四五六七八九]{4})\s*年\s*[\d一二三四五六七八九十]{1,3}\s*月\s*[\d一二三四五六七八九十]{1,3}\s*日"
_ISSUED_BY = (
    r"哪[几两三]?[个家]?(?:单位|部门|机关)(?:联合)?(?:发布|印发|发的|发文)|发文机关|谁(?:印发|发布|转发|下?发)的"
)
_ASKED = (
    (r"签发人|谁签发", r"签\s*发\s*人"),
    (r"文号|发文字号", r"[〔\[（(]\s*\d{4}\s*[〕\])）]\s*\d+\s*号\s*$"),
    (r"电话|联系方式|联系人|联系谁|找谁", r"电\s*话|联\s*系\s*人|\d{3,4}-\d{7,8}|1\d{10}"),
    (r"主送", r"[：:]\s*$"),
    (r"抄送", r"抄\s*送"),
    (
        r"成文日期|印发日期|发文日期|落款日期|落款时间|(?:哪天|哪一天|什么时候|何时|几号)(?:印发|发布|发文|下发|出台|转发|批转|发的)",
        rf"^\W*{_DATE}\W*(?:印发?)?$|{_DATE}\s*印",
    ),
    (r"办理结果", r"办\s*理\s*结\s*果"),
    (
        _ISSUED_BY,
        r"文件$|(?:政府|办公室|局|委员会)$",
    ),
)
"""What is asked for, and how the line looks that holds it."""


_WHICH = re.compile(r"\d号(?:文件?)?(?:是|叫|讲|说)的?(?:关于)?(?:什么(?!时)|哪个(?!单位|部门|机关)|哪方面|啥)")
_ISSUER = re.compile(_ISSUED_BY)


def state_letterhead(question: Question, evidence: Evidence, generation: Generation) -> list[Statement]:
    """The lines of the head or the foot that hold what was asked for, in the document that the question is about."""
    first = evidence.candidates[0] if evidence.candidates else None
    if first and _WHICH.search(question.text):
        return _found(first.letterhead.title, first, generation)
    issuer = _found(first.letterhead.issuer, first, generation) if first and _ISSUER.search(question.text) else []
    wanted = [re.compile(pattern) for asked, pattern in _ASKED if re.search(asked, question.text)]
    if issuer and len(wanted) == 1:
        return issuer
    if not wanted or not evidence.candidates:
        return []
    candidate = max(evidence.candidates, key=lambda each: _about(question, each))
    parsed = generation.document(candidate.document)
    lines = [
        (coverage(question.terms, {term[0]: 1.0 for term in question.terms}, line.text), node, line)
        for node in _ends(parsed)
        for line in _lines(node)
        if any(pattern.search(line.text) for pattern in wanted)
    ]
    # A list of contacts names many: the line that names the body asked for holds more of the question than the others.
    if any(_is_own_date(line.text, candidate) for _, _, line in lines):
        lines = [one for one in lines if _is_own_date(one[2].text, candidate) or not dates(one[2].text)]
    best = max((held for held, _, _ in lines), default=0.0)
    several = len(wanted) > 1 or len(lines) <= 3
    return [_statement(candidate, node, line) for held, node, line in lines if several or held >= best - 0.01]


def _is_own_date(line: str, candidate: Candidate) -> bool:
    """Whether a line holds the date of the document itself and not of one that it forwards."""
    own = {candidate.letterhead.date, candidate.letterhead.printed} - {None}
    return any(f"{each.year}-{each.month or 0:02}-{each.day or 0:02}" in own for each in dates(line))


def _found(field: str | None, candidate: Candidate, generation: Generation) -> list[Statement]:
    """A field of the letterhead, as it stands in the document."""
    words = "".join((field or "").split())
    pattern = re.compile(r"\s*".join(map(re.escape, words)))
    for node in generation.document(candidate.document).clauses if words else ():
        if found := pattern.search(node.text):
            start = node.start_char_idx or 0
            return [Statement(words, (Quote(node, candidate.letterhead, start + found.start(), start + found.end()),))]
    return []


def _about(question: Question, candidate: Candidate) -> float:
    """How far a document is the one asked about: by its number, its title and place, and where the search put it."""
    head = candidate.letterhead
    numbered = 2.0 if head.number and any(number.endswith(head.number) for number in question.numbers) else 0.0
    named = coverage(question.terms, {term[0]: 1.0 for term in question.terms}, headline(candidate.node, head))
    place = sum(name in headline(candidate.node, head) for name in question.places)
    return numbered + named + 0.3 * place + 0.1 * candidate.score


def _ends(parsed: ParsedDocument) -> list[TextNode]:
    """The clauses before the first number and after the last, and the last two: signature and imprint may stand in either."""
    text = [node for node in parsed.clauses if node.metadata["kind"] != "row"] or list(parsed.clauses)
    last = text[-2:]
    named = [node for node in text if node.metadata["address"].startswith(("文首", "文尾")) and node not in last]
    return [*(named or text[:-2][:1]), *last]


def _lines(node: TextNode) -> list[Sentence]:
    """Lines with what they say; a line of a contact list is one line, with its tabs."""
    found = (trimmed(node.text, match.start(), match.end()) for match in re.finditer(r"[^\n]+", node.text))
    return [line for line in found if line.text]


def _statement(candidate: Candidate, node: TextNode, line: Sentence) -> Statement:
    start = node.start_char_idx or 0
    return Statement(tidy(line.text), (Quote(node, candidate.letterhead, start + line.start, start + line.end),))
