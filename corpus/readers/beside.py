"""What a PDF holds beside its pages: other files inside it, and comments that people left."""

from collections.abc import Iterator
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from pypdf import PdfReader
from pypdf.errors import PyPdfError

from corpus.readers.reading import ReadingWarning

_NAMED = 5
"""Embedded files that are named; of more only the number is said."""

_REMARKS = (pdfium_c.FPDF_ANNOT_TEXT, pdfium_c.FPDF_ANNOT_FREETEXT)


def beside_pages(path: Path, document: pdfium.PdfDocument) -> Iterator[ReadingWarning]:
    """A warning each for embedded files and for comments, which are no text of the document."""
    if attached := document.count_attachments():
        yield ReadingWarning(None, f"文件内嵌 {attached} 个附件{_names(path)}，没有收录，需要时请另存后收录")
    if comments := sum(_comments(document, number) for number in range(len(document))):
        yield ReadingWarning(None, f"文件有 {comments} 条批注，批注不是正文，没有收录")


def _names(path: Path) -> str:
    try:
        names = list(PdfReader(path).attachments)[:_NAMED]
    except (PyPdfError, KeyError, ValueError, TypeError, RecursionError):
        return ""  # pdfium has counted them; what they are called is not worth a failure
    return f"（{'、'.join(names)}）" if names else ""


def _comments(document: pdfium.PdfDocument, number: int) -> int:
    """Notes and remarks on a page."""
    page = document[number]
    try:
        kinds = []
        for place in range(pdfium_c.FPDFPage_GetAnnotCount(page.raw)):
            annotation = pdfium_c.FPDFPage_GetAnnot(page.raw, place)
            kinds.append(pdfium_c.FPDFAnnot_GetSubtype(annotation))
            pdfium_c.FPDFPage_CloseAnnot(annotation)
    finally:
        page.close()
    return sum(kind in _REMARKS for kind in kinds)
