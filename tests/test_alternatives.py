"""A question about several years or places is asked of each."""

from pathlib import Path

import pytest

from assistant import Assistant, Settings
from assistant.alternatives import alternatives
from assistant.question import read_question

REPORT = """{place}人民政府关于{year}年度审计查出问题整改情况的报告

{place}人大常委会：

现将整改情况报告如下。

一、总体情况。审计指出的{total}个问题，已整改{done}个，整改率{rate}%。

二、下一步工作。{place}将继续督促整改。

{place}人民政府
{after}年11月3日
"""


@pytest.mark.parametrize(
    ("asked", "each"),
    [
        ("2022年度和2023年度的整改率分别是多少？", ["2022年度的整改率是多少？", "2023年度的整改率是多少？"]),
        ("青柳县与红石县各有多少个问题？", ["青柳县有多少个问题？", "红石县有多少个问题？"]),
        ("青柳和红石谁的问题多？", ["青柳县谁的问题多？", "红石县谁的问题多？"]),
        ("青柳县的整改率是多少？", ["青柳县的整改率是多少？"]),
        ("2023年的整改率", ["2023年的整改率"]),
    ],
)
def test_what_stands_side_by_side_is_asked_one_by_one(asked: str, each: list[str]) -> None:
    found = alternatives(read_question(asked, {}), ["青柳县", "红石县"])
    assert [question.text for question in found] == each


def test_each_is_answered_from_its_own_document(tmp_path: Path) -> None:
    for name, place, year, total, done, rate in (
        ("甲.txt", "青柳县", 2022, 46, 39, 84.8), ("乙.txt", "青柳县", 2023, 50, 45, 90), ("丙.txt", "红石县", 2023, 20, 13, 65),
    ):  # fmt: skip
        told = REPORT.format(place=place, year=year, after=year + 1, total=total, done=done, rate=rate)
        (tmp_path / name).write_text(told, encoding="utf-8")
    assistant = Assistant(Settings(tmp_path / "data"))
    assistant.add([tmp_path / name for name in ("甲.txt", "乙.txt", "丙.txt")])
    years = assistant.ask("青柳县2022年度和2023年度审计整改率分别是多少？")
    assert [citation.document for citation in years.citations] == ["甲.txt", "乙.txt"]
    assert ("84.8%" in years.text, "整改率90%" in years.text, years.certificate.missing) == (True, True, ())
    places = assistant.ask("2023年度青柳县和红石县审计整改率各是多少？")
    assert [citation.document for citation in places.citations] == ["乙.txt", "丙.txt"]
    missing = assistant.ask("青柳县2019年度审计整改率是多少？")
    assert missing.missing == "年份不符：检索到的条款不是2019年的"


def test_a_sentence_that_tells_of_both_is_said_once(tmp_path: Path) -> None:
    told = "青柳县审计整改情况\n一、整改率。青柳县审计整改率2022年为84.8%，2023年为90%，逐年提高。\n二、下一步。继续督促。\n"
    (tmp_path / "甲.txt").write_text(told, encoding="utf-8")
    assistant = Assistant(Settings(tmp_path / "data"))
    assistant.add([tmp_path / "甲.txt"])
    answer = assistant.ask("青柳县2022年和2023年审计整改率分别是多少？")
    assert len(answer.sentences) == 1
    assert "84.8%" in answer.text
    assert "90%" in answer.text
