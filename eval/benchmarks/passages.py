"""`python -m eval.benchmarks.passages FILE`: the very words that answer, in passages of other trades, by the whole product.

Encyclopaedia passages and court papers (rows of `set`, `passage`, `question`, `context`, `start`, `answer`) become documents of
one library. Each question is asked of its own passage; and of all others, where only noise is. Only documents that the encoder
was not trained on are taken (`index.training.encoder.examples.is_held_out`).
"""

import argparse
import random
import tempfile
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

from assistant import Answer, Assistant, Settings
from eval.metrics.intervals import Estimate, bootstrap
from eval.metrics.overlap import character_f1
from index import Filter
from index.training.encoder.examples import is_held_out
from index.training.pairs import Row, rows

SEED = 3


def main() -> None:
    """Print for each set: F1 and exactness of the words, and how many are declined with and without their passage."""
    parser = argparse.ArgumentParser(prog="python -m eval.benchmarks.passages", description=__doc__)
    parser.add_argument("file", type=Path, help="questions on passages, JSON Lines, gzipped or not")
    parser.add_argument("--count", type=int, default=150, metavar="N", help="questions of each set")
    options = parser.parse_args()
    chosen = chosen_questions(options.file, options.count)
    with tempfile.TemporaryDirectory(prefix="passages-") as folder:
        assistant = Assistant(Settings(Path(folder) / "data", adapts=False))
        assistant.add(written(Path(folder), chosen))
        for name, asked in chosen.items():
            for figure, estimate in figures(assistant, asked).items():
                if estimate:
                    print(
                        f"{name:12} {figure:28} {estimate.mean:.3f} [{estimate.low:.3f}, {estimate.high:.3f}] of {estimate.count}"
                    )


def chosen_questions(file: Path, count: int) -> dict[str, list[Row]]:
    """Questions on held-out documents by set, yes and no left out: no words of a passage are their answer."""
    by_set: dict[str, list[Row]] = defaultdict(list)
    for row in rows(file):
        if is_held_out(row["passage"].split("-")[0]) and row["start"] != -2:
            by_set[row["set"]].append(row)
    chance = random.Random(SEED)
    return {name: chance.sample(found, min(count, len(found))) for name, found in sorted(by_set.items())}


def written(folder: Path, chosen: Mapping[str, Sequence[Row]]) -> list[Path]:
    """The passages of the questions as files of a folder."""
    contexts = {passage_name(row): row["context"] for asked in chosen.values() for row in asked}
    for name, context in contexts.items():
        (folder / name).write_text(context, encoding="utf-8")
    return [folder / name for name in contexts]


def passage_name(row: Row) -> str:
    """The name of the file of a question's passage."""
    return f"{row['set']}-{row['passage']}.txt"


def figures(assistant: Assistant, asked: Sequence[Row]) -> dict[str, Estimate | None]:
    """The figures of one set; `asked` are rows whose passages are documents of the library."""
    everything = frozenset(document.name for document in assistant.documents())
    within = [
        (row, assistant.ask(row["question"], only=Filter(documents=frozenset([passage_name(row)])))) for row in asked
    ]
    told = [(row["answer"], answer) for row, answer in within if row["start"] >= 0]
    twins = {
        row["context"]: {passage_name(other) for other in asked if other["context"] == row["context"]} for row in asked
    }
    noise = [assistant.ask(row["question"], only=Filter(documents=everything - twins[row["context"]])) for row in asked]
    return {
        "character F1 of the words": bootstrap([character_f1(_words(answer), wanted) for wanted, answer in told]),
        "the words exactly": bootstrap([float(_words(answer) == wanted) for wanted, answer in told]),
        "declined, answerable": bootstrap([float(answer.abstained) for _, answer in told]),
        "declined, not answerable": bootstrap([float(a.abstained) for row, a in within if row["start"] == -1]),
        "declined, only noise": bootstrap([float(answer.abstained) for answer in noise]),
    }


def _words(answer: Answer) -> str:
    return "".join(span.text for span in answer.spans)


if __name__ == "__main__":
    main()
