"""BM25 of ours beside BM25 by others, and an index that was changed beside one built at once."""

from dataclasses import fields
from pathlib import Path

import bm25s
import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.lexical import K1, B, LexicalIndex, tokens
from index.terms import TermCounts

TEXTS = (
    "村级资金实行村账乡代理，由乡镇农经站统一核算。",
    "村级单笔支出在五千元以下的，由村委会主任审批。",
    "道路项目进度滞后，资金拨付缓慢，资金闲置。",
    "扶贫车间闲置，租金未收取。",
    "",
)


def _arrays(index: LexicalIndex) -> dict[str, list[float]]:
    return {field.name: np.asarray(getattr(index, field.name)).tolist() for field in fields(index)}


def test_scores_are_those_of_bm25s() -> None:
    texts = [tokens(text) for text in TEXTS]
    other = bm25s.BM25(k1=K1, b=B, method="lucene")
    other.index(texts, show_progress=False)
    index = LexicalIndex.build(texts)
    for question in ("村级资金谁来核算", "资金闲置", "租金收了多少", "没有的词xyz"):
        asked = [token for token in dict.fromkeys(tokens(question)) if token in other.vocab_dict]
        expected = other.get_scores(asked) if asked else np.zeros(len(TEXTS))
        np.testing.assert_allclose(index.scores(tokens(question)), expected, rtol=1e-5)


def test_a_token_of_the_question_counts_once() -> None:
    index = LexicalIndex.build([tokens(text) for text in TEXTS])
    assert index.scores(["资金", "资金"]).tolist() == index.scores(["资金"]).tolist()


def test_a_rare_token_tells_more_than_a_common_one_and_an_unknown_one_most() -> None:
    index = LexicalIndex.build([["甲", "乙"], ["甲"], ["甲"]])
    weights = index.weights(["甲", "乙", "丙"])
    assert {token: round(weight, 4) for token, weight in weights.items()} == {"甲": 0.1335, "乙": 0.9808, "丙": 2.0794}


def test_what_was_saved_is_read_again(tmp_path: Path) -> None:
    index = LexicalIndex.build([tokens(text) for text in TEXTS])
    index.save(tmp_path / "lexical")
    assert _arrays(LexicalIndex.load(tmp_path / "lexical")) == _arrays(index)


_PIECES = st.lists(st.lists(st.sampled_from("甲乙丙丁戊"), max_size=6), max_size=6)


@given(old=_PIECES, new=_PIECES, data=st.data())
def test_a_changed_index_is_the_one_built_at_once(
    old: list[list[str]], new: list[list[str]], data: st.DataObject
) -> None:
    kept = data.draw(st.lists(st.booleans(), min_size=len(old), max_size=len(old)))
    changed = LexicalIndex.build(old).changed(np.array(kept, np.bool_), TermCounts.of(new))
    left = [piece for piece, keep in zip(old, kept, strict=True) if keep]
    assert _arrays(changed) == _arrays(LexicalIndex.build(left + new))


@given(parts=st.lists(_PIECES, max_size=3))
def test_counts_of_parts_are_those_of_the_whole(parts: list[list[list[str]]]) -> None:
    joined = TermCounts.joined([TermCounts.of(part) for part in parts])
    whole = TermCounts.of([piece for part in parts for piece in part])
    assert [getattr(joined, field.name).tolist() for field in fields(joined)] == [
        getattr(whole, field.name).tolist() for field in fields(whole)
    ]
