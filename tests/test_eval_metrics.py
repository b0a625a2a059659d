"""Metrics: the arithmetic of each, and ranking metrics beside TREC's own on random runs."""

import math
import random

import pytest
import pytrec_eval

from eval.metrics.abstention import Abstention, Operating, abstention, trade_off
from eval.metrics.citations import Cited, citation_precision, citation_recall, verbatim_rate
from eval.metrics.correctness import is_right, point_recall
from eval.metrics.drafting import Drafted, score_draft, unknown_numbers
from eval.metrics.intervals import Estimate, bootstrap, permutation_test
from eval.metrics.latency import percentile
from eval.metrics.overlap import character_f1
from eval.metrics.ranking import hit_at, ndcg_at, recall_at, reciprocal_rank_at

# Nothing, then passage 0, then 0 again, then 1; passage 2 is never found.
FOUND = [set(), {0}, {0}, {1}]


def test_hit() -> None:
    assert [hit_at(FOUND, k) for k in (1, 2, 10)] == [0, 1, 1]


def test_recall() -> None:
    assert [recall_at(FOUND, 3, k) for k in (1, 2, 3, 4, 10)] == [0, 1 / 3, 1 / 3, 2 / 3, 2 / 3]


def test_reciprocal_rank() -> None:
    assert [reciprocal_rank_at(FOUND, k) for k in (1, 2, 10)] == [0, 1 / 2, 1 / 2]


def test_ndcg() -> None:
    # Gains at ranks 2 and 4 (the repeat at rank 3 gains nothing); the best order would gain at ranks 1, 2 and 3.
    gained = 1 / math.log2(3) + 1 / math.log2(5)
    best = 1 + 1 / math.log2(3) + 1 / math.log2(4)
    assert ndcg_at(FOUND, 3, 10) == pytest.approx(gained / best)
    assert ndcg_at([{0}, {1}], 2, 10) == 1
    assert ndcg_at([], 2, 10) == 0


def test_a_hit_with_two_passages_counts_both() -> None:
    assert recall_at([{0, 1}], 2, 1) == 1
    assert ndcg_at([{0, 1}], 1, 1) == 1


def test_ranking_metrics_agree_with_trec() -> None:
    generator = random.Random(7)
    relevant: dict[str, dict[str, int]] = {}
    ranked: dict[str, dict[str, float]] = {}
    for number in range(200):
        documents = [f"d{n}" for n in range(60)]
        relevant[str(number)] = dict.fromkeys(generator.sample(documents, generator.randint(1, 8)), 1)
        shown = generator.sample(documents, generator.randint(1, 50))
        ranked[str(number)] = {name: 1000.0 - place for place, name in enumerate(shown)}
    measures = {"success.1,5,10", "recall.5,10,100", "ndcg_cut.10", "recip_rank"}
    theirs = pytrec_eval.RelevanceEvaluator(relevant, measures).evaluate(ranked)
    for query, scores in theirs.items():
        gold = {name: place for place, name in enumerate(relevant[query])}
        found = [{gold[name]} if name in gold else set() for name in ranked[query]]
        ours = {
            **{f"success_{k}": hit_at(found, k) for k in (1, 5, 10)},
            **{f"recall_{k}": recall_at(found, len(gold), k) for k in (5, 10, 100)},
            "ndcg_cut_10": ndcg_at(found, len(gold), 10),
            "recip_rank": reciprocal_rank_at(found, 1000),
        }
        assert ours == pytest.approx(scores)


def test_character_f1() -> None:
    # Shared 五万元 of 不超过五万元 (6) and 五万元。 (3 without the stop): P = 3/6, R = 3/3.
    assert character_f1("不超过五万元", "五万元。") == pytest.approx(2 * 3 / (6 + 3))
    assert character_f1("１２％", "12%") == 1
    assert (character_f1("", "五"), character_f1("", ""), character_f1("甲", "乙")) == (0, 1, 0)


def judge(statement: str, passages: object) -> bool:
    """Supported where every character stands in some passage."""
    assert isinstance(passages, tuple)
    return set(statement) <= set("".join(passages))


def test_citation_recall_is_the_share_of_supported_statements() -> None:
    statements = [Cited("甲乙", ("甲", "乙")), Cited("甲", ("乙",)), Cited("甲", ())]
    assert citation_recall(statements, judge) == pytest.approx(1 / 3)
    assert citation_recall([], judge) is None


def test_citation_precision_is_the_share_of_relevant_citations() -> None:
    # 甲乙 needs both; 甲 is supported by the first alone, and the second neither supports it nor is needed.
    statements = [Cited("甲乙", ("甲", "乙")), Cited("甲", ("甲", "丙")), Cited("丁", ("甲",))]
    assert citation_precision(statements, judge) == pytest.approx(3 / 5)
    assert citation_precision([Cited("甲", ())], judge) is None


def test_the_certificate_judges_numbers() -> None:
    right, wrong = Cited("补助五万元。", ("给予5万元补助。",)), Cited("补助六万元。", ("给予5万元补助。",))
    assert citation_recall([right, wrong]) == 1 / 2


