"""A cross-encoder as a setting, loaded by the real code from a model that the test makes."""

from pathlib import Path

import pytest
from sentence_transformers import CrossEncoder
from transformers import BertConfig, BertForSequenceClassification, BertTokenizer, set_seed

from assistant import Assistant, Settings
from assistant.errors import InputError
from assistant.reranker import DEPTH, Reranker
from assistant.terms import headline

QUESTION = "村级资金怎么管理"


def model(folder: Path, labels: int) -> Path:
    """A BERT of one layer with random weights that gives so many numbers for a pair of texts."""
    characters = sorted(set("村级资金实行账乡代理审批公务接待道路项目扶贫车间整改措施第一二三四五条"))
    folder.mkdir()
    (folder / "vocab.txt").write_text("\n".join(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *characters]))
    BertTokenizer(str(folder / "vocab.txt")).save_pretrained(folder)
    config = BertConfig(
        vocab_size=len(characters) + 5, hidden_size=8, num_hidden_layers=1, num_attention_heads=2, intermediate_size=16,
        max_position_embeddings=512, num_labels=labels, initializer_range=1.0,
    )  # fmt: skip
    set_seed(3)
    BertForSequenceClassification(config).save_pretrained(folder)
    return folder


def test_the_first_clauses_are_put_in_the_order_of_the_cross_encoder(assistant: Assistant, tmp_path: Path) -> None:
    candidates = assistant.ask(QUESTION).candidates
    folder = model(tmp_path / "reranker", 1)
    theirs = CrossEncoder(str(folder))
    likely = theirs.predict([(QUESTION, f"{headline(c.node, c.letterhead)} {c.node.text}") for c in candidates])
    wanted = [candidates[place].address for place in (-likely).argsort(kind="stable")]
    found = Reranker.load(str(folder)).reorder(QUESTION, candidates)
    assert wanted != [candidate.address for candidate in candidates]
    assert [candidate.address for candidate in found] == wanted
    assert [candidate.score for candidate in found] == [candidate.score for candidate in candidates]


def test_what_stands_below_its_depth_is_left_as_it_is(assistant: Assistant, tmp_path: Path) -> None:
    one = assistant.ask(QUESTION).candidates[0]
    many = [one] * DEPTH + list(assistant.ask("扶贫车间闲置怎么整改").candidates)
    assert Reranker.load(str(model(tmp_path / "reranker", 1))).reorder(QUESTION, many) == many


def test_a_search_uses_it_where_it_is_set(assistant: Assistant, tmp_path: Path) -> None:
    folder = model(tmp_path / "reranker", 1)
    heads = {document.name: document.letterhead for document in assistant.documents()}
    found = [hit.node for hit in Assistant(Settings(tmp_path / "data", reranker=str(folder))).search(QUESTION)]
    texts = [f"{headline(node, heads[node.metadata['document']])} {node.get_content()}" for node in found]
    likely = CrossEncoder(str(folder)).predict([(QUESTION, text) for text in texts]).tolist()
    assert likely == sorted(likely, reverse=True)
    assert [node.node_id for node in found] != [hit.node.node_id for hit in assistant.search(QUESTION)]


def test_one_that_is_not_there_or_gives_more_than_one_number_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"重排模型 'no/such-model' 无法加载（\w+）：本软件不联网下载模型"):
        Assistant(Settings(tmp_path / "data", reranker="no/such-model"))
    with pytest.raises(InputError, match="对一对文字给出 2 个数，应为 1 个"):
        Reranker.load(str(model(tmp_path / "two", 2)))
