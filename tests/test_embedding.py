"""Texts into vectors, through models that the tests make themselves and through the one that ships."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from model2vec import StaticModel
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import Normalize, Pooling, Transformer
from tokenizers import Tokenizer, models, pre_tokenizers
from transformers import BertConfig, BertModel, BertTokenizer

from index.embedding import (
    BGE_CHINESE_PROMPT,
    EMBEDDED_MODEL,
    EmbeddingError,
    StaticEmbedding,
    TransformerEmbedding,
    load_embedding,
)


@pytest.fixture
def static_model(tmp_path: Path) -> Path:
    """Three pieces and two dimensions: every vector can be worked out by hand."""
    tokenizer = Tokenizer(models.WordLevel({"[UNK]": 0, "甲": 1, "乙": 2, "丙": 3}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Split("", "isolated")
    table = np.array([[0, 0], [3, 0], [0, 4], [-3, 0]], np.float32)
    directory = tmp_path / "static"
    StaticModel(table, tokenizer, normalize=True, max_length=None).save_pretrained(directory)
    return directory


@pytest.fixture(scope="module")
def transformer_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A BERT of one layer with random weights, saved as sentence-transformers saves it, under a BAAI model's name."""
    base = tmp_path_factory.mktemp("base")
    (base / "vocab.txt").write_text(
        "\n".join(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *BGE_CHINESE_PROMPT, "甲", "乙"])
    )
    BertTokenizer(str(base / "vocab.txt")).save_pretrained(base)
    config = BertConfig(
        vocab_size=40, hidden_size=8, num_hidden_layers=1, num_attention_heads=2, intermediate_size=16,
        max_position_embeddings=64,
    )  # fmt: skip
    BertModel(config).save_pretrained(base)
    transformer = Transformer(str(base))
    directory = tmp_path_factory.mktemp("models") / "bge-tiny-zh"
    SentenceTransformer(modules=[transformer, Pooling(8, "cls"), Normalize()], device="cpu").save(str(directory))
    return directory


def test_a_text_is_the_unit_mean_of_its_pieces(static_model: Path) -> None:
    embedding = load_embedding(static_model)
    assert isinstance(embedding, StaticEmbedding)
    assert embedding.dimensions == 2
    # 甲乙 = (3/2, 4/2), whose length is 2.5; 甲丙 cancel out; 丁 is not known at all.
    expected = np.array([[1, 0], [0.6, 0.8], [0, 0], [0, 0], [0, 0]], np.float32)
    vectors = embedding.encode(["甲", "甲乙", "甲丙", "丁", ""])
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(vectors, expected, atol=1e-6)
    np.testing.assert_allclose(embedding.encode_query("乙甲"), [0.6, 0.8], atol=1e-6)


def test_no_texts_give_no_vectors(static_model: Path, transformer_model: Path) -> None:
    assert load_embedding(static_model).encode([]).shape == (0, 2)
    assert load_embedding(transformer_model).encode([]).shape == (0, 8)


def test_a_long_clause_is_read_to_its_end(static_model: Path) -> None:
    vector = load_embedding(static_model).encode(["甲" * 5000 + "乙" * 5000])[0]
    np.testing.assert_allclose(vector, [0.6, 0.8], atol=1e-6)


def test_the_id_follows_the_content_and_not_the_place(static_model: Path, tmp_path: Path) -> None:
    first = load_embedding(static_model).id
    copy = static_model.rename(tmp_path / "elsewhere")
    assert load_embedding(copy).id == first
    changed = StaticModel.from_pretrained(copy)
    changed.embedding[1] = [1, 1]
    changed.save_pretrained(copy)
    assert load_embedding(copy).id != first


def test_any_sentence_transformers_model_is_a_setting(transformer_model: Path) -> None:
    embedding = load_embedding(transformer_model, query_prompt="")
    assert isinstance(embedding, TransformerEmbedding)
    theirs = SentenceTransformer(str(transformer_model))
    texts = ["甲乙", "乙"]
    assert embedding.dimensions == 8
    np.testing.assert_allclose(embedding.encode(texts), theirs.encode(texts), atol=1e-6)
    np.testing.assert_allclose(embedding.encode_query("甲"), theirs.encode("甲"), atol=1e-6)


def test_a_query_instruction_goes_before_questions_alone(transformer_model: Path) -> None:
    embedding = load_embedding(transformer_model)
    theirs = SentenceTransformer(str(transformer_model))
    np.testing.assert_allclose(embedding.encode_query("甲"), theirs.encode(BGE_CHINESE_PROMPT + "甲"), atol=1e-6)
    np.testing.assert_allclose(embedding.encode(["甲"])[0], theirs.encode("甲"), atol=1e-6)
    assert embedding.id != load_embedding(transformer_model, query_prompt="").id


def test_a_model_that_is_nowhere_is_one_clear_error(tmp_path: Path) -> None:
    missing = str(tmp_path / "no-such-model")
    with pytest.raises(EmbeddingError, match=r"no-such-model.*无法加载.*给出其目录"):
        load_embedding(missing)


def test_a_name_is_never_looked_up_on_the_network() -> None:
    with pytest.raises(EmbeddingError, match=r"'some/name' 无法加载（OSError）"):
        load_embedding("some/name")


def test_the_embedded_model_answers_without_torch() -> None:
    program = (
        "import sys; from index.embedding import load_embedding; e = load_embedding();"
        "print(e.dimensions, e.encode(['应当及时整改']).shape, 'torch' in sys.modules)"
    )
    answer = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert answer.stdout == "512 (1, 512) False\n"


def test_the_embedded_model_knows_what_belongs_together() -> None:
    embedding = load_embedding()
    clauses = [
        "用人单位应当自用工之日起一个月内与劳动者订立书面劳动合同。",
        "建设单位应当在开工前向主管部门申请领取施工许可证。",
        "排放污染物的企业应当安装自动监测设备，并保证其正常运行。",
    ]
    questions = ["公司不跟员工签劳动合同怎么办？", "没有施工许可证可以开工吗？", "工厂排污要装监测设备吗？"]
    scores = np.stack([embedding.encode_query(question) for question in questions]) @ embedding.encode(clauses).T
    assert scores.argmax(axis=1).tolist() == [0, 1, 2]


def test_sentence_transformers_and_model2vec_read_the_same_embedded_model() -> None:
    texts = ["第十九条 审计机关应当依法公开审计结果。", "整改责任单位"]
    theirs = SentenceTransformer(str(EMBEDDED_MODEL), device="cpu").encode(texts, normalize_embeddings=True)
    np.testing.assert_allclose(load_embedding().encode(texts), theirs, atol=1e-5)
    assert json.loads((EMBEDDED_MODEL / "config.json").read_text())["embedding_dtype"] == "int8"
    assert sum(file.stat().st_size for file in EMBEDDED_MODEL.iterdir()) < 32_000_000
