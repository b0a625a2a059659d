"""Two orders and the gate between them, with trees small enough to work out by hand."""

import math
from pathlib import Path

import numpy as np
import pytest

from assistant.experts import LOOKED_AT, SEEN, Experts, seen
from assistant.trees import Trees

NAMES = (*LOOKED_AT, "year")
LIKELY = 1 / (1 + math.exp(-2.0))


def tree(names: tuple[str, ...], feature: str, at_most: float, more: float) -> Trees:
    """One value where the feature is at most 0.5, another where it is more."""
    root = {
        "split_feature": names.index(feature),
        "threshold": 0.5,
        "left_child": {"leaf_value": at_most},
        "right_child": {"leaf_value": more},
    }
    return Trees.of({"tree_info": [{"tree_structure": root}]}, names)


EXPERTS = Experts(
    official=tree(NAMES, "terms_text", 0.0, 1.0),
    lay=tree(NAMES, "dense", 0.0, 1.0),
    gate=tree(SEEN, "aligned_most", 2.0, -2.0),
)


def rows(aligned: float) -> np.ndarray:
    """A clause that holds the words, and one whose vector is near."""
    found = np.zeros((2, len(NAMES)))
    found[0, NAMES.index("terms_text")] = 1.0
    found[1, NAMES.index("dense")] = 1.0
    found[1, NAMES.index("aligned")] = aligned
    return found


@pytest.mark.parametrize(("aligned", "share"), [(0.2, LIKELY), (0.9, 1 - LIKELY)])
def test_the_gate_tells_how_much_each_order_counts(aligned: float, share: float) -> None:
    assert EXPERTS.layman(rows(aligned)) == pytest.approx(share)
    assert EXPERTS.score(rows(aligned)).tolist() == pytest.approx([1 - share, share])


def test_nothing_found_has_no_scores() -> None:
    assert EXPERTS.score(np.zeros((0, len(NAMES)))).tolist() == []


def test_the_gate_sees_the_greatest_the_first_and_the_mean() -> None:
    found = dict(zip(SEEN, seen(rows(0.4), NAMES).tolist(), strict=True))
    assert (found["aligned_most"], found["aligned_first"], found["aligned_mean"]) == (0.4, 0.0, 0.2)
    assert (found["terms_text_most"], found["terms_text_first"], found["terms_text_mean"]) == (1.0, 1.0, 0.5)


def test_saved_experts_score_the_same(tmp_path: Path) -> None:
    EXPERTS.save(tmp_path / "experts.json")
    again = Experts.load(tmp_path / "experts.json")
    assert again.score(rows(0.2)).tolist() == EXPERTS.score(rows(0.2)).tolist()
