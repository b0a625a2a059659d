"""Where recognised words stand on their page."""

from corpus.readers.layout import Line, Page, TableBlock
from corpus.readers.paragraphs import compose
from corpus.readers.rulings import Box, Ruling, find_ruled_tables
from corpus.region import Region, regions_of

PAGE = Page(100, 200, (Line("第一条 甲乙", 10, 70, 20, 30), Line("第二条 丙12", 10, 60, 40, 50)), turned=0)
FIRST = Region(0, 6, 1, 0.1, 0.1, 0.7, 0.15)
SECOND = Region(7, 14, 1, 0.1, 0.2, 0.6, 0.25)
TEXT = "第一条 甲乙\n第二条 丙12"


def test_recognised_lines_keep_their_places() -> None:
    reading = compose([PAGE, Page(100, 200, (Line("后页", 0, 50, 0, 10),), turned=3)])
    assert reading.text == f"{TEXT}\n后页"
    assert reading.regions == (FIRST, SECOND, Region(15, 17, 2, 0.0, 0.0, 0.5, 0.05, turned=3))


def test_lines_of_text_need_no_places() -> None:
    assert compose([Page(100, 200, PAGE.lines)]).regions == ()


def test_a_part_of_a_line_has_its_share_of_the_width() -> None:
    # Six characters, one of them a space: 11 halves of a character on 0.6 of the page.
    start = TEXT.index("甲")
    (found,) = regions_of([FIRST, SECOND], TEXT, start, start + 1)
    assert (found.start, found.end, found.top, found.bottom) == (4, 5, 0.1, 0.15)
    assert (round(found.left, 6), round(found.right, 6)) == (round(0.1 + 0.6 * 7 / 11, 6), round(0.1 + 0.6 * 9 / 11, 6))


def test_words_on_two_lines_have_two_regions_and_words_elsewhere_none() -> None:
    found = list(regions_of([FIRST, SECOND], TEXT, 5, 10))
    assert [(region.start, region.end) for region in found] == [(5, 6), (7, 10)]
    assert list(regions_of([FIRST, SECOND], TEXT, 6, 7)) == []


def test_a_cell_is_given_whole_and_a_merged_one_with_every_row() -> None:
    across = [Ruling(0, 0, 60), Ruling(20, 0, 60), Ruling(40, 20, 60), Ruling(60, 0, 60)]
    down = [Ruling(x, 0, 60) for x in (0, 20, 60)]
    texts = {(0, 0): "单位", (20, 0): "问题", (0, 20): "县局", (20, 20): "账目不清", (20, 40): "未收"}
    (table,) = find_ruled_tables(across, down, lambda box: texts[box.left, box.top])
    block = table.block()
    assert block == TableBlock(
        ("单位\t问题", "县局\t账目不清", "县局\t未收"),
        0,
        60,
        (
            Line("单位", 0, 20, 0, 20),
            Line("问题", 20, 60, 0, 20),
            Line("县局", 0, 20, 20, 60),
            Line("账目不清", 20, 60, 20, 40),
            Line("县局", 0, 20, 20, 60),
            Line("未收", 20, 60, 40, 60),
        ),
    )
    reading = compose([Page(100, 100, (), (block,), turned=0)])
    start = reading.text.index("不清")
    assert list(regions_of(reading.regions, reading.text, start, start + 2)) == [
        Region(start - 2, start + 2, 1, 0.2, 0.2, 0.6, 0.4, is_cell=True)
    ]
    assert [reading.text[region.start : region.end] for region in reading.regions] == [
        cell.text for cell in block.cells
    ]


def test_a_line_across_a_table_has_the_place_of_its_cell() -> None:
    across = [Ruling(y, 0, 60) for y in (0, 20, 40, 60)]
    down = [Ruling(0, 0, 60), Ruling(20, 20, 60), Ruling(60, 0, 60)]
    (table,) = find_ruled_tables(
        across, down, lambda box: {0: "整改台账", 20: "问题", 40: "甲"}[box.top] + " " * int(box.left)
    )
    assert table.cells[0].text == "整改台账"
    assert table.block().cells[0] == Line("整改台账", 0, 60, 0, 20)
    assert Box(0, 0, 60, 20) in table.boxes.values()
