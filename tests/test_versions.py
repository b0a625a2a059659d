"""Versions of one measure, and what changed from one to the next."""

import json

import pytest

from assistant import Assistant, Settings
from assistant.cli import main
from assistant.versions import changes, marked, versions_of
from corpus import parse
from corpus.readers import Reading

OLD = """岑溪县校车管理办法
岑政发〔2020〕3号
第一条 校车每半年检验一次。
第二条 驾驶人应当具有三年以上驾龄。
第三条 校车补助每辆每年2万元，由县财政局按季拨付。
第四条 家长应当按时接送。
岑溪县人民政府
2020年8月1日
"""
NEW = """岑溪县校车管理办法（2024年修订）
岑政发〔2024〕9号
第一条 校车每半年检验一次。
第二条 驾驶人应当具有五年以上驾龄。
第三条 学校应当为每辆校车配备一名照管人员。
第四条 校车补助每辆每年3万元，由县财政局按季拨付。
岑溪县人民政府
2024年6月3日
"""
OTHER = "岑溪县校服管理办法\n第一条 校服由家长自愿购买。\n第二条 校服每套不超过200元。\n"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder = tmp_path_factory.mktemp("versions")
    for name, text in {"旧.txt": OLD, "新.txt": NEW, "校服.txt": OTHER}.items():
        (folder / name).write_text(text, encoding="utf-8")
    assistant = Assistant(Settings(folder / "data"))
    assistant.add([folder / name for name in ("旧.txt", "新.txt", "校服.txt")])
    return assistant


def test_articles_are_paired_by_their_words_and_not_by_their_numbers() -> None:
    found = changes(parse(Reading(OLD), "旧.txt"), parse(Reading(NEW), "新.txt"))
    told = [
        (c.kind, c.old.metadata["address"] if c.old else None, c.new.metadata["address"] if c.new else None)
        for c in found
    ]
    assert told == [
        ("changed", "第二条", "第二条"),
        ("added", None, "第三条"),
        ("changed", "第三条", "第四条"),
        ("dropped", "第四条", None),
    ]


def test_the_words_that_changed_are_marked() -> None:
    assert marked("每年2万元，按季拨付", "每年3万元，按季拨付") == "每年[-2-]{+3+}万元，按季拨付"


def test_versions_of_a_measure_are_in_the_order_of_their_dates(library: Assistant) -> None:
    generation = library._library.generation
    assert generation is not None
    assert [each.name for each in versions_of(generation.entry("新.txt"), generation)] == ["旧.txt", "新.txt"]
    assert [each.name for each in versions_of(generation.entry("校服.txt"), generation)] == ["校服.txt"]


@pytest.mark.parametrize(
    ("question", "told"),
    [
        (
            "岑溪县校车管理办法修订后有哪些变化？",
            [
                "第二条：原为“驾驶人应当具有三年以上驾龄。”，现为“驾驶人应当具有五年以上驾龄。”[1][2]",
                "新增第三条：学校应当为每辆校车配备一名照管人员。[3]",
                "第四条（原第三条）：原为“校车补助每辆每年2万元，由县财政局按季拨付。”，现为“校车补助每辆每年3万元，由县财政局按季拨付。”[4][5]",
                "删去原第四条：家长应当按时接送。[6]",
            ],
        ),
        (
            "校车补助2020年版跟现在比有什么变化？",
            ["第四条（原第三条）：原为“校车补助每辆每年2万元，由县财政局按季拨付。”，现为“校车补助每辆每年3万元，由县财政局按季拨付。”[1][2]"],
        ),
    ],
)  # fmt: skip
def test_what_changed_is_told_before_and_after(library: Assistant, question: str, told: list[str]) -> None:
    answer = library.ask(question)
    assert (answer.text.split("\n"), answer.certificate.holds) == (told, True)


def test_the_command_prints_each_change(library: Assistant, capsys: pytest.CaptureFixture[str]) -> None:
    options = ["--data", str(library.settings.data)]
    assert main(["diff", "旧.txt", "新.txt", *options]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert (lines[0], lines[-1]) == ("修改\t第二条\t第二条 驾驶人应当具有[-三-]{+五+}年以上驾龄。", "共 4 处不同")
    assert main(["diff", "旧.txt", "旧.txt", "--json", *options]) == 0
    assert json.loads(capsys.readouterr().out) == []
