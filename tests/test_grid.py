"""Tables of every format as lines."""

from corpus.readers.grid import EMPTY, GridCell, cell_of, table_lines


def plain(*rows: str) -> list[list[GridCell]]:
    return [[cell_of(text) for text in row.split("|")] for row in rows]


def test_a_title_over_the_table_is_a_line_of_its_own() -> None:
    title = cell_of("整改台账")
    assert table_lines([[title, title, title], *plain("序号|问题|措施", "1|账目不清|补记")]) == [
        "整改台账",
        "序号\t问题\t措施",
        "1\t账目不清\t补记",
    ]


def test_a_header_of_two_lines_becomes_one() -> None:
    number, duty, problem = cell_of("序号"), cell_of("责任"), cell_of("问题")
    rows = [
        [number, problem, duty, duty],
        [number, problem, cell_of("单位"), cell_of("人")],
        *plain("1|不清|县财政局|张某", "2|慢|县水务局|李某"),
    ]
    assert table_lines(rows)[:2] == ["序号\t问题\t责任单位\t责任人", "1\t不清\t县财政局\t张某"]


def test_a_value_merged_downwards_stands_in_each_row_and_one_merged_sideways_once() -> None:
    unit, both = cell_of("县财政局"), cell_of("立行立改")
    rows = [
        *plain("问题|单位|时限"),
        [cell_of("甲"), unit, cell_of("6月")],
        [cell_of("乙"), unit, cell_of("7月")],
        [cell_of("丙"), both, both],
    ]
    assert table_lines(rows)[1:] == ["甲\t县财政局\t6月", "乙\t县财政局\t7月", "丙\t立行立改\t"]


def test_a_heading_between_rows_is_a_line_of_its_own() -> None:
    rows = [*plain("序号|问题|措施", "1|甲|乙"), [cell_of("二、项目方面"), EMPTY, EMPTY], *plain("2|丙|丁")]
    assert table_lines(rows) == ["序号\t问题\t措施", "1\t甲\t乙", "二、项目方面", "2\t丙\t丁"]


def test_breaks_inside_a_cell_become_spaces_and_empty_lines_and_columns_go() -> None:
    assert table_lines(plain("问题||措施", "甲\n乙||丙\t丁", "||")) == ["问题\t措施", "甲 乙\t丙 丁"]


def test_nothing_is_no_table() -> None:
    assert table_lines([]) == []
    assert table_lines([[EMPTY]]) == []


def test_a_header_whose_division_is_cut_off_still_goes_down() -> None:
    number = cell_of("序号")
    rows = [[number, cell_of("反馈问题")], [number, cell_of("具体问题")], *plain("1|账目不清", "2|进度慢")]
    assert table_lines(rows) == ["序号\t反馈问题具体问题", "1\t账目不清", "2\t进度慢"]
