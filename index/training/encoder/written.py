"""Questions that were written for the encoder, one by one: as staff and citizens ask, and what the text next to it does not say.

What rules make of a text says what the text says. These were written by a language model in its authors' hands, from articles of
laws and from office papers that it made up, with everyday words, cases of one's own, and questions that are nearly answered.
`written.jsonl` holds them: the article by law and number, or the paper whole, and each question with the words that answer.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from index.training.encoder.examples import Example, with_cuts, with_negatives
from index.training.encoder.structure import neighbours
from index.training.pairs import Row, rows

QUESTIONS = Path(__file__).with_name("written.jsonl")

CUT = 0.4
"""Share of the questions that are also put to their passage without the sentence that answers."""


def written_examples(laws: Sequence[Row], choose: Callable[[Sequence[str]], str], seed: int) -> Iterator[Example]:
    """All of them, with what looks alike and does not answer: an article of the same law, one of others, the text cut.

    Articles stand under the title of their law, as the product reads them.
    """
    texts = {(law["law"], law["article"]): law["text"] for law in laws}
    titles = {law["text"]: law["law"] for law in laws}
    named = set(titles.values())
    written: dict[str, list[Example]] = defaultdict(list)
    for row in rows(QUESTIONS):
        passage = row.get("passage") or texts.get((row["law"], row["article"]))
        if passage:
            source, group = ("written papers", passage) if "passage" in row else ("written articles", row["law"])
            written[source] += (_example(source, group, passage, asked) for asked in row["questions"])
    for source, examples in written.items():
        alike = list(with_negatives(examples, 1, seed))
        if source == "written articles":
            alike += neighbours((each for each in examples if each.spans), laws, choose)
        for each in with_cuts(alike, CUT, seed):
            yield _under(titles.get(each.passage, each.group if each.group in named else ""), each)


def _example(source: str, group: str, passage: str, asked: Row) -> Example:
    spans = tuple((start := passage.index(answer), start + len(answer)) for answer in asked["answers"])
    return Example(source, group, asked["question"], passage, spans, bool(spans))


def _under(title: str, example: Example) -> Example:
    if not title:
        return example
    shift = len(title) + 1
    spans = tuple((start + shift, end + shift) for start, end in example.spans)
    return replace(example, passage=f"{title}\n{example.passage}", spans=spans)
