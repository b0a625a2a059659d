"""The library on disk: what a change costs, what survives, what is refused."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from index import DataDirectoryError, Filter, Library, ModelMismatchError, UnknownDocumentError, load_embedding
from index.embedding import StaticEmbedding, Vectors
from index.manifest import Manifest


class Counting:
    """The embedded model, telling what it was asked to embed."""

    def __init__(self, model: StaticEmbedding) -> None:
        self.model = model
        self.texts: list[str] = []
        self.id = model.id
        self.dimensions = model.dimensions

    def encode(self, texts: list[str]) -> Vectors:
        self.texts += texts
        return self.model.encode(texts)

    def encode_query(self, text: str) -> Vectors:
        return self.model.encode_query(text)


@pytest.fixture
def embedding() -> StaticEmbedding:
    loaded = load_embedding()
    assert isinstance(loaded, StaticEmbedding)
    return loaded


def test_adding_one_document_embeds_one_document(tmp_path: Path, documents: Path, embedding: StaticEmbedding) -> None:
    counting = Counting(embedding)
    library = Library(tmp_path / "data", counting)
    library.add([documents / "办法.txt"])
    assert len(counting.texts) == 6
    counting.texts.clear()
    (tmp_path / "新.txt").write_text("关于夏收的通知\n\n各乡镇：\n\n请在六月底前完成夏收。\n", encoding="utf-8")
    library.add([tmp_path / "新.txt"])
    assert counting.texts == ["关于夏收的通知 关于夏收的通知\n\n各乡镇：\n\n请在六月底前完成夏收。\n"]
    assert library.generation is not None
    assert [document.name for document in library.documents()] == ["办法.txt", "新.txt"]


def test_who_has_opened_a_generation_reads_on_when_it_is_gone(
    tmp_path: Path, documents: Path, embedding: StaticEmbedding
) -> None:
    library = Library(tmp_path / "data", embedding)
    library.add([documents / "办法.txt"])
    before = library.generation
    library.add([documents / "方案.txt"])
    library.rebuild()
    assert sorted(path.name for path in (tmp_path / "data" / "index").iterdir()) == ["000003", "catalogue.json"]
    assert before is not None
    assert [hit.node.metadata["address"] for hit in before.search("村级资金公务接待", top=1)] == ["第四条"]
    assert [clause.metadata["address"] for clause in before.document("办法.txt").clauses][-1] == "第五条"


def test_a_reader_that_is_overtaken_by_two_switches_opens_the_newest(
    tmp_path: Path, documents: Path, embedding: StaticEmbedding, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer, reader = (Library(tmp_path / "data", embedding) for _ in range(2))
    writer.add([documents / "办法.txt"])
    opened = []

    def overtaken(folder: Path, digest: str) -> Manifest:
        opened.append(folder.name)
        if len(opened) == 1:
            writer.rebuild()
            writer.add([documents / "方案.txt"])
        return read(folder, digest)

    read = Manifest.read
    assert writer.generation is not None
    with monkeypatch.context() as patched:
        patched.setattr(Manifest, "read", overtaken)
        assert [document.name for document in reader.documents()] == ["办法.txt", "方案.txt"]
    assert opened[0] == "000001"
    assert opened[-1] == "000003"


def test_cache_and_index_can_be_rebuilt_from_the_documents(
    tmp_path: Path, documents: Path, embedding: StaticEmbedding
) -> None:
    library = Library(tmp_path / "data", embedding)
    library.add(sorted(documents.iterdir()))
    assert library.generation is not None
    found = [(hit.node.node_id, hit.score) for hit in library.generation.search("扶贫车间闲置")]
    for folder in ("cache", "index"):
        shutil.rmtree(tmp_path / "data" / folder)
    again = Library(tmp_path / "data", embedding)
    with pytest.raises(DataDirectoryError, match=r"^索引 000001 缺失：请运行 assistant rebuild 重建$"):
        _ = again.generation
    assert again.rebuild() == []
    assert again.generation is not None
    assert [(hit.node.node_id, hit.score) for hit in again.generation.search("扶贫车间闲置")] == found


def test_no_original_is_taken_for_unwanted_when_the_catalogue_is_lost(
    tmp_path: Path, documents: Path, embedding: StaticEmbedding
) -> None:
    data = tmp_path / "data"
    Library(data, embedding).add([documents / "办法.txt"])
    kept = Library(data, embedding).original("办法.txt")
    shutil.rmtree(data / "index")
    (data / "documents" / "catalogue.json").unlink()
    for change in (lambda library: library.add([documents / "方案.txt"]), lambda library: library.remove("办法.txt")):
        with pytest.raises(DataDirectoryError, match="assistant rebuild"):
            change(Library(data, embedding))
    assert kept.is_file()
    library = Library(data, embedding)
    library.rebuild()
    assert [document.hash for document in library.documents()] == [kept.stem]


def test_the_folder_of_the_first_version_is_taken_over(
    tmp_path: Path, documents: Path, embedding: StaticEmbedding
) -> None:
    data = tmp_path / "data"
    Library(data, embedding)
    shutil.copytree(documents, data / "documents", dirs_exist_ok=True)
    (data / "documents" / "catalogue.json").unlink()
    (data / "index" / "CURRENT").write_text("000001")
    library = Library(data, embedding)
    with pytest.raises(DataDirectoryError, match=r"属于旧版本：请运行 assistant rebuild 修复$"):
        _ = library.generation
    library.rebuild()
    assert [document.name for document in library.documents()] == ["办法.txt", "方案.txt"]


def test_same_content_under_another_name_is_told(tmp_path: Path, documents: Path, embedding: StaticEmbedding) -> None:
    library = Library(tmp_path / "data", embedding)
    copy = tmp_path / "副本.txt"
    copy.write_bytes((documents / "办法.txt").read_bytes())
    added = library.add([documents / "办法.txt", copy])
    assert [(each.name, each.same_as) for each in added] == [("办法.txt", None), ("副本.txt", "办法.txt")]


def test_removing_what_is_not_there_changes_nothing(
    tmp_path: Path, documents: Path, embedding: StaticEmbedding
) -> None:
    library = Library(tmp_path / "data", embedding)
    library.add([documents / "办法.txt"])
    with pytest.raises(UnknownDocumentError, match=r"^库中没有文件 别的\.txt，可用 assistant list 查看已收录的文件$"):
        library.remove("别的.txt")
    assert library.catalogue.revision == 1


def test_an_index_of_another_model_is_refused_and_kept(
    tmp_path: Path, documents: Path, embedding: StaticEmbedding
) -> None:
    Library(tmp_path / "data", embedding).add([documents / "办法.txt"])
    table = embedding.table()
    other = embedding.with_table(np.roll(table, 1, axis=0))
    opened = Library(tmp_path / "data", other)
    with pytest.raises(ModelMismatchError) as raised:
        _ = opened.generation
    assert str(raised.value) == (
        f"索引由向量模型 {embedding.id} 建立，当前模型为 {other.id}：请改回原模型，或运行 assistant rebuild 重建索引"
    )
    opened.rebuild()
    assert opened.generation is not None
    assert [document.name for document in opened.documents()] == ["办法.txt"]


def test_an_index_of_another_format_is_refused(tmp_path: Path, documents: Path, embedding: StaticEmbedding) -> None:
    Library(tmp_path / "data", embedding).add([documents / "办法.txt"])
    manifest = tmp_path / "data" / "index" / "000001" / "manifest.json"
    manifest.write_text(json.dumps({**json.loads(manifest.read_text()), "format": 0}))
    with pytest.raises(DataDirectoryError, match="请运行 assistant rebuild 重建"):
        _ = Library(tmp_path / "data", embedding).generation


def test_a_crash_before_the_switch_loses_nothing(
    tmp_path: Path, documents: Path, embedding: StaticEmbedding, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = Library(tmp_path / "data", embedding)
    library.add([documents / "办法.txt"])

    def fail(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("index.library.build", fail)
    with pytest.raises(KeyboardInterrupt):
        library.add([documents / "方案.txt"])
    again = Library(tmp_path / "data", embedding)
    assert [document.name for document in again.documents()] == ["办法.txt"]


def test_a_whole_document_is_kept_open(tmp_path: Path, documents: Path, embedding: StaticEmbedding) -> None:
    library = Library(tmp_path / "data", embedding)
    library.add([documents / "办法.txt"])
    before = library.generation
    assert before is not None
    assert before.document("办法.txt") is before.document("办法.txt")
    library.add([documents / "方案.txt"])
    assert library.generation is not None
    assert library.generation.document("办法.txt").clauses == before.document("办法.txt").clauses


def test_a_changed_index_finds_what_one_built_at_once_finds(
    tmp_path: Path, documents: Path, embedding: StaticEmbedding
) -> None:
    other = tmp_path / "新.txt"
    other.write_text("青山县关于闲置资产的通知\n\n各乡镇：\n\n扶贫车间闲置的，由乡镇出租。\n", encoding="utf-8")
    changed = Library(tmp_path / "changed", embedding)
    changed.add([documents / "方案.txt"])
    changed.add([other, documents / "办法.txt"])
    changed.remove("方案.txt")
    changed.add([documents / "方案.txt"])
    once = Library(tmp_path / "once", embedding)
    once.add([*documents.iterdir(), other])
    assert changed.generation is not None
    assert once.generation is not None
    for question in ("扶贫车间闲置", "村级资金公务接待", "道路项目进度滞后"):
        hits = [
            [(hit.node.node_id, round(hit.score, 5)) for hit in g.search(question, top=5)]
            for g in (changed.generation, once.generation)
        ]
        assert hits[0] == hits[1]


def test_a_filter_by_unit_keeps_to_what_the_unit_issued(
    tmp_path: Path, documents: Path, embedding: StaticEmbedding
) -> None:
    library = Library(tmp_path / "data", embedding)
    library.add(sorted(documents.iterdir()))
    generation = library.generation
    assert generation is not None
    issuer = generation.letterhead("办法.txt").issuer
    assert issuer == "青山县人民政府办公室"
    found = generation.search("资金", only=Filter(units=frozenset({issuer})))
    assert {hit.node.metadata["document"] for hit in found} == {"办法.txt"}
    assert generation.search("资金", only=Filter(units=frozenset({"青山县水利局"}))) == []
