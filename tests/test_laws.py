"""The national laws that ship: each is whole, and a draft may rest on them where nothing of the office's own is there."""

from pathlib import Path

import pytest

from assistant import Assistant, Settings
from assistant.errors import UnknownDocumentError
from corpus import parse_file
from corpus.laws import MARK, law_files


def test_every_law_has_its_title_and_all_articles_in_order() -> None:
    for path in law_files():
        parsed = parse_file(path)
        addresses = [
            clause.metadata["address"] for clause in parsed.clauses if clause.metadata["address"].endswith("条")
        ]
        assert parsed.letterhead.title and path.stem in parsed.letterhead.title
        assert len(addresses) == len(set(addresses)) > 5, path.stem
        assert addresses[0].endswith("第一条"), path.stem
    assert len(law_files()) == 68


@pytest.mark.benchmark
def test_a_draft_rests_on_a_national_law_and_its_article_can_be_opened(tmp_path: Path) -> None:
    (tmp_path / "通知.txt").write_text("关于做好档案工作的通知\n\n各单位要做好档案工作。\n", encoding="utf-8")
    assistant = Assistant(Settings(tmp_path / "data", laws=True))
    assistant.add([tmp_path / "通知.txt"])
    draft = assistant.draft("施工单位将承包的全部工程转包给个人施工队。", "某县住房和城乡建设局")
    national = [basis for basis in draft.basis if basis.national]
    assert {basis.letterhead.title for basis in national} & {"中华人民共和国招标投标法", "建设工程质量管理条例"}
    assert all(basis.id.startswith(MARK) for basis in national)
    document, _, address = national[0].id.partition("#")
    assert address in [clause.metadata["address"] for clause in assistant.document(document).clauses]
    assert [document.name for document in assistant.documents()] == ["通知.txt"]
    with pytest.raises(UnknownDocumentError):
        Assistant(Settings(tmp_path / "data")).document(document)
