"""Documents kept open: the same one comes back, and a new generation is read anew."""

from pathlib import Path

from assistant.shelf import opened
from index import Library, load_embedding


def test_a_document_is_read_once_for_each_generation(tmp_path: Path, documents: Path) -> None:
    library = Library(tmp_path / "data", load_embedding())
    library.add(sorted(documents.iterdir()))
    first = library.generation
    assert first is not None
    document = opened(first, "办法.txt")
    assert opened(first, "办法.txt") is document
    assert document.text == first.document("办法.txt").text
    (documents / "办法.txt").write_text("第一条 村级资金不得出借。\n", encoding="utf-8")
    library.add([documents / "办法.txt"])
    second = library.generation
    assert second is not None
    assert opened(second, "办法.txt").text == "第一条 村级资金不得出借。\n"
    assert opened(first, "办法.txt") is document
