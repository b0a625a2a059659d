"""What the embedded model learns from: pairs of texts of which the second answers, continues or belongs to the first."""

import gzip
import json
import random
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Row = Mapping[str, Any]

SENTENCE_END = re.compile(r"(?<=[。；！？\n])")
SHORTEST = 8
"""Characters below which a text says too little to be recognised by."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A text and the passage that should be found with it."""

    anchor: str
    positive: str


def rows(path: Path) -> Iterator[Row]:
    """The JSON objects of a JSON Lines file, gzipped or not, in file order."""
    with path.open("rb") as file:
        yield from map(json.loads, gzip.open(file) if path.suffix == ".gz" else file)


def article_pairs(laws: Iterable[Row], seed: int) -> list[Pair]:
    """Two pairs an article: the law's title and section → the article, one of its sentences → the rest of it.

    `laws` are rows with `law`, `section` and `text`. No one has to label them, and they teach which words of the law
    keep company.
    """
    chance = random.Random(seed)
    return [pair for law in laws for pair in _pairs_of_article(law, chance)]


def _pairs_of_article(law: Row, chance: random.Random) -> Iterator[Pair]:
    text = law["text"]
    if len(text) >= SHORTEST:
        yield Pair(f"{law['law']} {law['section']}".strip(), text)
    sentences = [sentence for sentence in SENTENCE_END.split(text) if len(sentence) >= SHORTEST]
    if len(sentences) > 1:
        chosen = chance.randrange(len(sentences))
        yield Pair(sentences[chosen], "".join(sentences[:chosen] + sentences[chosen + 1 :]))


def passage_pairs(pairs: Iterable[Row]) -> list[Pair]:
    """Question → passage, from rows with `query` and `passage`."""
    return [Pair(row["query"], row["passage"]) for row in pairs]


def question_pairs(questions: Iterable[Row], articles: Iterable[Row]) -> list[Pair]:
    """Question → each article that answers it.

    `questions` are rows with `question` and `articles` (ids), `articles` rows with `id`, `title` and `text`.
    """
    passages = {row["id"]: f"{row['title']}\n{row['text']}" for row in articles}
    return [Pair(row["question"], passages[article]) for row in questions for article in row["articles"]]
