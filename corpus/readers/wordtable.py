"""The cells of a Word table by their places: a merged cell stands at every place that it covers."""

from lxml import etree

from corpus.readers.numbering import W

Places = list[list[etree._Element | None]]
"""Rows of cells; None where a row begins further right than the table does."""


def cell_places(table: etree._Element) -> Places:
    """The cells of a table, row by row; rows whose deletion was tracked are left out."""
    places: Places = []
    for row in _rows(table):
        line: list[etree._Element | None] = [None] * _number(row.find(f"{W}trPr/{W}gridBefore"), 0)
        for cell in _cells(row):
            merge = cell.find(f"{W}tcPr/{W}vMerge")
            goes_on = merge is not None and merge.get(f"{W}val") != "restart" and places
            above = places[-1][len(line)] if goes_on and len(line) < len(places[-1]) else None
            line += [cell if above is None else above] * _number(cell.find(f"{W}tcPr/{W}gridSpan"), 1)
        places.append(line)
    return places


def _rows(table: etree._Element) -> list[etree._Element]:
    own = [row for row in table.iter(f"{W}tr") if next(row.iterancestors(f"{W}tbl")) is table]
    return [row for row in own if row.find(f"{W}trPr/{W}del") is None]


def _cells(row: etree._Element) -> list[etree._Element]:
    return [cell for cell in row.iter(f"{W}tc") if next(cell.iterancestors(f"{W}tr")) is row]


def _number(element: etree._Element | None, default: int) -> int:
    """A small count from an attribute; files made to harm name millions of columns."""
    value = "" if element is None else element.get(f"{W}val", "")
    return min(int(value), 100) if value.isdigit() else default
