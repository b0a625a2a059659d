"""Teaching a static model the words of the documents at hand, without labels, in numpy alone."""

import itertools
import random
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from index.embedding import StaticEmbedding

Table = NDArray[np.float32]
Progress = Callable[[int, int], None]
Pair = tuple[str, str]

SENTENCE_END = re.compile(r"(?<=[。；！？\n])")
SHORTEST = 8
"""Characters below which a sentence says too little to be recognised by."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """How far a model is taken: the defaults were chosen on notices and regulations, see the model card."""

    fewest_pairs: int = 500
    known: float = 1 / 3
    steps: int = 200
    batch: int = 512
    learning_rate: float = 0.15
    scale: float = 20.0
    seed: int = 20


DEFAULT_SCHEDULE = Schedule()


def adapt(
    embedding: StaticEmbedding,
    pairs: Sequence[Pair],
    schedule: Schedule = DEFAULT_SCHEDULE,
    progress: Progress | None = None,
) -> StaticEmbedding:
    """The model after it learnt which sentences of the documents stand together; the given one stays as it is.

    Words that the model knows little of, names of the place and of the trade, so get their meaning from their company. The
    same pairs always give the same model. The given model is returned where there is too little to learn from, fewer than
    `schedule.fewest_pairs`, or too little to gain: where it already tells for a share of `schedule.known` of the sentences
    which stand together (a half on statutes, which it was trained on and which learning more made worse; a sixth on
    notices and on regulations). `progress` is called with (steps done, steps in all).
    """
    if len(pairs) < schedule.fewest_pairs or _recognised(embedding, pairs, schedule) >= schedule.known:
        return embedding
    anchors, positives = _both_bags(embedding, pairs)
    table = embedding.table()
    rows = np.unique(np.concatenate([anchors.indices, positives.indices]))  # no other can change
    table[rows] = _train(table[rows], anchors[:, rows], positives[:, rows], schedule, progress)
    return embedding.with_table(table)


def sentence_pairs(documents: Iterable[Sequence[str]], schedule: Schedule = DEFAULT_SCHEDULE) -> list[Pair]:
    """Sentences that stand together in `documents`, each a title followed by its clauses in order.

    A sentence and its neighbours, a title and a sentence below it, a part of a sentence and the rest. Not more than
    `schedule` would use, each as likely as any other to be among them (reservoir sampling, Vitter 1985).
    """
    chance, most = random.Random(schedule.seed), schedule.steps * schedule.batch
    found = (pair for title, *clauses in documents for pair in _pairs_of_document(title, clauses, chance))
    pairs = list(itertools.islice(found, most))
    for seen, pair in enumerate(found, most + 1):
        place = chance.randrange(seen)
        if place < most:
            pairs[place] = pair
    return pairs


def _pairs_of_document(title: str, clauses: Sequence[str], chance: random.Random) -> Iterator[Pair]:
    sentences = [part for clause in clauses for part in SENTENCE_END.split(clause) if len(part.strip()) >= SHORTEST]
    for place, sentence in enumerate(sentences):
        around = sentences[max(0, place - 2) : place] + sentences[place + 1 : place + 3]
        if around:
            yield sentence, "".join(around)
        yield title, sentence
        middle = chance.randrange(len(sentence) // 3, len(sentence) - len(sentence) // 3)
        yield sentence[:middle], sentence[middle:]


def _both_bags(embedding: StaticEmbedding, pairs: Sequence[Pair]) -> tuple[csr_matrix, csr_matrix]:
    anchors, positives = zip(*pairs, strict=True)
    return _bags(embedding, anchors), _bags(embedding, positives)


def _bags(embedding: StaticEmbedding, texts: Sequence[str]) -> csr_matrix:
    """(texts, pieces): the share of each piece in each text, so that this times the table is the texts' vectors."""
    pieces = embedding.pieces(texts)
    lengths = [len(ids) for ids in pieces]
    shares = np.repeat(1 / np.maximum(lengths, 1), lengths).astype(np.float32)
    ends = np.concatenate([[0], np.cumsum(lengths)])
    ids = np.concatenate(pieces)
    return csr_matrix((shares, ids, ends), shape=(len(texts), len(embedding.model.tokens)))


def _recognised(embedding: StaticEmbedding, pairs: Sequence[Pair], schedule: Schedule) -> float:
    """The share of a batch of pairs whose anchor is nearer to its own positive than to all others."""
    chosen = np.random.default_rng(schedule.seed).permutation(len(pairs))[: schedule.batch]
    anchors, positives = _both_bags(embedding, [pairs[place] for place in chosen])
    table = embedding.table()
    left, _ = _unit(anchors @ table)
    right, _ = _unit(positives @ table)
    return float(np.mean((left @ right.T).argmax(axis=1) == np.arange(len(chosen))))


def _train(
    table: Table, anchors: csr_matrix, positives: csr_matrix, schedule: Schedule, progress: Progress | None
) -> Table:
    """Adam on the loss that asks of each anchor to be nearest to its own positive among the batch's."""
    chance = np.random.default_rng(schedule.seed)
    mean, spread = np.zeros_like(table), np.zeros_like(table)
    for step in range(1, schedule.steps + 1):
        chosen = chance.choice(anchors.shape[0], min(schedule.batch, anchors.shape[0]), replace=False)
        slope = _slope(table, anchors[chosen], positives[chosen], schedule.scale)
        mean += 0.1 * (slope - mean)
        spread += 0.001 * (slope**2 - spread)
        rate = schedule.learning_rate * (1 - (step - 1) / schedule.steps)
        table -= rate * (mean / (1 - 0.9**step)) / (np.sqrt(spread / (1 - 0.999**step)) + 1e-8)
        if progress:
            progress(step, schedule.steps)
    return table


def _slope(table: Table, anchors: csr_matrix, positives: csr_matrix, scale: float) -> Table:
    """The gradient of the batch's cross entropy with respect to the table."""
    left, left_length = _unit(anchors @ table)
    right, right_length = _unit(positives @ table)
    scores = scale * left @ right.T
    odds = np.exp(scores - scores.max(axis=1, keepdims=True))
    error = odds / odds.sum(axis=1, keepdims=True)
    error[np.diag_indices(len(error))] -= 1
    error *= scale / len(error)
    from_anchors = anchors.T @ _through(error @ right, left, left_length)
    from_positives = positives.T @ _through(error.T @ left, right, right_length)
    return np.asarray(from_anchors + from_positives, np.float32)


def _unit(vectors: Table) -> tuple[Table, Table]:
    length = np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-6)
    return vectors / length, length


def _through(slope: Table, unit: Table, length: Table) -> Table:
    """The slope with respect to a vector, from that with respect to the vector made a unit."""
    along = (slope * unit).sum(axis=1, keepdims=True)
    return np.asarray((slope - unit * along) / length, np.float32)
