"""The cause that a precedent gives, for the user to compare with: ours may be another."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer import Quote
from assistant.drafting.adapt import adapt
from assistant.drafting.basis import Basis
from assistant.drafting.case import BLANK, Case

_CAUSE = re.compile(
    r"(?:原因是|由于|主要是因为|是因为|因(?!素)(?=[^此为而病故灾户]{2,14}(?:，|不|缺|未)))[^，。；]{4,40}"
)
_INTRODUCED = re.compile(r"^(?:主要)?(?:原因是|是?因为|由于|因)")


@dataclass(frozen=True)
class Cause:
    """What is said of the cause, in words that fit here, and the quote that it rests on."""

    words: str
    quote: Quote

    def text(self, words: str) -> str:
        """The cause as a draft gives it, in these words, marked as another's."""
        place = self.quote.node.metadata
        source = f"{self.quote.letterhead.title or place['document']} {place['address']}"
        return f"同类问题的原因为：{words}（{source}）。本单位的原因请核实：{BLANK}。"


def find_cause(basis: Sequence[Basis], case: Case) -> Cause | None:
    """The cause that the best precedent of the same fault gives, if any gives one that says nothing of its own place."""
    for one in basis:
        description = one.record.description if one.record else None
        match = _CAUSE.search(description.text) if description else None
        source = f"{one.letterhead.title} {one.letterhead.region} {one.node.text}"
        words = adapt(match[0], source, case) if match else None
        if description and match and words and BLANK not in words:
            start, end = description.start + match.start(), description.start + match.end()
            return Cause(_INTRODUCED.sub("", words), Quote(one.node, one.letterhead, start, end))
    return None
