"""Growing the trees: LambdaMART with LightGBM, the same every time, and folds to judge it by."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.trees import Trees

FOLDS = 5


@dataclass(frozen=True)
class Group:
    """What one question offers to choose from: a row of features and a grade (0 is wrong) for each choice."""

    rows: NDArray[np.float64]
    grades: NDArray[np.int64]


def grow(groups: Sequence[Group], names: Sequence[str], rounds: int, leaves: int) -> Trees:
    """Trees that put higher grades first within each group; deterministic, on one thread."""
    import lightgbm

    useful = [group for group in groups if group.grades.any()]
    highest = max(int(group.grades.max()) for group in useful)
    model = lightgbm.LGBMRanker(
        n_estimators=rounds,
        num_leaves=leaves,
        learning_rate=0.05,
        min_child_samples=20,
        subsample=0.8,
        subsample_freq=1,
        colsample_bytree=0.5,
        reg_lambda=5.0,
        label_gain=[grade * grade for grade in range(highest + 1)],
        random_state=0,
        n_jobs=1,
        deterministic=True,
        force_row_wise=True,
        verbose=-1,
    )
    model.fit(
        np.concatenate([group.rows for group in useful]),
        np.concatenate([group.grades for group in useful]),
        group=[len(group.grades) for group in useful],
    )
    return Trees.of(model.booster_.dump_model(), names)


def grow_gate(
    cases: Sequence[tuple[NDArray[np.float64], bool]], names: Sequence[str], rounds: int, leaves: int
) -> Trees:
    """Trees whose sum is the log odds of a case being of the second kind (True); deterministic, on one thread."""
    import lightgbm

    model = lightgbm.LGBMClassifier(
        n_estimators=rounds,
        num_leaves=leaves,
        learning_rate=0.08,
        random_state=0,
        n_jobs=1,
        deterministic=True,
        force_row_wise=True,
        verbose=-1,
    )
    model.fit(np.array([row for row, _ in cases]), np.array([kind for _, kind in cases]))
    return Trees.of(model.booster_.dump_model(), names)


def folds(questions: Sequence[str]) -> Iterator[tuple[list[int], list[int]]]:
    """Places of the cases that are learned from and of those that are judged, `FOLDS` times.

    `questions` tells the question of each case: the same one, asked of several libraries, is never on both sides. Each case
    is judged once.
    """
    known = sorted(set(questions))
    for fold in range(FOLDS):
        unseen = {known[place] for place in np.random.default_rng(0).permutation(len(known))[fold::FOLDS]}
        judged = [place for place, question in enumerate(questions) if question in unseen]
        yield [place for place, question in enumerate(questions) if question not in unseen], judged
