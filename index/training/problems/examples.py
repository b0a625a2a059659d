"""Problems that audits find, with the measures and rules that follow from each, and those that only look near.

A draft of measures must know what follows from a problem: not what shares its words, but what corrects this fault of this object.
`problems.jsonl` holds families that a language model wrote one by one in its authors' hands: a fault told in three ways, the
measures of a unit that had it, problems beside it whose measures would be wrong here, and clauses of a rule that govern it or do
not. The encoder learns them as it learns to answer: the problem is the question, and only the decision is taught, for which words
of a measure matter is not the point.
"""

import random
from collections.abc import Iterator
from pathlib import Path

from index.training.encoder.examples import Example
from index.training.pairs import Row, rows

PROBLEMS = Path(__file__).with_name("problems.jsonl")

MEASURES = (2, 5)
"""Least and most measures of a record."""


def problem_examples(seed: int) -> Iterator[Example]:
    """Each problem beside records, single measures and clauses, some of which follow from it.

    Another family is drawn as what is far; that it be of the same fault by chance is rare among so many trades.
    """
    chance = random.Random(seed)
    families = list(rows(PROBLEMS))
    for family in families:
        others = [other for other in families if other["trade"] != family["trade"]]
        yield from _of_fault(family, chance.choice(others), chance)
        yield from _of_near(family, chance)


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


def _record(told: Row, problem: str, chance: random.Random) -> str:
    """A record as documents hold it: what is wrong, by its name and mostly in words, and some of what is done about it."""
    count = min(chance.randint(*MEASURES), len(told["measures"]))
    measures = "".join(chance.sample(told["measures"], count))
    described = problem if chance.random() < 0.6 else ""
    return f"{told['heading']}。{described}\n{measures}"


def _example(source: str, family: Row, question: str, passage: str, answers: bool) -> Example:
    return Example(f"problem {source}", family["heading"], question, passage, (), answers)
