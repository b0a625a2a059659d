"""What a question names binds: documents that differ in their number only, articles and ranges, and what is not there."""

from pathlib import Path

import pytest

from assistant import Assistant, Settings
from index import Filter

RULE = """青柳县财政局
关于印发《青柳县村级集体资金管理办法（试行）》的通知
青柳财发〔{year}〕{number}号

各乡镇人民政府：

现将《青柳县村级集体资金管理办法（试行）》印发给你们。

青柳县财政局
{year}年3月{day}日

青柳县村级集体资金管理办法（试行）

第一条 为加强管理，制定本办法。
第二条 村级资金单笔支出超过{sum}元的，由乡镇长审批。
第三条 村级资金不得用于宴请。
第四条 每季度末公开账目。
"""
ROADS = """青柳县交通运输局关于做好农村道路养护工作的通知
青柳交〔2O23〕9号

各乡镇人民政府：
一、养护责任。村道由村委会养护。
二、养护经费。村道每公里每年补助4000元。

青柳县交通运输局
2023年5月6日
"""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """Two notices that differ in number, date and sum, and one of another bureau whose number was typed with an O."""
    folder = tmp_path_factory.mktemp("office")
    (folder / "甲.txt").write_text(RULE.format(year=2021, number=14, day=5, sum=3000), encoding="utf-8")
    (folder / "乙.txt").write_text(RULE.format(year=2023, number=41, day=8, sum=5000), encoding="utf-8")
    (folder / "丙.txt").write_text(ROADS, encoding="utf-8")
    assistant = Assistant(Settings(folder / "data"))
    assistant.add([folder / name for name in ("甲.txt", "乙.txt", "丙.txt")])
    return assistant


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("青柳财发〔2021〕14号中，单笔支出超过多少元由乡镇长审批？", [("甲.txt", "第二条")]),
        ("青柳财发〔2023〕41号中，单笔支出超过多少元由乡镇长审批？", [("乙.txt", "第二条")]),
        ("青柳财发〔2023〕41号第二条至第四条是什么？", [("乙.txt", f"第{n}条") for n in "二三四"]),
        ("青柳财发〔2023〕41号第3条规定了什么？", [("乙.txt", "第三条")]),
        ("《青柳县村级集体资金管理办法》第三条", [("乙.txt", "第三条"), ("甲.txt", "第三条")]),
        ("青柳县交通运输局关于做好农村道路养护工作的通知里每公里补助多少？", [("丙.txt", "二")]),
        ("青柳交〔2023〕9号里每公里补助多少？", [("丙.txt", "二")]),
    ],
)
def test_the_answer_comes_from_what_was_named(office: Assistant, question: str, told: list[tuple[str, str]]) -> None:
    assert [(citation.document, citation.clause) for citation in office.ask(question).citations] == told


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("青柳财发〔2021〕14号是什么文件？", "青柳县财政局关于印发《青柳县村级集体资金管理办法（试行）》的通知[1]"),
        ("青柳财发〔2023〕41号是什么时候印发的？", "2023年3月8日[1]"),
        ("青柳交〔2023〕9号是谁发的？", "青柳县交通运输局[1]"),
        ("青柳交〔2023〕9号是哪个单位发的，哪天发的？", "青柳县交通运输局[1]\n2023年5月6日[2]"),
        ("青柳交〔2023〕9号的落款日期是哪天？", "2023年5月6日[1]"),
        ("青柳财发〔2022〕41号是什么文件？", "库中无此文件：青柳财发〔2022〕41号。"),
        ("《青柳县宅基地管理办法》怎么规定面积？", "库中无此文件：《青柳县宅基地管理办法》。"),
        (
            "青柳财发〔2023〕41号第九条是什么？",
            "青柳县财政局关于印发《青柳县村级集体资金管理办法（试行）》的通知共4条，无第九条。",
        ),
        ("《青柳县村级集体资金管理办法》第九条是什么？", "库中的相关文件没有第九条。"),
        ("青柳交〔2023〕9号第二条是什么？", "《青柳县交通运输局关于做好农村道路养护工作的通知》不分条，无第二条。"),
    ],
)
def test_what_is_asked_of_a_document_is_answered_by_its_head_or_by_what_it_lacks(
    office: Assistant, question: str, answer: str
) -> None:
    assert office.ask(question).text == answer


def test_what_is_named_and_filtered_out_is_not_replaced(office: Assistant) -> None:
    answer = office.ask("青柳财发〔2023〕41号第三条是什么？", only=Filter(documents=frozenset(["甲.txt"])))
    assert answer.abstained
    assert answer.citations == ()


@pytest.mark.parametrize(
    ("question", "documents"),
    [
        ("红石县村级资金单笔支出超过多少元由乡镇长审批？", ["丁.txt"]),
        ("青柳县村级资金单笔支出超过多少元由乡镇长审批？", ["乙.txt"]),
    ],
)
def test_a_place_that_the_library_has_documents_of_binds(
    office: Assistant, tmp_path: Path, question: str, documents: list[str]
) -> None:
    of_redstone = RULE.replace("青柳", "红石").format(year=2022, number=7, day=5, sum=8000)
    for name, text in (("乙.txt", RULE.format(year=2023, number=41, day=8, sum=5000)), ("丁.txt", of_redstone)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    assistant = Assistant(Settings(tmp_path / "data"))
    assistant.add([tmp_path / "乙.txt", tmp_path / "丁.txt"])
    answer = assistant.ask(question)
    assert [citation.document for citation in answer.citations] == documents
    assert {candidate.document for candidate in answer.candidates} == set(documents)


def test_the_newest_version_of_a_measure_answers_where_no_year_is_named(office: Assistant) -> None:
    newest = office.ask("村级资金单笔支出超过多少元由乡镇长审批？")
    assert [(citation.document, "5000元" in citation.quote) for citation in newest.citations] == [("乙.txt", True)]
    older = office.ask("2021年的办法里，村级资金单笔支出超过多少元由乡镇长审批？")
    assert [(citation.document, "3000元" in citation.quote) for citation in older.citations] == [("甲.txt", True)]
