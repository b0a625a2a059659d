"""What the embedded model learns from: texts, and the passages that answer, continue or belong to them."""

import gzip
import json
import random
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.lexical import LexicalIndex, tokens

Row = Mapping[str, Any]

SENTENCE_END = re.compile(r"(?<=[。；！？\n])")
SHORTEST = 8
"""Characters below which a text says too little to be recognised by."""

NEAR = 50
"""How many of BM25's best count as near to a question; those that do not answer it are what to tell it from."""


@dataclass(frozen=True, slots=True)
class Example:
    """A text, the passage to be found with it, and passages that look alike and must not be."""

    anchor: str
    positive: str
    negatives: tuple[str, ...] = ()


def rows(path: Path) -> Iterator[Row]:
    """The JSON objects of a JSON Lines file, gzipped or not, in file order."""
    content = path.read_bytes()
    text = gzip.decompress(content) if path.suffix == ".gz" else content
    yield from map(json.loads, text.splitlines())


def article_examples(laws: Iterable[Row], seed: int) -> list[Example]:
    """Two examples an article: the law's title and section → the article, one of its sentences → the rest of it.

    `laws` are rows with `law`, `section` and `text`. No one has to label them, and they teach which words of the law
    keep company.
    """
    chance = random.Random(seed)
    return [example for law in laws for example in _examples_of_article(law, chance)]


def _examples_of_article(law: Row, chance: random.Random) -> Iterator[Example]:
    text = law["text"]
    if len(text) >= SHORTEST:
        yield Example(f"{law['law']} {law['section']}".strip(), text)
    sentences = [sentence for sentence in SENTENCE_END.split(text) if len(sentence) >= SHORTEST]
    if len(sentences) > 1:
        chosen = chance.randrange(len(sentences))
        yield Example(sentences[chosen], "".join(sentences[:chosen] + sentences[chosen + 1 :]))


def passage_examples(pairs: Iterable[Row]) -> list[Example]:
    """Question → passage, from rows with `query` and `passage`."""
    return [Example(row["query"], row["passage"]) for row in pairs]


def question_examples(
    questions: Sequence[Row], articles: Sequence[Row], passes: int, negatives: int, seed: int
) -> list[Example]:
    """Question → each article that answers it, `passes` times over, each time with `negatives` others that look alike.

    `questions` are rows with `question` and `articles` (ids), `articles` rows with `id`, `title` and `text`.
    """
    chance = random.Random(seed)
    passages = [f"{row['title']}\n{row['text']}" for row in articles]
    places = {row["id"]: place for place, row in enumerate(articles)}
    lexical = LexicalIndex.build([tokens(passage) for passage in passages])
    found = []
    for row in questions:
        right = [places[article] for article in row["articles"]]
        best = (-lexical.scores(tokens(row["question"]))).argsort(kind="stable")[:NEAR]
        alike = [passages[place] for place in best if place not in right]
        found += [(row["question"], passages[place], alike) for place in right]
    return [
        Example(question, passage, tuple(chance.sample(alike, negatives)))
        for _ in range(passes)
        for question, passage, alike in found
    ]
