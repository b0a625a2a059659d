"""What was filled into a PDF form: values that the page shows and its text does not hold."""

from collections.abc import Iterator
from pathlib import Path

from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import DictionaryObject, IndirectObject

from corpus.readers.layout import Line


def filled_in(path: Path) -> dict[int, list[Line]]:
    """For each page (from 0) the values of its fields as lines where the fields stand; empty fields and unticked boxes are none."""
    try:
        reader = PdfReader(path)
        return {number: lines for number in range(len(reader.pages)) if (lines := list(_lines(reader, number)))}
    except (PyPdfError, KeyError, ValueError, TypeError, RecursionError):
        return {}  # the text of the pages is read by another reader; a form that cannot be parsed shows nothing


def _lines(reader: PdfReader, number: int) -> Iterator[Line]:
    page = reader.pages[number]
    left, top = float(page.mediabox.left), float(page.mediabox.top)
    for each in page.get("/Annots") or ():
        field = each.get_object()
        if field.get("/Subtype") == "/Widget" and (text := _value(field)):
            x0, y0, x1, y1 = (float(side) for side in field["/Rect"])
            yield Line(text, min(x0, x1) - left, max(x0, x1) - left, top - max(y0, y1), top - min(y0, y1))


def _value(field: DictionaryObject) -> str:
    """The text of a field; a ticked box says what it is called, ☑, for its label stands beside it."""
    kind, value = _inherited(field, "/FT"), _inherited(field, "/V")
    if kind == "/Btn":
        return "☑" if field.get("/AS", "/Off") not in ("/Off", None) else ""
    told = value if isinstance(value, list) else [value]
    return "、".join(" ".join(str(each).split()) for each in told if each is not None)


def _inherited(field: DictionaryObject, name: str) -> object:
    """A property of a field, or of the field that it is a part of."""
    for _ in range(8):
        value = field.get(name)
        if value is not None:
            return value.get_object() if isinstance(value, IndirectObject) else value
        parent = field.get("/Parent")
        if parent is None:
            return None
        field = parent.get_object()
    return None
