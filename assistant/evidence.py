"""Which clauses bear on a question, and whether they bear on it enough to answer.

A search always returns something. What it returns is evidence only if it is about the place, the year and the document
that were asked for, and if it holds what the question turns on; otherwise the honest answer is that nothing was found.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from llama_index.core.schema import NodeWithScore, TextNode

from assistant.question import Question
from corpus import Letterhead
from index import Filter, Generation

POOL = 30
"""Clauses looked at: the right one is among them nearly always, and reading more costs time."""

ENOUGH = 0.52
"""Share of a question's weighted content that evidence must hold to be answered from."""

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?=\s*(?:年|[—\-~至]|[〕\])）]))")


@dataclass(frozen=True)
class Candidate:
    """A clause with what speaks for it: the search's score, and how much of the question it covers (0 to 1)."""

    node: TextNode
    letterhead: Letterhead
    search: float
    coverage: float
    score: float

    @property
    def document(self) -> str:
        """Name of its document."""
        return str(self.node.metadata["document"])

    @property
    def address(self) -> str:
        """Where in its document it stands."""
        return str(self.node.metadata["address"])


@dataclass(frozen=True)
class Evidence:
    """Candidates, best first, and why they do not answer, if they do not (`missing`, in words for the reader)."""

    candidates: tuple[Candidate, ...]
    missing: str | None


def gather(question: Question, generation: Generation, only: Filter | None = None) -> Evidence:
    """Search, weigh what was found against the question, and judge whether it answers."""
    hits = _named_clauses(question, generation) + generation.search(question.query, POOL, only)
    weights = term_weights(question, generation)
    seen: dict[str, Candidate] = {}
    for hit in hits:
        if hit.node.node_id not in seen and isinstance(hit.node, TextNode):
            seen[hit.node.node_id] = _candidate(question, hit, generation, weights)
    ranked = tuple(sorted(seen.values(), key=lambda candidate: -candidate.score))
    return Evidence(ranked, _missing(question, ranked, generation))


def term_weights(question: Question, generation: Generation) -> dict[str, float]:
    """How much each term of a question tells: the inverse document frequency of its rarest known wording."""
    idf = generation.weights([unicodedata.normalize("NFKC", word).lower() for term in question.terms for word in term])
    return {term[0]: idf[unicodedata.normalize("NFKC", term[0]).lower()] for term in question.terms}


def coverage(terms: Sequence[tuple[str, ...]], weights: Mapping[str, float], text: str) -> float:
    """Weighted share of the terms that a text holds, in their own or in official wording; 1 where nothing is asked.

    A long word that is not there as such counts by the share of its bigrams that are.
    """
    total = sum(weights[term[0]] for term in terms)
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", text).lower())
    held = sum(weights[term[0]] * max(_held(word, plain) for word in term) for term in terms)
    return held / total if total else 1.0


def _held(word: str, text: str) -> float:
    plain = unicodedata.normalize("NFKC", word).lower()
    if plain in text:
        return 1.0
    pairs = [plain[i : i + 2] for i in range(len(plain) - 1)]
    return 0.8 * sum(pair in text for pair in pairs) / len(pairs) if len(plain) > 2 else 0.0


def context(candidate: Candidate) -> str:
    """What stands above a clause: title, issuing body, headings, column names."""
    head = candidate.letterhead
    above = (
        head.title,
        head.issuer,
        head.region,
        *candidate.node.metadata["headings"],
        *candidate.node.metadata["columns"],
    )
    return " ".join(part for part in above if part)


def _named_clauses(question: Question, generation: Generation) -> list[NodeWithScore]:
    """Clauses that the question cites by document and address: 《…办法》第十九条."""
    if not question.addresses or not (question.titles or question.numbers):
        return []
    found = []
    for document in generation.documents():
        head = document.letterhead
        named = (
            any(title in (head.title or document.name) for title in question.titles) or head.number in question.numbers
        )
        for address in question.addresses if named else ():
            clause = generation.find(document.name, address)
            found += [NodeWithScore(node=clause.node, score=3.0)] if clause else []
    return found


def _candidate(
    question: Question, hit: NodeWithScore, generation: Generation, weights: Mapping[str, float]
) -> Candidate:
    assert isinstance(hit.node, TextNode)
    letterhead = generation.letterhead(str(hit.node.metadata["document"]))
    plain = Candidate(hit.node, letterhead, hit.score or 0.0, 0.0, 0.0)
    held = coverage(question.terms, weights, f"{hit.node.text} {context(plain)}")
    score = plain.search + 0.6 * held + _fit(question, plain)
    return Candidate(hit.node, letterhead, plain.search, held, score)


def _fit(question: Question, candidate: Candidate) -> float:
    """What a clause gains or loses by place, year and named document."""
    text = f"{candidate.node.text} {context(candidate)}"
    fit = 0.0
    if question.places:
        fit += 0.4 * sum(place in text for place in question.places) / len(question.places) - 0.4
    if question.years:
        fit += 0.1 if any(fits_year(year, candidate.node.text, candidate) for year in question.years) else -0.2
    if question.titles:
        fit += 0.3 if any(title in (candidate.letterhead.title or "") for title in question.titles) else 0.0
    if question.numbers:
        fit += 0.5 if candidate.letterhead.number in question.numbers else 0.0
    if candidate.node.metadata["kind"] == "row":
        fit -= 0.08  # what a ledger repeats of a plan is better cited from the plan
    return fit


def fits_year(year: int, sentence: str, candidate: Candidate) -> bool:
    """Whether a sentence can be about a year: it says so, or its clause does, or neither names any and its document's is it."""
    for text in (sentence, candidate.node.text):
        stated = {int(found) for found in _YEAR.findall(text)}
        if year in stated:
            return True
        if stated and text is sentence:
            return False
    return candidate.letterhead.year == year or str(year) in (candidate.letterhead.title or "")


def _missing(question: Question, ranked: Sequence[Candidate], generation: Generation) -> str | None:
    """Why the best candidates do not answer, in the order in which a reader would object; None if they do."""
    if not ranked:
        return "库中还没有可检索的内容，请先收录文件"
    best = ranked[0]
    unnamed = _unnamed_document(question, ranked)
    if unnamed:
        return f"库中无此文件：{unnamed}"
    places = _places_without_evidence(question, ranked)
    if places:
        return f"地区不符：检索到的条款没有提到{'、'.join(places)}"
    if question.years and not any(fits_year(year, best.node.text, best) for year in question.years):
        return f"年份不符：检索到的条款不是{'、'.join(str(year) for year in question.years)}年的"
    if best.coverage < ENOUGH:
        return "文件未提及：检索到的条款没有说到所问的事项"
    return None


def _unnamed_document(question: Question, ranked: Sequence[Candidate]) -> str | None:
    texts = [
        f"{candidate.letterhead.title} {candidate.letterhead.number} {candidate.node.text}" for candidate in ranked
    ]
    names = [f"《{title}》" for title in question.titles if not any(title in text for text in texts)]
    names += [number for number in question.numbers if not any(number in text for text in texts)]
    return names[0] if names else None


def _places_without_evidence(question: Question, ranked: Iterable[Candidate]) -> list[str]:
    best = list(ranked)[:5]
    return [place for place in question.places if not any(place in f"{c.node.text} {context(c)}" for c in best)]
