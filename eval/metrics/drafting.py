"""What can be told of a draft without a judge: it rests on the right precedents, every measure is cited, nothing is invented."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from eval.matching import holds, plain

LEAST = 3
"""Measures that a draft must have: one is a promise, three are a plan."""

_NUMBER = re.compile(r"\d+(?:\.\d+)?%?")


@dataclass(frozen=True)
class Drafted:
    """A draft as it is judged: its whole text, its measures, and of each measure the documents and quotes that it cites."""

    text: str
    measures: tuple[str, ...]
    citations: tuple[tuple[tuple[str, str], ...], ...]


def score_draft(
    draft: Drafted,
    issue: str,
    unit: str,
    deadline: str,
    precedents: Sequence[tuple[str, str]],
    places: Sequence[str],
) -> dict[str, float]:
    """Figures of a draft, each from 0 to 1; `precedents` are document and quote, `places` the names of other places.

    precedents = cited gold precedents / gold precedents; cited_measures = measures with a citation / measures;
    whole = 1 if there are at least three measures, all cited, that name the unit and the deadline, and no number or place
    is in them that is neither in the problem nor in what they cite.
    """
    cited = [pair for pairs in draft.citations for pair in pairs]
    body = " ".join(draft.measures)
    figures = {
        "precedents": _share(
            [any(d == document and holds(q, quote) for d, q in cited) for document, quote in precedents]
        ),
        "cited_measures": _share([bool(pairs) for pairs in draft.citations]),
        "states_unit": float(unit in draft.text + body),
        "states_deadline": float(plain(deadline) in plain(draft.text + body)),
        "known_numbers": float(not unknown_numbers(body, " ".join([issue, unit, deadline, *(q for _, q in cited)]))),
        "own_names": float(not [place for place in places if place in body and place not in issue + unit]),
    }
    conditions = ("states_unit", "states_deadline", "known_numbers", "own_names")
    whole = (
        len(draft.measures) >= LEAST and figures["cited_measures"] == 1 and all(figures[name] for name in conditions)
    )
    return figures | {"whole": float(whole)}


def unknown_numbers(text: str, known: str) -> list[str]:
    """Numbers of a text that do not stand in what is known."""
    written, source = (unicodedata.normalize("NFKC", each) for each in (text, known))
    return sorted({number for number in _NUMBER.findall(written) if number not in source})


def _share(values: Sequence[bool]) -> float:
    return sum(values) / len(values) if values else 0.0
