"""`python -m index.training.problems --output DIR`: the encoder that reads problems, trained on from the one that answers."""

import argparse
import hashlib
import json
import random
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import torch

from index.encoder import SHIPPED, Encoder
from index.training.encoder.examples import HELD_OUT, Example, is_held_out, windowed
from index.training.encoder.export import export
from index.training.encoder.measure import measured
from index.training.encoder.model import feature
from index.training.encoder.train import Stage, train
from index.training.pairs import rows
from index.training.problems.examples import act_examples, fault_examples, governing_examples, problem_examples
from index.training.problems.exported import load_exported

SEED = 20

TURNS = 4
"""Times that each problem is learnt, each time beside other measures."""

QUESTION = 128
"""Tokens of a problem that are read: audits tell more at once than those who ask."""

GOVERNING = 2
"""Times that each judgement of an article is learnt."""

RATES = (5e-5, 1e-4)
"""Learning rates of the encoder, which reads already, and of its heads."""


def main(arguments: list[str]) -> None:
    """Train the encoder that ships on problems alone, and measure it on families that were left out."""
    parser = argparse.ArgumentParser(prog="python -m index.training.problems", description=main.__doc__)
    parser.add_argument("--start", type=Path, default=SHIPPED, metavar="DIR", help="the encoder to train on")
    parser.add_argument("--articles", required=True, type=Path, metavar="F", help="articles of statutes, gzipped rows")
    parser.add_argument("--seconds", type=float, default=2_400, metavar="S", help="time of training, all runs together")
    parser.add_argument("--output", required=True, type=Path, metavar="DIR")
    options = parser.parse_args(arguments)
    chance = random.Random(SEED)
    governing = list(governing_examples(rows(options.articles), SEED))
    turns = [SEED + turn for turn in range(TURNS)]
    examples = [each for turn in turns for each in _examples(turn)]
    examples += governing * GOVERNING
    learnt = [each for each in examples if not is_held_out(each.group)]
    torch.manual_seed(SEED)
    reader, tokenizer = load_exported(options.start)
    reader.to("cuda" if torch.cuda.is_available() else "cpu")
    features = [feature(windowed(each, chance), tokenizer, QUESTION) for each in learnt]
    print(f"{len(features)} examples, {sum(len(each.ids) for each in features)} tokens", flush=True)
    options.output.mkdir(parents=True, exist_ok=True)
    (options.output / "tokenizer.json").write_text(tokenizer.backend_tokenizer.to_str(), encoding="utf-8")
    checkpoint = options.output / "checkpoint.pt"
    train(reader, [Stage(features, 1.0)], RATES, options.seconds, checkpoint, SEED, tokenizer.pad_token_id)
    export(reader.cpu(), options.output / "encoder.onnx")
    sealed = [windowed(each, chance) for each in (*_examples(SEED), *governing) if is_held_out(each.group)]
    result = measured(Encoder(options.output, threads=2, question=QUESTION), sealed)
    card = {
        "made_from": {"sha256": hashlib.sha256((options.start / "encoder.onnx").read_bytes()).hexdigest()},
        "learnt": dict(Counter(each.source for each in learnt)),
        "held_out": f"every {HELD_OUT}th family",
        "seconds": options.seconds,
        "question": QUESTION,
        "temperature": result.temperature,
        "figures": result.figures,
    }
    (options.output / "card.json").write_text(json.dumps(card, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(json.dumps(card, indent=1))


def _examples(seed: int) -> Iterator[Example]:
    yield from problem_examples(seed)
    yield from fault_examples(seed)
    yield from act_examples(seed)


if __name__ == "__main__":
    main(sys.argv[1:])
