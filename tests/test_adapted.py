"""When a library's model is adapted, and for how long the decision serves."""

from functools import partial
from pathlib import Path

import pytest

from index import Library, adapted, load_embedding
from index.adaptation import Schedule, adapt
from index.adapted import stays
from index.embedding import StaticEmbedding


@pytest.mark.parametrize(
    ("weighed", "clauses", "serves"),
    [
        (0, 1499, True),
        (0, 1500, False),
        (2000, 2999, True),
        (2000, 3000, False),
        (3000, 2001, True),
        (3000, 2000, False),
        (1600, 1400, False),
    ],
)
def test_a_decision_serves_until_there_is_half_as_much_again_or_a_third_less(
    weighed: int, clauses: int, serves: bool
) -> None:
    assert stays(load_embedding(), weighed, clauses) is serves


def test_what_was_decided_against_is_not_weighed_anew_with_each_document(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A few sentences are too little to learn from: the base model serves, and a document more only costs itself."""
    monkeypatch.setattr(adapted, "FEWEST", 4)
    library = Library(tmp_path / "data", load_embedding())

    def added(name: str, clauses: int) -> tuple[str, int, bool]:
        rules = "".join(f"第{number}条 {name}的第{number}项规定。\n" for number in "一二三四五六七八九"[:clauses])
        (tmp_path / f"{name}.txt").write_text(f"{name}办法\n\n{rules}", encoding="utf-8")
        library.add([tmp_path / f"{name}.txt"])
        generation = library.generation
        assert generation is not None
        return generation.embedding.id, generation.weighed, generation.adapted

    base = library.embedding.id
    assert added("甲", 2) == (base, 0, False)
    assert added("乙", 4) == (base, 8, False)
    assert added("丙", 2) == (base, 8, False)
    assert added("丁", 2) == (base, 14, False)


def test_the_adapted_model_belongs_to_its_generation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adapted, "FEWEST", 100)
    monkeypatch.setattr(adapted, "adapt", partial(adapt, schedule=Schedule(steps=20)))
    steps: list[tuple[int, int]] = []
    library = Library(tmp_path / "data", load_embedding(), progress=lambda done, of: steps.append((done, of)))
    words = [f"{a}{b}事项由{b}{a}部门负责办理。" for a in "甲乙丙丁戊己庚辛壬癸" for b in "子丑寅卯辰巳午未申酉戌亥"]
    rules = "".join(f"第{number}条 {words[number]}{words[-number]}\n" for number in range(1, 120))
    (tmp_path / "办法.txt").write_text(f"某县办法\n\n{rules}", encoding="utf-8")
    library.add([tmp_path / "办法.txt"])
    generation = library.generation
    assert generation is not None
    assert isinstance(generation.embedding, StaticEmbedding)
    assert (generation.adapted, generation.weighed, steps[-1]) == (True, 120, (20, 20))
    assert generation.embedding.id == StaticEmbedding.load(generation.folder / "model").id != library.embedding.id
