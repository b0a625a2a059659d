"""Boosted trees as plain arrays: what LightGBM learned, scored with numpy alone.

The library that grows trees takes seconds to import and is not needed to read them; a question should not wait for it.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Trees:
    """An ensemble: node arrays of shape (trees, nodes). A row goes left where its feature is at most the threshold.

    Leaves point to themselves. No tree has more than `LEAVES` of them.
    """

    names: tuple[str, ...]
    feature: NDArray[np.int32]
    threshold: NDArray[np.float64]
    left: NDArray[np.int32]
    right: NDArray[np.int32]
    value: NDArray[np.float64]
    depth: int

    def score(self, rows: NDArray[np.float64]) -> NDArray[np.float64]:
        """The sum of the leaves that each row reaches; `rows` has shape (n, len(names)).

        All questions of a tree are put to all rows at once: each that a row answers with "right" strikes out the leaves on
        its left, and the leftmost leaf that remains is the one reached (QuickScorer, Lucchese et al. 2015).
        """
        columns = np.ascontiguousarray(rows.T)
        scores = np.zeros(len(rows))
        for cuts in self._cuts:
            right = columns[cuts.feature] > cuts.threshold[:, :, None]
            struck = np.where(right, cuts.remaining[:, :, None], _ALL)
            remaining = np.bitwise_and.reduce(struck, axis=1, initial=_ALL)
            scores += np.take_along_axis(cuts.value, _LEFTMOST[remaining], axis=1).sum(axis=0)
        return scores

    @cached_property
    def _cuts(self) -> list["_Cuts"]:
        trees = list(zip(self.feature, self.threshold, self.left, self.right, self.value, strict=True))
        return [
            _cuts([_cuts_of_tree(*tree) for tree in trees[i : i + TOGETHER]]) for i in range(0, len(trees), TOGETHER)
        ]

    @classmethod
    def load(cls, path: Path) -> "Trees":
        """Read what `save` wrote."""
        return cls.of_json(json.loads(path.read_text(encoding="utf-8")))

    @classmethod
    def of_json(cls, data: Mapping[str, Any]) -> "Trees":
        """The ensemble that `as_json` gave."""
        return cls(
            names=tuple(data["names"]),
            feature=np.array(data["feature"], dtype=np.int32),
            threshold=np.array(data["threshold"], dtype=np.float64),
            left=np.array(data["left"], dtype=np.int32),
            right=np.array(data["right"], dtype=np.int32),
            value=np.array(data["value"], dtype=np.float64),
            depth=data["depth"],
        )

    def save(self, path: Path) -> None:
        """Write the ensemble as JSON."""
        path.write_text(json.dumps(self.as_json()) + "\n", encoding="utf-8")

    def as_json(self) -> dict[str, Any]:
        """The ensemble for JSON, numbers to six digits: enough, and easy to compare between versions."""
        arrays = {
            name: np.round(getattr(self, name), 6).tolist()
            for name in ("feature", "threshold", "left", "right", "value")
        }
        return {"names": list(self.names), "depth": self.depth, **arrays}

    @classmethod
    def of(cls, dump: Mapping[str, Any], names: Sequence[str]) -> "Trees":
        """The ensemble of a LightGBM dump (`Booster.dump_model()`) over numeric features without missing values."""
        grown = [_flatten(tree["tree_structure"]) for tree in dump["tree_info"]]
        width = max(len(nodes) for nodes in grown)
        # Short trees are filled up with leaves of value 0 that nothing leads to.
        table = np.array([nodes + [(0, 0.0, i, i, 0.0) for i in range(len(nodes), width)] for nodes in grown])
        depth = max(_depth(tree["tree_structure"]) for tree in dump["tree_info"])
        feature, threshold, left, right, value = (table[:, :, i] for i in range(5))
        # Thresholds are written to six digits, so they are rounded once, here, and mean the same before and after.
        return cls(
            tuple(names),
            feature.astype(np.int32),
            np.round(threshold, 6),
            left.astype(np.int32),
            right.astype(np.int32),
            np.round(value, 6),
            depth,
        )


LEAVES = 12
"""Leaves of a tree at most: a table over all sets of them tells the leftmost."""

TOGETHER = 64
"""Trees that are scored at once: what they ask of some hundred rows stays in the processor's cache."""

_ALL = np.uint16((1 << LEAVES) - 1)
_LEFTMOST = np.array([0] + [(bits & -bits).bit_length() - 1 for bits in range(1, 1 << LEAVES)], dtype=np.int64)


@dataclass(frozen=True)
class _Cuts:
    """The questions of some trees, (trees, questions), and the values of their leaves from left to right, (trees, leaves).

    `remaining` has a bit for each leaf that is left after "right", the leftmost leaf's lowest.
    """

    feature: NDArray[np.int32]
    threshold: NDArray[np.float64]
    remaining: NDArray[np.uint16]
    value: NDArray[np.float64]


_Tree = tuple[list[int], list[float], list[int], list[float]]


def _cuts(trees: Sequence[_Tree]) -> _Cuts:
    """Trees side by side; the shorter are filled up with questions that no row answers with "right"."""
    features, thresholds, remaining, values = zip(*trees, strict=True)
    return _Cuts(
        _filled(features, 0, np.int32),
        _filled(thresholds, np.inf, np.float64),
        _filled(remaining, _ALL, np.uint16),
        _filled(values, 0.0, np.float64),
    )


def _filled(rows: Sequence[Sequence[Any]], value: Any, kind: Any) -> NDArray[Any]:
    width = max(map(len, rows))
    return np.array([[*row, *[value] * (width - len(row))] for row in rows], dtype=kind).reshape(len(rows), width)


def _cuts_of_tree(
    feature: NDArray[np.int32],
    threshold: NDArray[np.float64],
    left: NDArray[np.int32],
    right: NDArray[np.int32],
    value: NDArray[np.float64],
) -> _Tree:
    """Feature, threshold and remaining leaves of each question of one tree, and the values of its leaves from left to right."""
    leaves: list[int] = []
    struck: dict[int, int] = {}

    def visit(node: int) -> int:
        """The leaves under a node, as bits."""
        if left[node] == node:
            leaves.append(node)
            return 1 << (len(leaves) - 1)
        struck[node] = visit(int(left[node]))
        return struck[node] | visit(int(right[node]))

    visit(0)
    nodes = list(struck)
    remaining = [int(_ALL) & ~struck[node] for node in nodes]
    return feature[nodes].tolist(), threshold[nodes].tolist(), remaining, value[leaves].tolist()


def _flatten(root: Mapping[str, Any]) -> list[tuple[int, float, int, int, float]]:
    """Nodes of one tree as (feature, threshold, left, right, value), the root first."""
    nodes: list[tuple[int, float, int, int, float]] = []

    def visit(node: Mapping[str, Any]) -> int:
        place = len(nodes)
        if "leaf_value" in node:
            nodes.append((0, 0.0, place, place, float(node["leaf_value"])))
            return place
        nodes.append((0, 0.0, 0, 0, 0.0))
        left, right = visit(node["left_child"]), visit(node["right_child"])
        nodes[place] = (int(node["split_feature"]), float(node["threshold"]), left, right, 0.0)
        return place

    visit(root)
    return nodes


def _depth(node: Mapping[str, Any]) -> int:
    return 0 if "leaf_value" in node else 1 + max(_depth(node["left_child"]), _depth(node["right_child"]))
