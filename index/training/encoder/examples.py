"""What the encoder learns from: a question, a passage, and where in it the answer stands, or that it is not there."""

import hashlib
import random
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from index.lexical import LexicalIndex, tokens
from index.training.pairs import Row

WINDOW = 320
"""Characters of a passage that are read at once; a longer one is cut around its answer, or anywhere."""

NEAR = 30
"""How many of BM25's best count as near to a question."""

LEFT = 40
"""Characters that must be left of a passage when what answers is cut out of it."""

_SENTENCE = re.compile(r"[^。！？；\n]*[。！？；\n]|[^。！？；\n]+$")

HELD_OUT = 10
"""Every which document is never trained on."""


def is_held_out(group: str) -> bool:
    """Whether the document of this name is one to be measured on, whoever asks."""
    return int(hashlib.sha256(group.encode()).hexdigest(), 16) % HELD_OUT == 0


@dataclass(frozen=True, slots=True)
class Example:
    """A question on a passage.

    `spans` are the offsets of the answer in the passage, none where it does not answer; `answers` says whether it does,
    and may be true without spans where nobody marked them. `source` names the set, `group` the document: parts of one
    document are never on both sides of a split.
    """

    source: str
    group: str
    question: str
    passage: str
    spans: tuple[tuple[int, int], ...]
    answers: bool


def reading_examples(rows: Iterable[Row]) -> Iterator[Example]:
    """Of rows with `set`, `passage`, `question`, `context`, `start` and `answer`; start -1 has no answer, -2 yes or no."""
    for row in rows:
        start, answer = row["start"], row["answer"]
        spans = ((start, start + len(answer)),) if start >= 0 else ()
        yield Example(row["set"], row["passage"].split("-")[0], row["question"], row["context"], spans, start != -1)


def span_examples(rows: Iterable[Row], texts: dict[str, str], source: str) -> Iterator[Example]:
    """Of rows with `question`, `document` and `span`, the offsets of the answer in that document."""
    for row in rows:
        start, end = row["span"]
        yield Example(source, row["document"], row["question"], texts[row["document"]], ((start, end),), True)


def article_examples(questions: Iterable[Row], articles: Iterable[Row]) -> Iterator[Example]:
    """Of rows with `question` and `articles` (ids of rows with `id`, `title` and `text`), each of which answers it."""
    texts = {row["id"]: f"{row['title']} {row['text']}" for row in articles}
    for row in questions:
        for article in row["articles"]:
            yield Example("statutes", row["id"], row["question"], texts[article], (), True)


def with_negatives(examples: Sequence[Example], each: int, seed: int, pool: Sequence[str] = ()) -> Iterator[Example]:
    """The examples, each that answers followed by up to `each` passages that look alike and do not hold its answer.

    They are drawn from BM25's best among the passages of the same source and `pool`: what a search would hand over. A question
    that several passages answer has none of them among what does not.
    """
    chance = random.Random(seed)
    for source in sorted({example.source for example in examples}):
        own = [example for example in examples if example.source == source]
        passages = list(dict.fromkeys([*(example.passage for example in own), *pool]))
        lexical = LexicalIndex.build([tokens(passage) for passage in passages])
        answering: dict[str, set[str]] = defaultdict(set)
        for example in own:
            if example.answers:
                answering[example.question].add(example.passage)
        for example in own:
            yield example
            if not example.answers:
                continue
            best = (-lexical.scores(tokens(example.question))).argsort(kind="stable")[:NEAR]
            told = [example.passage[start:end] for start, end in example.spans]
            alike = [passages[i] for i in best if passages[i] not in answering[example.question]]
            free = [passage for passage in alike if not any(words in passage for words in told)]
            for passage in chance.sample(free, min(each, len(free))):
                yield replace(example, passage=passage, spans=(), answers=False)


def with_cuts(examples: Iterable[Example], share: float, seed: int) -> Iterator[Example]:
    """The examples, a share of those whose words are known followed by the same passage without the sentences that tell them.

    Nothing else changes, so that neither names nor manner give away that the answer is missing: only its absence does.
    """
    chance = random.Random(seed)
    for example in examples:
        yield example
        if example.spans and chance.random() < share:
            told = [example.passage[start:end] for start, end in example.spans]
            kept = [each for each in _SENTENCE.findall(example.passage) if not any(words in each for words in told)]
            left = "".join(kept)
            if len(left) >= LEFT and not any(words in left for words in told):
                yield replace(example, passage=left, spans=(), answers=False)


def windowed(example: Example, chance: random.Random) -> Example:
    """The example with its passage cut to a window that holds the first span."""
    text = example.passage
    if len(text) <= WINDOW:
        return example
    first = example.spans[0][0] if example.spans else chance.randrange(len(text))
    low = max(0, min(first - chance.randint(0, WINDOW * 3 // 4), len(text) - WINDOW))
    inside = [(a - low, min(b - low, WINDOW)) for a, b in example.spans if low <= a < low + WINDOW]
    return replace(example, passage=text[low : low + WINDOW], spans=tuple(inside))
