"""Articles that are asked for whole: 第十条是什么, 第十条至第十二条."""

import re

from assistant.answer import Statement, verbatim
from assistant.candidate import NAMED
from assistant.evidence import Evidence
from assistant.question import Question
from assistant.sentences import trimmed, unnumbered

_NAMES = re.compile(
    r"《[^《》]*》|第[^条]{1,8}条(?:(?:至|到|-|—|~)第?[^条]{1,8}条)?|[\u4e00-\u9fff]*[〔\\[(（【]\d{4}[〕\])）】]\d+号"
)
_ONLY_ASKS = re.compile(
    r"(?:请问|的|里|中|和|与|、|以及|是|说|讲|写|规定|内容|要求|了|都|怎么|怎样|如何|有|些|什么|哪些|啥|全文|原文|条文|分别|告诉我|给我|看|一下|查|具体|[，,。？?：:\s])*"
)


def state_articles(question: Question, evidence: Evidence) -> list[Statement]:
    """The articles that the question cites, whole, where it asks for nothing in particular that they say."""
    cited = sorted(
        (candidate for candidate in evidence.candidates if candidate.score == NAMED),
        key=lambda candidate: (candidate.document, candidate.node.start_char_idx or 0),
    )
    rest = _NAMES.sub("", question.whole)
    for candidate in cited:
        for name in (candidate.letterhead.title, candidate.letterhead.number):
            rest = rest.replace(name or " ", "")
    if not cited or not _ONLY_ASKS.fullmatch(without_title(rest, cited[0].letterhead.title or "")):
        return []
    whole = [(candidate, unnumbered(trimmed(candidate.node.text, 0, len(candidate.node.text)))) for candidate in cited]
    return [verbatim(candidate, words.start, words.end) for candidate, words in whole]


def without_title(text: str, title: str) -> str:
    """A question without the longest run of its beginning that stands in the title: titles are seldom said whole."""
    for end in range(len(text), 3, -1):
        if text[:end] in title:
            return text[end:]
    return text
