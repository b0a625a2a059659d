"""Pages in two columns, and running lines of two pages."""

from pathlib import Path

import pytest
from test_pdf import Text, write_pdf

from corpus.readers import read

LEFT = [
    "一、各乡镇应当在每年三月底前",
    "公示上年度补助名单，公示期不",
    "少于七日。",
    "二、补助按户发放，每户每年不",
    "超过三千元。",
]
RIGHT = ["三、县民政局每季度抽查一次，", "抽查比例不低于百分之十。", "四、虚报冒领的，责令退回，并", "处五千元罚款。"]
TEXT = (
    "一、各乡镇应当在每年三月底前公示上年度补助名单，公示期不少于七日。\n二、补助按户发放，每户每年不超过三千元。\n"
    "三、县民政局每季度抽查一次，抽查比例不低于百分之十。\n四、虚报冒领的，责令退回，并处五千元罚款。"
)


def column(left: float, top: float, lines: list[str]) -> list[Text]:
    return [(left, top + 20 * place, 12.0, line) for place, line in enumerate(lines)]


@pytest.mark.parametrize("title", [None, "岑溪县人民政府公报"])
def test_two_columns_are_read_one_after_the_other(tmp_path: Path, title: str | None) -> None:
    head: list[Text] = [(210.0, 60.0, 18.0, title)] if title else []
    drawn = [
        text
        for pair in zip(column(60, 100, LEFT), [*column(300, 100, RIGHT), None], strict=True)
        for text in pair
        if text
    ]
    reading = read(write_pdf(tmp_path / "栏.pdf", [[*head, *drawn]]))
    assert (reading.text, reading.warnings) == (f"{title}\n{TEXT}" if title else TEXT, ())


def test_a_form_without_rulings_is_no_page_in_columns(tmp_path: Path) -> None:
    names = ["姓名", "出生年月", "工作单位"]
    values = ["何敏", "1990年5月", "岑溪县水利局办公室"]
    drawn = [*column(60, 100, names), *column(300, 100, values)]
    assert read(write_pdf(tmp_path / "表.pdf", [drawn])).text.split("\n")[:2] == ["姓名  何敏", "出生年月  1990年5月"]


def test_what_two_pages_repeat_at_their_edge_or_aslant_is_no_text(tmp_path: Path) -> None:
    first: list[Text] = [
        (60.0, 30.0, 9.0, "岑溪县水利局"),
        (180.0, 80.0, 18.0, "供水收费办法"),
        (60.0, 120.0, 12.0, "第一条 水费标准为每立方米三元，超过定额用水的部分每立方"),
    ]
    second: list[Text] = [
        (60.0, 30.0, 9.0, "岑溪县水利局"),
        (60.0, 80.0, 12.0, "米加收一元五角。"),
        (60.0, 120.0, 12.0, "第二条 自公布之日起施行。"),
    ]
    assert read(write_pdf(tmp_path / "费.pdf", [first, second])).text == (
        "供水收费办法\n第一条 水费标准为每立方米三元，超过定额用水的部分每立方米加收一元五角。\n第二条 自公布之日起施行。"
    )
