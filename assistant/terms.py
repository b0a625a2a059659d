"""A question's terms in a text: which of them it holds, in its own or in official wording, and whether its year fits."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache

from llama_index.core.schema import TextNode

from assistant.matching import plain
from assistant.question import Question
from corpus import Letterhead
from index import Generation

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?=\s*(?:年|[—\-~至]|[〕\])）]))")


def term_weights(question: Question, generation: Generation) -> dict[str, float]:
    """How much each term of a question tells: the inverse document frequency of its rarest known wording."""
    idf = generation.weights([_compared(word)[0] for term in question.terms for word in term])
    return {term[0]: idf[_compared(term[0])[0]] for term in question.terms}


def coverage(terms: Sequence[tuple[str, ...]], weights: Mapping[str, float], text: str) -> float:
    """Weighted share of the terms that a text holds, in their own or in official wording; 1 where nothing is asked.

    A long word that is not there as such counts by the share of its bigrams that are.
    """
    total = sum(weights[term[0]] for term in terms)
    words = plain(text)
    found = sum(weights[term[0]] * max(held(word, words) for word in term) for term in terms)
    return found / total if total else 1.0


def held(word: str, text: str) -> float:
    """How far a `plain` text holds a word: 1, or for a long word the share of its bigrams."""
    wanted, pairs = _compared(word)
    if wanted in text:
        return 1.0
    return 0.8 * sum([pair in text for pair in pairs]) / len(pairs) if len(wanted) > 2 else 0.0


@lru_cache(maxsize=1 << 12)
def _compared(word: str) -> tuple[str, tuple[str, ...]]:
    """A word as it is compared, and its bigrams: a question's words are looked for in hundreds of texts."""
    wanted = unicodedata.normalize("NFKC", word).lower()
    return wanted, tuple(wanted[i : i + 2] for i in range(len(wanted) - 1))


def headline(node: TextNode, head: Letterhead) -> str:
    """What stands above a clause: title, issuing body, region, headings, column names."""
    above = (head.title, head.issuer, head.region, *node.metadata["headings"], *node.metadata["columns"])
    return " ".join(part for part in above if part)


def fits_year(year: int, sentence: str, node: TextNode, head: Letterhead) -> bool:
    """Whether a sentence can be about a year: it says so, or what stands above it or its clause does.

    One that names other years alone is about those; a whole clause is about the year of its title too, whatever it compares.
    Where no year is named, the document's is it, unless its title names another: a report on 2023 is written in 2024.
    """
    own, around = _years(sentence), _years(node.text)
    above = _years(f"{head.title} {' '.join([*node.metadata['headings'], *node.metadata['columns']])}")
    if year in own or (year in above and (not own or sentence == node.text)):
        return True
    return not own and (year in around or (head.year == year and not _years(head.title or "")))


def _years(text: str) -> set[int]:
    return {int(found) for found in _YEAR.findall(text)}
