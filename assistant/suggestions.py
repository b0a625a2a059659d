"""Questions to start with, made from the documents at hand: what their records and provisions answer."""

import itertools
import re
from collections.abc import Iterator, Sequence

from corpus import ParsedDocument

_LONGEST = 24
"""Characters of a problem that a suggestion repeats at most: it is to be read at a glance."""


def suggest(documents: Sequence[ParsedDocument]) -> Iterator[str]:
    """Suggestions, taking turns among the documents so that the first few show what the library holds."""
    turns = itertools.zip_longest(*(_of(document) for document in documents))
    seen: set[str] = set()
    for question in (question for turn in turns for question in turn if question):
        if question not in seen:
            seen.add(question)
            yield question


def _of(document: ParsedDocument) -> Iterator[str]:
    """What one document can be asked: about its problems if it has any, else about its provisions."""
    for record in document.records:
        problem = re.sub(r"\s+", "", record.problem.text).strip("。；;.：:")
        if not 6 <= len(problem) <= _LONGEST:
            continue
        if record.measures:
            yield f"{problem}，怎么整改？"
        if record.units:
            yield f"{problem}，由哪个单位负责整改？"
    title = document.letterhead.title or ""
    name = re.search(r"《(.+?)》", title)
    short = name.group(1) if name else title
    if short and len(short) <= 2 * _LONGEST and "施行" in document.text:
        yield f"{short}从什么时候起施行？"
