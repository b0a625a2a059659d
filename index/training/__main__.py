"""`python -m index.training --laws F --pairs F [--questions F --articles F] --output DIR`."""

import argparse
import sys
from pathlib import Path

from index.embedding import StaticEmbedding
from index.training.pairs import Row, article_examples, passage_examples, question_examples, rows
from index.training.tokenizer import train_tokenizer
from index.training.train import ANSWERING, READING, new_model, table_of, train, train_and_average

PIECES = 32_000
DIMENSIONS = 512
SEED = 20
SEEDS = (20, 21, 22)
"""Questions are learnt once with each seed, and the models averaged."""

SAMPLE = 7
"""Every which article the pieces are learnt from: all of them take ten times as long and give the same."""

ASIDE = 4
"""Every which article is kept in mind while questions are learnt."""


def main(arguments: list[str]) -> None:
    """Make the embedded model from statutes and questions, and write it into a directory."""
    options = _parser().parse_args(arguments)
    laws = list(rows(options.laws))
    read = article_examples(laws, SEED)
    asked = passage_examples(rows(options.pairs))
    print(f"{len(laws)} articles, {len(asked)} pairs of question and passage: learning the pieces", flush=True)
    lay = sorted({example.anchor for example in asked})
    tokenizer = train_tokenizer([law["text"] for law in laws[::SAMPLE]] + lay * 3, PIECES)
    model = new_model(tokenizer, DIMENSIONS, SEED)
    print("reading the articles", flush=True)
    train(model, [read + asked * 3], READING)
    if options.questions:
        questions, articles = _learnt(options.questions, options.held_out), list(rows(options.articles))
        print(f"answering {len(questions)} questions from {len(articles)} articles", flush=True)
        answers = question_examples(questions, articles, passes=12, negatives=7, seed=SEED)
        table = train_and_average(model, [answers, read[::ASIDE] + asked], ANSWERING, SEEDS)
    else:
        table = table_of(model)
    StaticEmbedding.from_table(table.numpy(), tokenizer).save(options.output)
    print(f"written: {options.output}")


def _learnt(questions: Path, held_out: Path | None) -> list[Row]:
    kept = set(held_out.read_text(encoding="utf-8").split()) if held_out else set()
    return [row for row in rows(questions) if row["id"] not in kept]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m index.training", description=main.__doc__)
    parser.add_argument("--laws", required=True, type=Path, metavar="F", help="articles: law, section, text")
    parser.add_argument("--pairs", required=True, type=Path, metavar="F", help="query, passage")
    parser.add_argument("--questions", type=Path, metavar="F", help="id, question, articles (ids); needs --articles")
    parser.add_argument("--articles", type=Path, metavar="F", help="id, title, text")
    parser.add_argument(
        "--held-out", type=Path, metavar="F", help="ids of questions to leave for measuring, one a line"
    )
    parser.add_argument("--output", required=True, type=Path, metavar="DIR", help="where the model is written")
    return parser


if __name__ == "__main__":
    main(sys.argv[1:])
