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
