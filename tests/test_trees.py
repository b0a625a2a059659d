"""Boosted trees as arrays: the arithmetic, and agreement with the library that grew them."""

from pathlib import Path

import lightgbm
import numpy as np

from assistant.trees import Trees

# Two trees over (a, b): the first splits on a at 1, its right branch on b at 5; the second is a single leaf.
DUMP = {
    "tree_info": [
        {
            "tree_structure": {
                "split_feature": 0,
                "threshold": 1.0,
                "left_child": {"leaf_value": 0.25},
                "right_child": {
                    "split_feature": 1,
                    "threshold": 5.0,
                    "left_child": {"leaf_value": -1.0},
                    "right_child": {"leaf_value": 2.0},
                },
            }
        },
        {"tree_structure": {"leaf_value": 0.5}},
    ]
}


def test_a_row_goes_left_at_or_below_the_threshold() -> None:
    trees = Trees.of(DUMP, ("a", "b"))
    rows = np.array([[1.0, 9.0], [1.1, 5.0], [2.0, 5.1]])
    assert trees.score(rows).tolist() == [0.75, -0.5, 2.5]
    assert trees.score(np.zeros((0, 2))).tolist() == []


def test_saved_trees_score_the_same(tmp_path: Path) -> None:
    trees = Trees.of(DUMP, ("a", "b"))
    trees.save(tmp_path / "trees.json")
    again = Trees.load(tmp_path / "trees.json")
    rows = np.array([[0.0, 0.0], [3.0, 3.0], [3.0, 8.0]])
    assert (again.names, again.depth) == (("a", "b"), 2)
    assert again.score(rows).tolist() == trees.score(rows).tolist()


def test_agrees_with_lightgbm() -> None:
    chance = np.random.default_rng(0)
    rows = chance.normal(size=(300, 4))
    model = lightgbm.LGBMRegressor(n_estimators=20, num_leaves=7, n_jobs=1, verbose=-1)
    model.fit(rows, rows[:, 0] * rows[:, 1])
    trees = Trees.of(model.booster_.dump_model(), ("a", "b", "c", "d"))
    np.testing.assert_allclose(trees.score(rows), model.booster_.predict(rows), atol=1e-4)
