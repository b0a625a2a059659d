"""Tables in text."""

from corpus.tables import Cell, Row, Table, find_tables

LEDGER = "序号\t存在问题\t整改措施\t责任单位\n1\t账目不清\t补记账目\t县财政局\n2\t 进度慢 \t\t县水务局\n"


def test_a_ledger_with_offsets_of_every_cell() -> None:
    assert find_tables(LEDGER) == [
        Table(
            "台账",
            ("序号", "存在问题", "整改措施", "责任单位"),
            ((0, 18),),
            (
                Row(1, 18, 35, (Cell(18, 19), Cell(20, 24), Cell(25, 29), Cell(30, 34))),
                Row(2, 35, 49, (Cell(35, 36), Cell(38, 41), Cell(43, 43), Cell(44, 48))),
            ),
        )
    ]


def test_a_header_repeated_after_a_page_turn_continues_its_table() -> None:
    header, first, second = LEDGER.splitlines(keepends=True)
    table = find_tables(f"{header}{first}\n{header}{second}")[0]
    assert [row.number for row in table.rows] == [1, 2]
    assert len(table.headers) == 2


def test_other_tables_are_named_by_their_place() -> None:
    text = "姓名\t单位\t电话\n张某\t县局\t1\n\n说明。\n" + LEDGER
    assert [table.name for table in find_tables(text)] == ["表1", "台账"]


def test_tabs_without_a_header_are_no_table() -> None:
    assert find_tables("1\t2\t3\n4\t5\t6\n") == []
    assert find_tables("甲\t乙\n丙\t丁\n") == []


def test_short_rows_without_numbers_are_rows_and_no_headers() -> None:
    table = find_tables("问题\t整改措施\t责任单位\n甲\t补记\t县财政局\n乙\t加快\t县水务局\n")[0]
    assert (table.columns, len(table.rows), len(table.headers)) == (("问题", "整改措施", "责任单位"), 2, 1)


def test_a_line_between_rows_does_not_end_the_table_and_a_sheet_does() -> None:
    first, second = (
        "序号\t问题\t措施\n1\t甲\t乙\n二、项目方面\n2\t丙\t丁\n",
        "【二季度】\n序号\t问题\t措施\n1\t戊\t己\n",
    )
    assert [(table.name, len(table.rows)) for table in find_tables(first + second)] == [("台账", 2), ("台账2", 1)]


def test_a_table_of_two_columns_needs_two_rows_and_no_numbered_lines() -> None:
    assert [table.columns for table in find_tables("项目\t金额\n道路\t12\n水渠\t8\n")] == [("项目", "金额")]
    assert find_tables("第一条\t目的\n第二条\t范围\n第三条\t职责\n") == []