def test_verbatim_rate() -> None:
    assert verbatim_rate([True, True, False, True]) == 3 / 4
    assert verbatim_rate([]) is None


def test_point_recall() -> None:
    assert point_recall("共投入 1,740 万元，占 58.8%。", ["1740万元", "58.8%", "58%"]) == pytest.approx(2 / 3)
    assert point_recall("任何话", []) is None


def test_right_needs_points_citation_answer_and_brevity() -> None:
    assert is_right("五万元", "fact", ["五万元"], cites_gold=True, abstained=False)
    assert not is_right("五万元", "fact", ["六万元"], cites_gold=True, abstained=False)
    assert not is_right("五万元", "fact", ["五万元"], cites_gold=False, abstained=False)
    assert not is_right("五万元", "fact", ["五万元"], cites_gold=True, abstained=True)
    long = "五万元" + "，" * 400
    assert [is_right(long, kind, ["五万元"], True, False) for kind in ("fact", "list")] == [False, True]


def test_abstention() -> None:
    counted = abstention([(True, False)] * 6 + [(True, True)] * 2 + [(False, True)] * 3 + [(False, False)])
    assert counted == Abstention(answerable=8, declined_answerable=2, barred=4, declined_barred=3)
    assert (counted.precision, counted.recall, counted.lost) == (3 / 5, 3 / 4, 2 / 8)
    assert counted.f1 == pytest.approx(2 * (3 / 5) * (3 / 4) / (3 / 5 + 3 / 4))
    nothing = abstention([(True, False)])
    assert (nothing.precision, nothing.recall, nothing.f1, nothing.lost) == (None, None, None, 0)


def test_trade_off() -> None:
    points = trade_off([(True, 0.9), (True, 0.4), (False, 0.5), (False, 0.1)])
    assert points == [
        Operating(0.1, 1.0, 0.0),
        Operating(0.4, 1.0, 0.5),
        Operating(0.5, 0.5, 0.5),
        Operating(0.9, 0.5, 1.0),
        Operating(math.inf, 0.0, 1.0),
    ]
    assert trade_off([(True, 0.5)]) == []


def test_percentile_is_a_value_that_was_measured() -> None:
    values = [float(n) for n in range(20, 0, -1)]
    assert [percentile(values, share) for share in (0.5, 0.95, 1)] == [10, 19, 20]
    assert percentile([3.0], 0.95) == 3


def test_bootstrap() -> None:
    assert bootstrap([1.0] * 5) == Estimate(1, 1, 1, 5)
    assert bootstrap([]) is None
    values = [1.0] * 50 + [0.0] * 50
    estimate = bootstrap(values)
    assert estimate is not None
    assert estimate == bootstrap(values)
    # The standard error of the mean is 0.05, so the interval is about 0.5 ± 1.96 × 0.05.
    assert (estimate.mean, estimate.low, estimate.high) == (
        0.5,
        pytest.approx(0.402, abs=0.02),
        pytest.approx(0.598, abs=0.02),
    )


def test_permutation() -> None:
    assert permutation_test([]) == permutation_test([0.0, 0.0]) == permutation_test([1.0, -1.0]) == 1
    # Of the 2^5 sign patterns only all + and all − are as far from 0: p = 2/32.
    assert permutation_test([1.0] * 5) == pytest.approx(2 / 32, abs=0.01)
    assert permutation_test([1.0] * 30) == pytest.approx(0, abs=0.001)
    assert permutation_test([1.0] * 5 + [0.0] * 50) == pytest.approx(2 / 32, abs=0.01)


def test_a_whole_draft_is_cited_and_its_own() -> None:
    quotes = (("方案.docx", "逾期未收回租金3万元的，限期30日内追缴"),)
    measures = ("县农业农村局30日内追缴租金3万元。", "重新招租。", "按月检查。")
    draft = Drafted("责任单位：县农业农村局 时限：2026年6月底前", measures, (quotes,) * 3)
    known = (
        "扶贫车间租金未收。",
        "县农业农村局",
        "2026年6月底前",
        (("方案.docx", "限期30日内追缴"), ("办法.docx", "按月检查")),
    )
    assert score_draft(draft, *known, places=["陇西县"]) == {
        "precedents": 1 / 2,
        "cited_measures": 1,
        "states_unit": 1,
        "states_deadline": 1,
        "known_numbers": 1,
        "own_names": 1,
        "whole": 1,
    }
    foreign = Drafted(draft.text, ("参照陇西县，追缴租金5万元。", *measures[1:]), (quotes, quotes, ()))
    scored = score_draft(foreign, *known, places=["陇西县"])
    assert (scored["known_numbers"], scored["own_names"], scored["whole"]) == (0, 0, 0)
    assert scored["cited_measures"] == pytest.approx(2 / 3)


def test_unknown_numbers() -> None:
    assert unknown_numbers("３万元、30%和1.5公里", "30000元；3 万元；１.5") == ["30%"]
