"""Problems that audits find, with the measures and rules that follow from each, and those that only look near.

A draft of measures must know what follows from a problem: not what shares its words, but what corrects this fault of this object.
`problems.jsonl` holds families that a language model wrote one by one in its authors' hands: a fault told in three ways, the
measures of a unit that had it, problems beside it whose measures would be wrong here, and clauses of a rule that govern it or do
not; some with a record of the fault as reports hold it, each sentence named by what it does there. `governing.jsonl` says of articles
of statutes that a search brings up for these problems, and that the encoder took for fitting, which do govern; `faults.jsonl` gives faults
that are told but not named their names; `acts.jsonl` says which of the acts of `assistant/drafting/corrections.py` corrects each. The encoder learns
them as it learns to answer: the problem is the question, and only the decision is taught, for which words of a measure matter is not
the point.
"""

import random
from collections.abc import Iterable, Iterator
from pathlib import Path

from index.lexical import LexicalIndex, tokens
from index.training.encoder.examples import Example
from index.training.pairs import Row, rows

PROBLEMS = Path(__file__).with_name("problems.jsonl")
FAULTS = Path(__file__).with_name("faults.jsonl")
ACTS = Path(__file__).with_name("acts.jsonl")
GOVERNING = Path(__file__).with_name("governing.jsonl")

MEASURES = (2, 5)
"""Least and most measures of a record."""

SENTENCES = 3
"""Sentences of a record, of each sort, that are learnt at a time."""

ALIKE = 40
"""How many families of other trades count as what a search would find."""

ABOVE, BELOW = 90, 220
"""Characters of what stands above a text, and of the text, that are read at once."""

DESCRIBES, CORRECTS = ("fault", "why"), ("act", "done")
"""What sentences of a record do that say what was wrong, and that say what is done about it."""


def problem_examples(seed: int) -> Iterator[Example]:
    """Each problem beside records, single measures and clauses, some of which follow from it.

    What is far is drawn from the families of other trades that a search finds nearest; that it be of the same fault is rare.
    """
    chance = random.Random(seed)
    families = list(rows(PROBLEMS))
    alike = LexicalIndex.build([tokens(f"{family['heading']}{family['problem']}") for family in families])
    for family in families:
        best = (-alike.scores(tokens(family["problem"]))).argsort(kind="stable")
        others = [families[i] for i in best if families[i]["trade"] != family["trade"]]
        yield from _of_fault(family, chance.choice(others[:ALIKE]), chance)
        yield from _of_near(family, chance)
        yield from _of_names(family, chance.choice(others[:ALIKE]), chance)
        if "record" in family:
            yield from _of_record(family, chance)


def governing_examples(articles: Iterable[Row], seed: int) -> Iterator[Example]:
    """Problems beside articles that a search brings up for them; `articles` have `law`, `section`, `article`, `date` and `text`.

    What governs has the addressee and the matter of the problem; of what only shares its words one or the other is another.

    Raises:
        ValueError: if an article that was judged is not among them.
    """
    chance = random.Random(seed)
    judged = list(rows(GOVERNING))
    wanted = {(row["law"], row["article"]) for row in judged}
    texts: dict[tuple[str, str], Row] = {}
    for article in articles:
        name = article["law"], article["article"]
        if name in wanted and (name not in texts or article["date"] > texts[name]["date"]):
            texts[name] = article
    for row in judged:
        found = texts.get((row["law"], row["article"]))
        if found is None:
            raise ValueError(
                f"the articles lack {row['law']} {row['article']}: give those that the problems were held against"
            )
        passage = _under(f"{row['law']} {found['section'].strip()}", found["text"], chance)
        yield Example("problem articles", row["heading"], row["problem"], passage, (), row["governs"])


def fault_examples(seed: int) -> Iterator[Example]:
    """Problems that say what was done and not what it is called, beside names of the fault and of others."""
    chance = random.Random(seed)
    for row in rows(FAULTS):
        for names, same in ((row["names"], True), (row["not"], False)):
            for name in chance.sample(names, 2):
                yield Example("problem faults", row["problem"], row["problem"], name, (), same)


def act_examples(seed: int) -> Iterator[Example]:
    """Problems beside the acts by which audits have faults corrected, of which few correct this one."""
    chance = random.Random(seed)
    judged = list(rows(ACTS))
    acts = sorted({act for row in judged for act in row["acts"]})
    for row in judged:
        others = [act for act in acts if act not in row["acts"]]
        for act in row["acts"][:2]:
            yield Example("problem acts", row["heading"], row["problem"], act, (), True)
        for act in chance.sample(others, 3):
            yield Example("problem acts", row["heading"], row["problem"], act, (), False)


