"""Questions about several rows of a table: cells under the names of their columns, each row cited, and the head with it."""

from pathlib import Path

import pytest

from assistant import Assistant, Settings

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
