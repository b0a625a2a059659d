"""`python -m corpus.laws ARTICLES.jsonl.gz [NAME ...]`: write the laws anew, and others beside them.

The rows have `law`, `section`, `article`, `date` and `text`.
"""

import argparse
import gzip
import itertools
import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from corpus.laws import LAWS, law_files


def main() -> None:
    """Write one file a law: its title, its version, its chapters and articles."""
    parser = argparse.ArgumentParser(prog="python -m corpus.laws", description=__doc__)
    parser.add_argument("articles", type=Path, metavar="ARTICLES.jsonl.gz")
    parser.add_argument("names", nargs="*", metavar="NAME", help="laws that are not there yet")
    options = parser.parse_args()
    names = {*options.names, *(path.stem for path in law_files())}
    with gzip.open(options.articles, "rt", encoding="utf-8") as file:
        rows = [row for line in file if (row := json.loads(line))["law"] in names]
    for name in sorted(names):
        versions = [row for row in rows if row["law"] == name]
        latest = max(row["date"] for row in versions)
        text = _written(name, latest, [row for row in versions if row["date"] == latest])
        (LAWS / f"{name}.txt").write_text(text, encoding="utf-8")


def _written(name: str, date: str, articles: Sequence[dict[str, str]]) -> str:
    year, month, day = (int(part) for part in date.split("-"))
    formal = f"中华人民共和国{name}" if name.removesuffix("实施条例").endswith("法") else name
    return "\n".join([formal, f"（{year}年{month}月{day}日公布的版本）", "", *_lines(articles)]) + "\n"


def _lines(articles: Iterable[dict[str, str]]) -> Iterable[str]:
    for section, under in itertools.groupby(articles, key=lambda row: row["section"]):
        yield from section.split("\n") if section else ()
        for row in under:
            yield f"{row['article']}　{row['text'].strip()}"


if __name__ == "__main__":
    main()