def _of_fault(family: Row, far: Row, chance: random.Random) -> Iterator[Example]:
    """The fault, told in each of three ways: what another unit did about it, and what others did about others."""
    told = [family["problem"], family["again"], family["plain"]]
    for question in told:
        alike = chance.choice([each for each in told if each != question])
        near = chance.choice(family["near"])
        yield _example("records", family, question, _record(family, alike, chance), True)
        yield _example("records", family, question, _record(near, near["problem"], chance), False)
        yield _example("records", family, question, _record(far, far["again"], chance), False)
        for measure in chance.sample(family["measures"], 2):
            yield _example("measures", family, question, measure, True)
        others = [measure for each in family["near"] for measure in each["measures"]]
        for measure in (*chance.sample(others, 2), chance.choice([*family["general"], *far["measures"]])):
            yield _example("measures", family, question, measure, False)
        clauses = chance.sample(family["off_rules"], 2)
        yield _example("clauses", family, question, "".join(clauses), False)
        governed = [clauses[0], chance.choice(family["rules"])] if chance.random() < 0.5 else family["rules"][:1]
        yield _example("clauses", family, question, "".join(governed), True)


def _of_near(family: Row, chance: random.Random) -> Iterator[Example]:
    """The problems beside the fault: their own measures follow from them, those of the fault do not."""
    for near in family["near"]:
        question = near["problem"]
        yield _example("records", family, question, _record(family, family["again"], chance), False)
        yield _example("records", family, question, _record(near, "", chance), True)
        yield _example("measures", family, question, chance.choice(near["measures"]), True)
        yield _example("measures", family, question, chance.choice(family["measures"]), False)


def _of_names(family: Row, far: Row, chance: random.Random) -> Iterator[Example]:
    """The fault and those beside it by what is wrong alone: the same in other words, and others that share words."""
    told = [family["problem"], family["again"], family["plain"]]
    for question in told:
        same = [each for each in told if each != question]
        named = (family["heading"], f"{family['heading']}。{chance.choice(same)}", chance.choice(same))
        yield _example("faults", family, question, chance.choice(named), True)
        for other in (*chance.sample(family["near"], 2), far):
            named = (other["heading"], f"{other['heading']}。{other['problem']}", other["problem"])
            yield _example("faults", family, question, chance.choice(named), False)
    yield _example("faults", family, family["heading"], chance.choice(told), True)
    for near in family["near"]:
        # A few words ask as well as a report does, and share the object with what they do not ask for.
        asked, other_name = chance.sample([family["heading"], near["heading"]], 2)
        yield _example("faults", family, asked, other_name, False)
        yield _example("faults", family, near["heading"], near["problem"], True)
        yield _example("records", family, near["heading"], _record(family, family["again"], chance), False)
        yield _example("records", family, family["heading"], _record(near, near["problem"], chance), False)
        yield _example("faults", family, near["problem"], near["heading"], True)
        other = chance.choice([family, *(each for each in family["near"] if each is not near)])
        yield _example("faults", family, near["problem"], other["heading"], False)


def _of_record(family: Row, chance: random.Random) -> Iterator[Example]:
    """The record of the fault as a report holds it: as a whole, and sentence by sentence under what it is about."""
    described = "".join(each["s"] for each in family["record"] if each["k"] in DESCRIBES)
    done = "".join(each["s"] for each in family["record"] if each["k"] not in DESCRIBES)
    corrects = [each["s"] for each in family["record"] if each["k"] in CORRECTS]
    rest = [each["s"] for each in family["record"] if each["k"] not in CORRECTS]
    for question in (family["problem"], family["again"]):
        above = chance.choice([family["heading"], described, f"{family['heading']}。{described}"])
        yield _example("records", family, question, _under(above, done, chance), True)
        for sentences, follow in ((corrects, True), (rest, False)):
            for sentence in chance.sample(sentences, min(SENTENCES, len(sentences))):
                yield _example("sentences", family, question, _under(above, sentence, chance), follow)
    near = chance.choice(family["near"])
    passage = _under(f"{family['heading']}。{described}", done, chance)
    yield _example("records", family, near["problem"], passage, False)
    yield _example("sentences", family, near["problem"], f"{family['heading']}\n{chance.choice(corrects)}", False)


def _record(told: Row, problem: str, chance: random.Random) -> str:
    """A record as documents hold it: what is wrong, by its name and mostly in words, and some of what is done about it."""
    count = min(chance.randint(*MEASURES), len(told["measures"]))
    measures = "".join(chance.sample(told["measures"], count))
    described = problem if chance.random() < 0.6 else ""
    return f"{told['heading']}。{described}\n{measures}"


def _under(above: str, text: str, chance: random.Random) -> str:
    """A text under what stands above it, as far as both are read at once."""
    start = chance.randrange(max(1, len(text) - BELOW + 1))
    return f"{above[:ABOVE]}\n{text[start : start + BELOW]}"


def _example(source: str, family: Row, question: str, passage: str, answers: bool) -> Example:
    return Example(f"problem {source}", family["heading"], question, passage, (), answers)
