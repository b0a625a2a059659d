"""`python -m index.training --laws F --pairs F [--questions F --articles F] --output DIR`."""

import argparse
import sys
from pathlib import Path

from index.training.pairs import article_pairs, passage_pairs, question_pairs, rows
from index.training.shipping import ship
from index.training.tokenizer import train_tokenizer
from index.training.train import Recipe, train


def main(arguments: list[str]) -> None:
    """Make the embedded model from statutes and questions, and write it into a directory."""
    options = _parser().parse_args(arguments)
    recipe = Recipe()
    laws = list(rows(options.laws))
    asked = passage_pairs(rows(options.pairs))
    if options.questions:
        asked += question_pairs(rows(options.questions), rows(options.articles))
    questions = sorted({pair.anchor for pair in asked})
    print(f"{len(laws)} articles, {len(asked)} pairs of question and passage; learning the pieces …")
    sample = [law["text"] for law in laws[:: recipe.every]]
    tokenizer = train_tokenizer(sample + questions * recipe.every, recipe.pieces)
    model = train(tokenizer, article_pairs(laws, recipe.seed) + asked * recipe.question_weight, recipe)
    ship(model, options.output)
    print(f"written: {options.output}")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m index.training", description=main.__doc__)
    parser.add_argument("--laws", required=True, type=Path, metavar="F", help="articles: law, section, text")
    parser.add_argument("--pairs", required=True, type=Path, metavar="F", help="query, passage")
    parser.add_argument("--questions", type=Path, metavar="F", help="question, articles (ids); needs --articles")
    parser.add_argument("--articles", type=Path, metavar="F", help="id, title, text")
    parser.add_argument("--output", required=True, type=Path, metavar="DIR", help="where the model is written")
    return parser


if __name__ == "__main__":
    main(sys.argv[1:])
