"""The sets: where their documents are, what is asked, what is right."""

import json
from pathlib import Path
from typing import Any

from assistant.errors import InputError
from eval.benchmarks.case import Article, Benchmark, Case, Hit, Quote, Span
from eval.benchmarks.laws import read_law, write_laws

SEEN_BY_MODEL = (
    "The embedded model may have learnt from these questions: then only bm25 and the peers without it tell of unseen"
    " ones. Measure a model on what was held out from its training with --ids."
)
SEEN_BY_ASSISTANT = (
    "What the assistant has learnt (the order of clauses, the stretch that answers, whether to answer) was fitted on these"
    " questions: `assistant` and the answers are not figures of unseen ones. `python -m eval.fitting` prints those."
)


def rows(path: Path) -> list[dict[str, Any]]:
    """The objects of a JSON Lines file.

    Raises:
        InputError: if there is no such file.
    """
    if not path.is_file():
        raise InputError(f"{path} 不存在，请用 --bench 指定评测集目录（内有 nfra、ncp、statutes，旁有 seeds、gold）")
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def nfra(bench: Path, work: Path) -> Benchmark:
    """Financial regulations in PDF; one article answers each question. Judged by the quote, so that chunks may compete."""
    cases = tuple(
        Case(
            row["id"],
            row["question"],
            (Quote(row["document"], row["quote"]),),
            answer=row["answer"],
            clause=(row["document"], row["clause"]),
        )
        for row in rows(bench / "nfra" / "questions.jsonl")
    )
    documents = tuple(sorted((bench / "nfra" / "documents").iterdir()))
    return Benchmark("nfra", documents, cases, note=SEEN_BY_ASSISTANT)


def ncp(bench: Path, work: Path) -> Benchmark:
    """Notices and news whose line breaks are lost; the answer is a span, right is what holds at least half of it."""
    cases = tuple(
        Case(row["id"], row["question"], (Span(row["document"], *row["span"]),), answer=row["answer"])
        for row in rows(bench / "ncp" / "questions.jsonl")
    )
    documents = tuple(sorted((bench / "ncp" / "documents").iterdir()))
    return Benchmark("ncp", documents, cases, note=SEEN_BY_ASSISTANT)


def statutes(bench: Path, work: Path) -> Benchmark:
    """Lay questions over all articles; a law is a document and an article a clause."""
    articles = write_laws(bench / "statutes" / "articles.jsonl.gz", work / "laws")
    cases = tuple(
        Case(row["id"], row["question"], tuple(Article(*articles[article].name) for article in row["articles"]))
        for row in rows(bench / "statutes" / "questions.jsonl")
    )
    units = tuple(Hit(a.document, f"{a.title}\n{a.text}", a.address) for a in articles.values())
    return Benchmark("statutes", tuple(sorted((work / "laws").iterdir())), cases, read_law, units, SEEN_BY_MODEL)


def seeds(bench: Path, work: Path) -> Benchmark:
    """Rectification documents; a question may rest on several quotes. Those without an answer have nothing to be found."""
    root = bench.parent
    cases = tuple(
        Case(
            row["id"],
            row["question"],
            tuple(Quote(quote["doc"], quote["quote"]) for quote in row["quotes"]),
            tuple(row["history"]),
        )
        for row in rows(root / "gold" / "questions.jsonl")
        if row["quotes"]
    )
    return Benchmark("seeds", tuple(sorted((root / "seeds").iterdir())), cases)


def among(bench: Path, work: Path) -> Benchmark:
    """The seeds' questions with all laws and notices in the same library: what a crowd costs."""
    crowd = [statutes(bench, work), ncp(bench, work)]
    own = seeds(bench, work)
    documents = own.documents + tuple(path for other in crowd for path in other.documents)
    return Benchmark("seeds-among", documents, own.cases, read_law, tuple(u for other in crowd for u in other.units))


SETS = {"nfra": [nfra], "ncp": [ncp], "statutes": [statutes], "seeds": [seeds, among]}
"""The sets under the names that `--only` takes."""
