"""All documents in one library, asked by models that never saw the questions: what an order has to hold in.

In a library of a trade the words of a question lead to the clause. Among tens of thousands of articles some hold them by
chance, and a layman's words are hardly in the article that answers. An order learnt without such cases puts lay questions
on statutes worse than the search does. The embedded model that ships has learnt from those questions, so an order fitted
with it would trust vectors more than they deserve on others: each part of the questions is asked of a model made without it.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from assistant import ranking
from assistant.evidence import POOL
from assistant.lexicon import load_lexicon
from assistant.question import read_question
from assistant.terms import term_weights
from eval.benchmarks.laws import LawArticle, read_law, write_laws
from eval.fitting.cases import Row, read_cases, read_gold, read_rows
from eval.fitting.order import Pool, pool_of
from index import Embedding, Generation, Library, load_embedding
from index.training.__main__ import main as train_model

FOLDS, USED = 5, 2
"""Questions are cut into so many parts, and so many of the parts are asked: one costs a model and an index of its own."""

SEED = 7


def read_crowd(bench: Path, documents: Sequence[Path], gold: Path, data: Path) -> tuple[list[Pool], list[Pool]]:
    """What is found for lay questions, and for those of the trades, where statutes and `documents` are one library.

    And what is found for lay questions where there are statutes alone. Models and indexes are kept in `data`; the models are trained where they are not there, which takes half an hour.
    """
    articles = write_laws(bench / "statutes" / "articles.jsonl.gz", data / "laws")
    laws = sorted((data / "laws").iterdir())
    crowd: list[Pool] = []
    alone: list[Pool] = []
    for part, questions in enumerate(_parts(read_rows(bench / "statutes" / "questions.jsonl"))):
        model = load_embedding(_model(bench, data, part, questions))
        full = indexed(data / f"crowd-{part}", model, [*laws, *documents])
        crowd += [_pool("statutes in the crowd", row, articles, full) for row in questions]
        if part == 0:
            cases = read_cases(bench, full) + read_gold("sample", gold, full)
            crowd += [replace(pool_of(case), set=f"{case.set} in the crowd") for case in cases]
        statutes = indexed(data / f"statutes-{part}", model, laws)
        alone += [_pool("statutes", row, articles, statutes) for row in questions]
    return crowd, alone


def indexed(data: Path, model: Embedding, files: Sequence[Path]) -> Generation:
    """The index of these files that is kept in `data`, made where it is not there."""
    library = Library(data, model, read_law)
    if library.generation is None:
        library.add(files)
    assert library.generation is not None
    return library.generation


def _parts(questions: Iterator[Row]) -> list[list[Row]]:
    rows = list(questions)
    random.Random(SEED).shuffle(rows)
    return [rows[part::FOLDS] for part in range(USED)]


def _model(bench: Path, data: Path, part: int, questions: Sequence[Row]) -> Path:
    """A model by the recipe of the one that ships, which has not learnt from these questions."""
    model, ids, train = data / f"model-{part}", data / f"model-{part}.txt", bench.parent / "train"
    held_out = "\n".join(sorted(str(row["id"]) for row in questions))
    if not model.is_dir() or ids.read_text(encoding="utf-8") != held_out:
        ids.write_text(held_out, encoding="utf-8")
        files = {
            "--laws": train / "laws.jsonl.gz",
            "--pairs": train / "pairs.jsonl.gz",
            "--questions": bench / "statutes" / "questions.jsonl",
            "--articles": bench / "statutes" / "articles.jsonl.gz",
            "--held-out": ids,
            "--output": model,
        }
        train_model([word for option, path in files.items() for word in (option, str(path))])
    return model


def _pool(name: str, row: Row, articles: dict[str, LawArticle], generation: Generation) -> Pool:
    question = read_question(row["question"], load_lexicon())
    hits = generation.hits(question.query, POOL)
    wanted = {articles[article].name for article in row["articles"]}
    right = [(hit.node.metadata["document"], hit.node.metadata["address"]) in wanted for hit in hits]
    rows = ranking.features(question, hits, generation, term_weights(question, generation))
    return Pool(f"statutes/{row['id']}", name, rows, np.array(right, np.bool_), len(wanted), True)
