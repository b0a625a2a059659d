"""The command line, run as a user runs it: what it prints, where, and with which exit status."""

import json
from pathlib import Path

import pytest

from assistant import Assistant, Settings
from assistant.cli import main


def run(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, str, str]:
    status = main([str(argument) for argument in arguments])
    printed = capsys.readouterr()
    return status, printed.out, printed.err


@pytest.fixture
def data(tmp_path: Path, documents: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    folder = tmp_path / "data"
    assert run(capsys, "add", "--data", folder, documents) == (
        0,
        "✓ 办法.txt：8 条，整改事项 0 项\n✓ 方案.txt：8 条，整改事项 2 项\n收录 2 个，共 2 个文件\n",
        "",
    )
    return folder


def test_list_names_each_document_with_its_letterhead(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "list", "--data", data) == (
        0,
        "办法.txt\t青山县人民政府办公室关于印发《青山县村级资金管理办法》的通知\t青政办发〔2024〕12号\t2024-03-05\t8 条\n"
        "方案.txt\t河东县审计发现问题整改方案\t\t\t8 条\n",
        "",
    )


def test_show_one_clause_as_json(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "show", "--data", data, "办法.txt", "--clause", "第二条", "--json")
    shown = json.loads(out)
    assert status == 0
    assert shown["clauses"] == [
        {
            "address": "第二条",
            "start": 186,
            "end": 215,
            "page": None,
            "text": "第二条 村级资金实行村账乡代理，由乡镇农经站统一核算。\n\n",
        }
    ]
    assert shown["letterhead"]["number"] == "青政办发〔2024〕12号"


def test_show_prints_records(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "show", "--data", data, "方案.txt")
    assert [line for line in out.splitlines() if line.startswith("整改事项")] == [
        "整改事项 一（一）1\t道路项目进度滞后。\t县交通运输局\t2023年10月底",
        "整改事项 一（一）2\t扶贫车间闲置。\t县农业农村局、县乡村振兴局\t2023年12月底",
    ]


def test_a_removal_is_undone(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = "已移除 办法.txt，7 天内可用 assistant remove --undo 撤销\n"
    assert run(capsys, "remove", "--data", data, "办法.txt") == (0, told, "")
    assert run(capsys, "remove", "--data", data, "--undo", "办法.txt") == (0, "已恢复 办法.txt\n", "")
    message = "错误：没有可以恢复的 办法.txt，可能已过撤销期限；可以重新收录原文件\n"
    assert run(capsys, "remove", "--data", data, "--undo", "办法.txt") == (1, "", message)


def test_what_is_removed_is_gone(
    data: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    held = "由乡镇农经站统一核算"
    assert holders(data, held) != []
    monkeypatch.setenv("ASSISTANT_UNDO_DAYS", "0")
    assert run(capsys, "remove", "--data", data, "办法.txt") == (0, "已移除 办法.txt，已彻底删除\n", "")
    assert holders(data, held) == []


def holders(data: Path, words: str) -> list[Path]:
    """Files that hold these words, plain or as JSON escapes them."""
    forms = (words.encode(), json.dumps(words).strip('"').encode())
    return [path for path in data.rglob("*") if path.is_file() and any(form in path.read_bytes() for form in forms)]


def test_files_of_one_name_are_both_added_or_asked_about(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = tmp_path / "data"
    for year in ("2022", "2023"):
        (tmp_path / year).mkdir()
        (tmp_path / year / "方案.txt").write_text(f"{year}年方案\n\n一、要求\n\n{year}年底前完成。\n", encoding="utf-8")
    status, out, err = run(capsys, "add", "--data", data, tmp_path / "2022", tmp_path / "2023")
    assert (status, out.splitlines()[-1], err) == (0, "收录 2 个，共 2 个文件", "")
    listed = run(capsys, "list", "--data", data)[1]
    assert [line.split("\t")[0] for line in listed.splitlines()] == ["2022/方案.txt", "2023/方案.txt"]
    (tmp_path / "2023" / "方案.txt").write_text("2023年方案\n\n一、要求\n\n2024年3月底前完成。\n", encoding="utf-8")
    changed = ("add", "--data", data, tmp_path / "2023")
    asked = "? 2023/方案.txt：库中有同名文件，内容不同，未收录：要替换请加 --replace，两份都要请加 --keep-both\n"
    assert run(capsys, *changed) == (1, f"{asked}收录 0 个，共 2 个文件\n", "错误：没有收录任何文件，原因见上\n")
    status, out, _ = run(capsys, *changed, "--replace")
    assert (status, "替换了同名的旧版" in out) == (0, True)
    old = Assistant(Settings(data)).original("2023/方案.txt", version=1).read_text(encoding="utf-8")
    assert "2023年底前完成" in old


def test_one_file_that_cannot_be_read_does_not_stop_the_others(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "环.txt").symlink_to(tmp_path / "环.txt")
    (tmp_path / "好.txt").write_text("好县办法\n\n第一条 好县的规定。\n", encoding="utf-8")
    long = tmp_path / ("长" * 90 + ".txt")
    status, out, err = run(capsys, "add", "--data", tmp_path / "data", tmp_path / "环.txt", long, tmp_path / "好.txt")
    assert (status, err) == (0, "")
    refused = [line.split("（")[0] for line in out.splitlines() if line.startswith("✗")]
    assert refused == [f"✗ {tmp_path / '环.txt'} 无法读取", f"✗ {long} 无法读取"]
    assert out.splitlines()[-1] == "收录 1 个，共 1 个文件"


def test_ask_prints_the_answer_with_its_citation(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "ask", "--data", data, "青山县村级资金能不能用于公务接待？") == (
        0,
        "村级资金不得用于公务接待。[1]\n"
        "[1] 青山县人民政府办公室关于印发《青山县村级资金管理办法》的通知 青政办发〔2024〕12号 第四条（办法.txt）：村级资金不得用于公务接待。\n"
        "1 处应当、可以、不得等表述均与原文一致\n",
        "",
    )


def test_ask_declines_and_shows_the_nearest(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "ask", "--data", data, "北京市住房公积金怎么提取？")
    assert status == 0
    assert out.splitlines()[0] == "地区不符：检索到的条款没有提到北京。"
    assert [line.split("：")[0] for line in out.splitlines()[1:]] == ["最接近"] * 3


def test_batch_answers_have_the_fields_of_the_contract(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    questions, answers = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    rows = [
        {"id": "a", "question": "河东县扶贫车间闲置怎么整改？", "history": []},
        {"id": "b", "question": "那责任单位是谁？", "history": ["河东县道路项目进度滞后怎么整改？"]},
    ]
    questions.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    assert run(capsys, "ask", "--data", data, "--questions", questions, "--output", answers)[0] == 0
    first, second = (json.loads(line) for line in answers.read_text(encoding="utf-8").splitlines())
    assert (first["id"], first["abstained"]) == ("a", False)
    assert first["answer"] == (
        "一是重新招租，盘活资产；[1]\n二是追缴欠缴租金，存入村集体账户。[2]\n责任单位：县农业农村局、县乡村振兴局[3]\n整改时限：2023年12月底[4]"
    )
    assert [citation["quote"] for citation in first["citations"]] == [
        "一是重新招租，盘活资产；",
        "二是追缴欠缴租金，存入村集体账户。",
        "责任单位：县农业农村局、县乡村振兴局",
        "整改时限：2023年12月底",
    ]
    assert {"document", "clause", "text", "score"} == set(first["hits"][0])
    assert second["answer"] == "责任单位：县交通运输局[1]"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["ask", ""], "错误：请给出问题，或用 --questions 指定问题文件\n"),
        (["ask", "问"], "错误：库中还没有文件，请先用 assistant add 文件或文件夹 收录\n"),
        (["remove", "没有.txt"], "错误：库中没有文件 没有.txt，可用 assistant list 查看已收录的文件\n"),
        (["show", "没有.txt"], "错误：库中还没有文件，找不到 没有.txt；请先用 assistant add 收录\n"),
        (["ask", "--questions", "没有.jsonl", "--output", "x"], "错误：没有.jsonl 不存在，请检查路径\n"),
    ],
)
def test_errors_are_one_line_and_exit_1(
    arguments: list[str], message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(capsys, arguments[0], "--data", tmp_path / "data", *arguments[1:]) == (1, "", message)


def test_unknown_command_exits_2(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["vanish"])
    assert stopped.value.code == 2


def test_empty_file_is_refused_and_nothing_is_lost(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "空.txt").write_text("")
    status, out, err = run(capsys, "add", "--data", data, tmp_path / "空.txt")
    assert (status, out.splitlines()[0], err) == (
        1,
        "✗ 空.txt 是空文件，没有可读的内容",
        "错误：没有收录任何文件，原因见上\n",
    )
    assert run(capsys, "list", "--data", data)[1].count("\n") == 2


def test_folder_with_nothing_readable(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "a.exe").write_bytes(b"MZ")
    status, out, err = run(capsys, "add", "--data", tmp_path / "data", folder)
    assert (status, err) == (1, "错误：没有收录任何文件，原因见上\n")
    assert out.startswith(f"✗ {folder} 中没有可收录的文件，可收录的格式：")


def test_foreign_data_directory_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.doc").write_text("x")
    status, _, err = run(capsys, "list", "--data", tmp_path / "mine")
    assert status == 1
    assert (
        err
        == f"错误：{tmp_path / 'mine'} 里有其他内容，不是本助手的数据目录；请用 --data 指定空文件夹或原有的数据目录\n"
    )
    assert sorted(path.name for path in (tmp_path / "mine").iterdir()) == ["letter.doc"]


def test_filters_narrow_a_search_and_an_answer(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def found(*options: str) -> set[str]:
        status, out, _ = run(capsys, "search", "--data", data, "资金怎么管理", "--json", *options)
        assert status == 0
        return {json.loads(line)["document"] for line in out.splitlines()}

    assert found() == {"办法.txt", "方案.txt"}
    assert found("--unit", "青山县人民政府办公室") == {"办法.txt"}
    assert found("--document", "方案.txt", "--region", "河东县") == {"方案.txt"}
    assert found("--year", "2024", "--kind", "通知") == {"办法.txt"}
    status, out, _ = run(capsys, "ask", "--data", data, "扶贫车间闲置怎么整改？", "--unit", "青山县人民政府办公室")
    assert (status, out.partition("\n")[0]) == (
        0,
        "文件未提及：检索到的条款没有说到“扶贫车间”、“闲置”（只查了筛选范围内的文件）。",
    )
