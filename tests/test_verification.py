"""Texts of any origin against the library: citations, quotations and statements, right and wrong."""

import datetime
import json
from pathlib import Path

import pytest
from test_validity import FILES

from assistant import Assistant, Settings
from assistant.cli import main

DAY = datetime.date(2025, 1, 1)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder = tmp_path_factory.mktemp("verify")
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    assistant = Assistant(Settings(folder / "data"))
    assistant.add([folder / name for name in FILES])
    return assistant


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "根据《岑溪县临时摊点管理办法》第一条规定，摊位费每平方米每天2元。",
            [("citation", "found", None), ("statement", "found", None)],
        ),
        (
            "根据《岑溪县临时摊点管理办法》第一条规定，摊位费每平方米每天5元。",
            [
                ("citation", "found", None),
                ("statement", "contradicts", "原文中未见：5元；原文是：第一条摊位费每平方米每天2元。"),
            ],
        ),
        (
            "《岑溪县临时摊点管理办法》第九条另有要求。",
            [("citation", "contradicts", "该文件共4条，无第九条")],
        ),
        (
            "《岑溪县临时摊点管理暂行办法》（岑政发〔2018〕5号）",
            [("citation", "repealed", "已废止（2023-06-01），见新.txt 第四条")],
        ),
        (
            "依照《岑溪县临时摊点管理办法》（岑政发〔2023〕12号）办理。",
            [("citation", "differs", "该文件的文号是岑政发〔2023〕11号")],
        ),
        ("按照《岑溪县殡葬管理办法》执行。", [("citation", "absent", "库中无此文件，无法核对")]),
        (
            "《岑溪县户外广告设置规定》（岑政发〔2010〕2号）要求如此。",
            [("citation", "repealed", "自2022-09-01起已废止，见清理.txt 一（一）")],
        ),
        (
            "《岑溪县临时摊点管理办法》明确“收摊时间为每天22时”。",
            [("citation", "found", None), ("quotation", "found", None)],
        ),
        (
            "《岑溪县临时摊点管理办法》明确“收摊的时间为每天23时”。",
            [("citation", "found", None), ("quotation", "differs", "原文是：收摊时间为每天22时")],
        ),
        (
            "路灯每季度检修两次。",
            [("statement", "contradicts", "原文中未见：两次；原文是：第一条路灯每季度检修一次。")],
        ),
        ("渣土车限速30公里。", [("statement", "repealed", "已废止（2022-09-01），见清理.txt 一（二）")]),
        ("幼儿园保教费每月500元。", [("statement", "absent", "库中没有说到此事的条款")]),
        ("会议强调要提高认识。", []),
    ],
)
def test_what_a_text_says_is_looked_up(library: Assistant, text: str, told: list[tuple[str, str, str | None]]) -> None:
    assert [(each.kind, each.state, each.note) for each in library.verify(text, DAY)] == told


def test_the_contract_of_verify(library: Assistant, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "稿.txt").write_text("《岑溪县临时摊点管理办法》第二条：收摊时间为每天22时。", encoding="utf-8")
    options = ["--json", "--as-of", "2025-01-01", "--data", str(library.settings.data)]
    assert main(["verify", str(tmp_path / "稿.txt"), *options]) == 0
    citation = {
        "number": 1, "document": "新.txt", "title": "岑溪县临时摊点管理办法", "document_number": "岑政发〔2023〕11号",
        "clause": "第二条", "page": None, "quote": "第二条 收摊时间为每天22时。\n", "start": 42, "end": 58, "state": "现行",
    }  # fmt: skip
    assert json.loads(capsys.readouterr().out) == [
        {
            "text": "《岑溪县临时摊点管理办法》第二条", "kind": "citation", "state": "found", "citations": [citation], "note": None,
        },
        {
            "text": "收摊时间为每天22时", "kind": "statement", "state": "found", "note": None,
            "citations": [{**citation, "quote": "第二条 收摊时间为每天22时。", "end": 57}],
        },
    ]  # fmt: skip


def test_nothing_to_verify_is_said(
    library: Assistant, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import io

    monkeypatch.setattr("sys.stdin", io.StringIO("  \n"))
    assert main(["verify", "-", "--data", str(library.settings.data)]) == 1
    assert capsys.readouterr().err == "错误：没有可以核对的文字\n"
