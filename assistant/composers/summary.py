"""What a document says in short: its sections, each by its heading and the first sentence under it, cited."""

import re
from collections.abc import Sequence

from llama_index.core.schema import TextNode

from assistant.answer import Quote, Statement
from assistant.candidate import Candidate
from assistant.composers.articles import without_title
from assistant.composers.lists import SHORT
from assistant.evidence import Evidence
from assistant.question import Question
from assistant.sentences import sentences, tidy, unnumbered
from corpus import ParsedDocument
from index import Generation

SECTIONS = 12
"""Sections told at most: more cannot be read at a glance."""

_NAMES = re.compile(r"《[^《》]*》|[\u4e00-\u9fff]*[〔\[（(【]\d{4}[〕\])）】]\d+号")
_ASKS = re.compile(
    r"(?:请|帮我?|给我?|把|将|对|麻烦|一下|看看|这[个份]|那[个份]|该|的|了|里|中|文件|通知|办法|方案|报告|全文|主要|核心|大致|基本|内容|要点|精神|大意"
    r"|讲|说|写|规定|概括|总结|归纳|摘要|介绍|简要|是|有|包括|什么|哪些|啥|怎么|[，,。？?！!\s])*"
)


def state_summary(question: Question, evidence: Evidence, generation: Generation) -> list[Statement]:
    """The sections of the first document, where the question asks for nothing in particular that it says."""
    best = evidence.candidates[0] if evidence.candidates else None
    if best is None or not _ASKS.fullmatch(_without_names(question.whole, best)):
        return []
    parsed = generation.document(best.document)
    return [_section(node, best) for node in _sections(parsed)[:SECTIONS]]


def _without_names(text: str, best: Candidate) -> str:
    rest = _NAMES.sub("", text)
    title = re.sub(r"[《》]", "", best.letterhead.title or "")
    return without_title(rest.replace(title, "") if title else rest, title)


def _sections(parsed: ParsedDocument) -> Sequence[TextNode]:
    """The clauses of the highest level that has several, in order; rows of tables are none."""
    text = [node for node in parsed.clauses if node.metadata["kind"] != "row" and node.metadata["headings"]]
    for depth in sorted({len(node.metadata["headings"]) for node in text}):
        level = [node for node in text if len(node.metadata["headings"]) == depth]
        first = [
            node
            for place, node in enumerate(level)
            if not place or node.metadata["headings"] != level[place - 1].metadata["headings"]
        ]
        if len(first) > 1:
            return first
    return text or parsed.clauses[:1]


def _section(node: TextNode, best: Candidate) -> Statement:
    """What a section is headed by, and the first sentence under a heading that only names."""
    told = [unnumbered(sentence) for sentence in sentences(node.text)]
    last = told[1] if len(told) > 1 and len(told[0].text) <= SHORT else told[0]
    start = node.start_char_idx or 0
    quote = Quote(node, best.letterhead, start + told[0].start, start + last.end)
    return Statement(tidy(quote.text), (quote,))
