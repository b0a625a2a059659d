"""Questions about several rows of a table: cells under the names of their columns, each row cited, and the head with it."""

from pathlib import Path

import pytest

from assistant import Assistant, Settings
from corpus.ledgers import is_done

TABLE = """乡镇,项目个数,已支付（万元）,支付率,完工时间
青石镇,9,1482.4,68%,2024年9月30日
白水镇,8,701.2,45%,2024年11月30日
红叶乡,7,1196,65%,2024年8月31日
"""


@pytest.fixture
def ledger(tmp_path: Path) -> Assistant:
    """An assistant that has read one table."""
    (tmp_path / "青山县资金支付进度表.csv").write_text(TABLE, encoding="utf-8")
    opened = Assistant(Settings(tmp_path / "data"))
    opened.add([tmp_path / "青山县资金支付进度表.csv"])
    return opened


@pytest.mark.parametrize(
    ("question", "answer", "rows"),
    [
        ("哪个乡镇的支付率最低？", "乡镇：白水镇；支付率：45%[1][2]", ["白水镇", "乡镇"]),
        ("哪个乡镇已支付最多？", "乡镇：青石镇；已支付（万元）：1482.4[1][2]", ["青石镇", "乡镇"]),
        ("哪个乡镇的完工时间最晚？", "乡镇：白水镇；完工时间：2024年11月30日[1][2]", ["白水镇", "乡镇"]),
        (
            "哪些乡镇的支付率超过60%？",
            "乡镇：青石镇；支付率：68%[1][2]\n乡镇：红叶乡；支付率：65%[3][2]",
            ["青石镇", "乡镇", "红叶乡"],
        ),
        ("哪些乡镇的支付率在45%以下？", "乡镇：白水镇；支付率：45%[1][2]", ["白水镇", "乡镇"]),
    ],
)
def test_rows_that_are_asked_for(ledger: Assistant, question: str, answer: str, rows: list[str]) -> None:
    given = ledger.ask(question)
    assert (given.missing, given.text) == (None, answer)
    assert [citation.quote.split("\t")[0] for citation in given.citations] == rows
    assert given.certificate.missing == ()


STATES = """青山县专项检查问题整改台账
填报日期：2024年5月6日      单位：万元
序号\t被检查单位\t问题\t涉及金额\t整改状态
1\t青山中心卫生院\t重复收费\t7.4\t已完成
2\t白水卫生院\t账目不清\t2.2\t整改中
3\t红叶卫生院\t超范围采购\t5.9\t已完成60%
合计\t\t\t15.5\t
"""


@pytest.fixture
def states(tmp_path: Path) -> Assistant:
    """An assistant that has read a ledger with states, a unit above it and a row that sums up."""
    (tmp_path / "台账.txt").write_text(STATES, encoding="utf-8")
    opened = Assistant(Settings(tmp_path / "data"))
    opened.add([tmp_path / "台账.txt"])
    return opened


@pytest.mark.parametrize(
    ("question", "answer", "computed"),
    [
        ("台账里还没整改完的是哪几家单位？", ["被检查单位：白水卫生院", "被检查单位：红叶卫生院"], 0),
        ("台账里已经完成整改的有几家？", ["共1家（按表逐行计数）：被检查单位：青山中心卫生院"], 1),
        ("台账里涉及金额最多的是哪家单位？", ["被检查单位：青山中心卫生院；涉及金额：7.4万元"], 0),
        ("台账里涉及金额一共多少？", ["涉及金额合计15.5万元（7.4＋2.2＋5.9，按表逐行相加）"], 1),
        ("台账里还没整改完的涉及金额一共多少？", ["涉及金额合计8.1万元（2.2＋5.9，按表逐行相加）"], 1),
    ],
)
def test_rows_by_state_counted_and_summed(states: Assistant, question: str, answer: list[str], computed: int) -> None:
    given = states.ask(question)
    assert [sentence.text for sentence in given.sentences] == answer
    assert (given.certificate.missing, given.certificate.computed) == ((), computed)


@pytest.mark.parametrize(
    ("state", "done"),
    [
        ("已完成", True), ("已销号", True), ("整改完毕", True), ("是", True), ("100%", True), ("已全部整改到位", True),
        ("未销号", False), ("已完成60%", False), ("正在申请销号", False), ("尚未完成", False), ("否", False), ("整改中", False),
        ("基本完成", False), ("", False), ("未发现新的问题，已完成整改", True),
    ],
)  # fmt: skip
def test_a_state_as_offices_write_it(state: str, done: bool) -> None:
    assert is_done(state) is done


RIVERS = """青柳县河湖问题整治台账
序号\t河流\t问题\t县级河长\t完成时限
1\t清水河\t滩地搭棚\t周海涛\t2024年6月30日
2\t清水河\t倾倒垃圾\t方晓燕\t2024年8月31日
3\t柳溪\t违建鸭场\t方晓燕\t2024年7月15日
"""


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("哪个县级河长的问题最多？", "方晓燕：2行（按“县级河长”逐行计数）[1][2][3][2]"),
        ("青柳县河湖问题整治台账里的完成时限一共多少？", None),
    ],
)
def test_rows_are_counted_by_a_column_and_dates_are_not_added_up(
    tmp_path: Path, question: str, answer: str | None
) -> None:
    (tmp_path / "台账.txt").write_text(RIVERS, encoding="utf-8")
    opened = Assistant(Settings(tmp_path / "data"))
    opened.add([tmp_path / "台账.txt"])
    told = opened.ask(question)
    assert "合计" not in told.text
    assert answer is None or told.text == answer
