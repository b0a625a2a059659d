"""What a question asks of several years or places at once, asked of each: 2022年和2023年的整改率, 甲县和乙县各核减了多少.

A search for both finds the one that says more, and a clause about one year answers nothing of the other. Asked one by one each
is bound to its own documents.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import chain, zip_longest

from assistant.evidence import Evidence
from assistant.question import Question

_AND = r"\s*(?:和|与|、|跟|同|及|以及|，|对比)\s*"
_YEARS = re.compile(rf"(?:(?:19|20)\d{{2}}(?:年度?)?{_AND})+(?:19|20)\d{{2}}年度?")
_YEAR = re.compile(r"(?:19|20)\d{2}")
_DISTRIBUTES = re.compile(r"各(?=[\u4e00-\u9fff])|分别")


def alternatives(question: Question, places: Iterable[str]) -> list[Question]:
    """The question asked of each year or of each of the `places` that it names side by side; itself where it names no two."""
    text = question.whole
    if years := _YEARS.search(text):
        each = [f"{year}年{'度' if '年度' in years[0] else ''}" for year in _YEAR.findall(years[0])]
        return [_of(question, text[: years.start()], name, text[years.end() :]) for name in each]
    named = _side_by_side(text, places)
    if named is None:
        return [question]
    start, end, found = named
    return [_of(question, text[:start], name, text[end:]) for name in found]


def _side_by_side(text: str, places: Iterable[str]) -> tuple[int, int, list[str]] | None:
    """Where two places or more stand side by side, from start to end, and the places."""
    forms = {form: place for place in places for form in (place, place[:-1]) if len(form) > 1}
    if not forms:
        return None
    one = "|".join(sorted(map(re.escape, forms), key=len, reverse=True))
    match = re.search(rf"(?:(?:{one}){_AND})+(?:{one})", text)
    found = [forms[form] for form in re.findall(one, match[0])] if match else []
    return (match.start(), match.end(), found) if match and len(set(found)) > 1 else None


def _of(question: Question, before: str, name: str, after: str) -> Question:
    """The question of one of them; what says that it is asked of each falls away."""
    text = _DISTRIBUTES.sub("", f"{before}{name}{after}")
    others = tuple(place for place in question.places if place in text)
    years = tuple(year for year in question.years if str(year) in text)
    terms = tuple(term for term in question.terms if term[0] in text)
    return replace(question, text=text, whole=text, places=others, years=years, terms=terms)


def together(found: Sequence[tuple[Question, Evidence]]) -> Evidence:
    """The evidence for all, the best of each first; missing where nothing has any."""
    answered = [evidence for _, evidence in found if not evidence.missing]
    if not answered:
        return found[0][1]
    mixed = chain.from_iterable(zip_longest(*(evidence.candidates for evidence in answered)))
    candidates = {candidate.node.node_id: candidate for candidate in mixed if candidate is not None}
    return Evidence(tuple(candidates.values()), max(each.probability for each in answered), None)
