"""Which sentences the words of a clause bear: own clauses, own sentences; and how many true and false ones are shown."""

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.entailment import entailed
from eval.entailment import FALSE, MIXED, TRUE, Made, Rates, clauses, gold, made, overall, shown

CLAUSE = "经乡镇审核后，县林业局负责验收造林地块，县财政局负责拨付补助资金。企业向农户支付租金，不得拖欠。租赁合同到期的，承租人应当恢复原状，但双方另有约定的除外。"


@pytest.mark.parametrize(
    ("sentence", "holds"),
    [
        ("县林业局负责验收造林地块。", True),
        ("县财政局负责拨付补助资金，县林业局负责验收造林地块。", True),
        ("企业应向农户支付租金。", False),
        ("企业向农户支付租金，同时禁止拖欠。", True),
        ("农户向企业支付租金。", False),
        ("县林业局负责拨付补助资金。", False),
        ("县财政局负责验收造林地块。", False),
        ("县财政局负责收回补助资金。", False),
        ("企业向农户支付租金，但合作社除外。", False),
        ("企业向农户支付租金，上述要求已经废止。", False),
        ("企业向农户支付租金，拖欠的追究刑事责任。", False),
        ("企业支付租金。", True),
        ("企业不得拖欠。", True),
        ("租金由企业向农户支付。", True),
        ("造林地块由县林业局负责验收。", True),
        ("造林地块由县林业局验收。", True),
        ("补助资金由县林业局负责拨付。", False),
        ("造林地块由县财政局负责验收。", False),
        ("县林业局由县财政局负责验收。", False),
        ("县林业局、县财政局负责验收造林地块。", False),
        ("县林业局和县财政局负责拨付补助资金。", False),
        ("县林业局负责验收造林地块，不得拖欠。", False),
        ("县林业局造林地块。", False),
        ("农户支付租金。", False),
        ("农户不得拖欠。", False),
        ("租金由农户支付。", False),
        ("农户由企业支付租金。", False),
        ("企业农户支付租金。", False),
        ("企业将租金支付农户。", False),
        ("企业向农户支付补助资金。", False),
        ("经乡镇审核后，企业向农户支付租金。", False),
        ("租赁合同到期的，企业向农户支付租金。", False),
        ("承租人应当恢复原状，但双方另有约定的除外。", False),
        ("承租人应当恢复原状。", False),
        ("租赁合同到期的，承租人应当恢复原状。", False),
        ("租赁合同到期的，承租人应当恢复原状，但双方另有约定的除外。", True),
    ],
)
def test_a_sentence_stands_in_its_clause_in_order_and_in_scope(sentence: str, holds: bool) -> None:
    assert entailed(sentence, [CLAUSE]) is holds


LISTS = (
    "县农业农村局、县财政局和县乡村振兴局负责项目库建设。补助资金用于道路硬化、沟渠清淤和路灯安装，"
    "不得用于发放津贴、购买车辆和偿还债务。乡镇应当公示名单，农户可以向县农业农村局申诉。"
)


@pytest.mark.parametrize(
    ("sentence", "holds"),
    [
        ("县农业农村局、县乡村振兴局负责项目库建设。", True),
        ("项目库建设由县农业农村局、县财政局和县乡村振兴局负责。", True),
        ("补助资金用于道路硬化和路灯安装。", True),
        ("补助资金用于沟渠清淤。", True),
        ("补助资金不得用于购买车辆。", True),
        ("补助资金用于道路硬化，不得用于偿还债务。", True),
        ("补助资金用于购买车辆。", False),
        ("补助资金不得用于道路硬化。", False),
        ("补助资金用于道路清淤。", False),
        ("补助资金用于路灯安装和购买车辆。", False),
        ("县农业农村局、乡镇负责项目库建设。", False),
        ("乡镇可以向县农业农村局申诉。", False),
        ("农户应当公示名单。", False),
        ("乡镇应当公示农户名单。", False),
        ("县农业农村局可以向农户申诉。", False),
    ],
)
def test_items_of_a_list_may_be_left_out_and_none_moves_to_another(sentence: str, holds: bool) -> None:
    assert entailed(sentence, [LISTS]) is holds


def _shares(rates: Iterable[Rates]) -> float:
    counts = [overall(rate) for rate in rates]
    return sum(passed for passed, _ in counts) / sum(total for _, total in counts)


def test_of_hand_written_sentences_no_invention_and_most_true_ones_are_shown() -> None:
    assert _shares(gold(split, False) for split in ("dev", "held")) <= 0.02
    assert _shares(gold(split, True) for split in ("dev", "held")) >= 0.6


def _some(sentences: Iterable[Made], most: int = 12) -> Iterator[Made]:
    """The first sentences of each kind."""
    seen = Counter[str]()
    for sentence in sentences:
        seen[sentence.kind] += 1
        if seen[sentence.kind] <= most:
            yield sentence


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The documents of the sample corpus that are plain text."""
    folder = tmp_path_factory.mktemp("corpus")
    for path in (Path(__file__).parents[1] / "corpus" / "documents").iterdir():
        if path.suffix in (".md", ".txt"):
            (folder / path.name).write_bytes(path.read_bytes())
    return folder


def test_of_made_sentences_hardly_an_invention_and_nearly_all_true_ones_are_shown(corpus: Path) -> None:
    found = list(clauses(corpus))
    true = shown(list(_some(made(found, TRUE))))
    false = shown([*_some(made(found, FALSE)), *_some(made(found, MIXED, mixed=True))])
    assert len(true) > 10 and len(false) > 18
    assert _shares([true]) >= 0.9
    assert _shares([false]) <= 0.01


@given(st.text(alphabet="鲸鲨珊瑚礁潜艇", min_size=2, max_size=12))
@settings(deadline=None)
def test_no_clause_of_words_from_elsewhere_is_borne(tail: str) -> None:
    assert not entailed(f"企业向农户支付租金，{tail}。", [CLAUSE])


@given(st.lists(st.text(alphabet="县乡村财政林业负责不得应当资金验收补助的和，", min_size=1, max_size=30), min_size=1))
@settings(deadline=None)
def test_what_is_copied_whole_is_borne(parts: list[str]) -> None:
    text = "。".join(parts)
    assert entailed(text, [text])


def test_a_sentence_of_a_thousand_joining_words_is_refused_and_breaks_nothing() -> None:
    assert not entailed("的" * 3000, ["村级资金实行村账乡代理。"])


@pytest.mark.parametrize("words", ["县局", "由", "由县", "、县", "的"])
def test_what_fits_everywhere_takes_bounded_work(words: str) -> None:
    began = perf_counter()
    assert not entailed(words * 149 + "县", ["县局" * 2000 + "。" + "由县" * 1000])
    assert perf_counter() - began < 30
