"""How the encoder is made: the wheel's file read back, questions made of articles, and a training that is taken up again."""

import hashlib
import math
import random
import struct
from pathlib import Path

import numpy as np
import pytest
import torch
from transformers import BertConfig, BertModel

from index.encoder import Encoder
from index.training.encoder import e5
from index.training.encoder.clauses import clause_examples
from index.training.encoder.everyday import everyday, with_everyday
from index.training.encoder.examples import WINDOW, Example, reading_examples, windowed, with_cuts, with_negatives
from index.training.encoder.export import export
from index.training.encoder.measure import Measured, measured
from index.training.encoder.model import Feature, Reader, batch_of, feature, loss_of
from index.training.encoder.structure import neighbours, structural_examples
from index.training.encoder.train import Stage, train
from index.training.encoder.written import QUESTIONS, written_examples
from index.training.pairs import rows

WIDTH, LAYERS, INNER, POSITIONS = 32, 2, 64, 64
PIECES = ["<s>", "<pad>", "</s>", "<unk>", "▁", "县", "财政", "局", "负责", "资金", "拨付", "谁", "？", "。", "稀有"]


def written(path: Path) -> Path:
    """A file as the wheel has it: small, every number of a matrix a multiple of a half."""
    chance = np.random.default_rng(0)
    tensors: dict[str, bytes] = {}

    def matrix(name: str, *shape: int) -> None:
        halves = chance.integers(0, 16, (math.prod(shape) // 32, 32), dtype=np.uint8)
        packed = halves[:, :16] | (halves[:, 16:] << 4)
        blocks = np.zeros(len(packed), np.dtype([("scale", "<f2"), ("halves", "u1", 16)]))
        blocks["scale"], blocks["halves"] = 0.5, packed
        tensors[name] = blocks.tobytes()

    def plain(name: str, *shape: int) -> None:
        tensors[name] = np.arange(math.prod(shape), dtype="<f4").tobytes()

    matrix("emb.word", len(PIECES), WIDTH)
    plain("emb.pos", POSITIONS, WIDTH)
    plain("emb.type", 1, WIDTH)
    for part in "wb":
        plain(f"emb.ln.{part}", WIDTH)
    for layer in range(LAYERS):
        for short in ("q", "k", "v", "ao", "fi", "fo"):
            rows, columns = {"fi": (INNER, WIDTH), "fo": (WIDTH, INNER)}.get(short, (WIDTH, WIDTH))
            matrix(f"l{layer}.{short}.w", rows, columns)
            plain(f"l{layer}.{short}.b", rows)
        for short in ("aln", "oln"):
            for part in "wb":
                plain(f"l{layer}.{short}.{part}", WIDTH)
    pieces = [piece.encode() for piece in PIECES]
    ends = np.cumsum([0, *map(len, pieces)], dtype="<u4")
    content = b"E5S1" + bytes(4) + struct.pack("<7ifi", WIDTH, LAYERS, 2, INNER, len(PIECES), POSITIONS, 1, 1e-5, 32)
    content += struct.pack("<5iQ", len(PIECES), 0, 2, 1, 3, int(ends[-1])) + ends.tobytes()
    content += np.linspace(-1, -9, len(PIECES), dtype="<f4").tobytes() + b"".join(pieces)
    content += struct.pack("<iI", 0, 3) + b"abc" + struct.pack("<i", len(tensors))
    size = len(content) + sum(23 + len(name) for name in tensors)
    for name, data in tensors.items():
        content += struct.pack("<H", len(name)) + name.encode() + struct.pack("<BIQQ", 0, 0, size, len(data))
        size += len(data)
    path.write_bytes(content + b"".join(tensors.values()))
    return path


def test_the_wheels_file_becomes_a_model_with_the_pieces_that_are_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(tmp_path / "e5.bin")
    with pytest.raises(ValueError, match=r"is not e5-small-q4\.bin"):
        e5.read_weights(path)
    monkeypatch.setattr(e5, "SHA256", hashlib.sha256(path.read_bytes()).hexdigest())
    weights = e5.read_weights(path)
    assert (weights.width, weights.layers, weights.heads, weights.inner) == (WIDTH, LAYERS, 2, INNER)
    assert weights.pieces == tuple(PIECES)
    kept = e5.used_pieces(weights, ["县财政局负责资金拨付", "财政局负责资金拨付。"])
    assert [PIECES[i] for i in kept] == PIECES[:-1]
    model, tokenizer = e5.convert(weights, kept, 1)
    assert tokenizer.convert_ids_to_tokens(tokenizer("谁负责", "财政局负责")["input_ids"]) == [
        "<s>", "▁", "谁", "负责", "</s>", "</s>", "▁", "财政", "局", "负责", "</s>",
    ]  # fmt: skip
    word = weights.tensor("emb.word", (len(PIECES), WIDTH))
    assert np.array_equal(model.embeddings.word_embeddings.weight.detach().numpy(), word[kept])
    assert set(np.unique(word)) <= {step / 2 for step in range(-8, 8)}
    assert len(model.encoder.layer) == 1


def test_articles_ask_what_their_form_makes_certain_and_neighbours_do_not_answer() -> None:
    laws = [
        {"law": "清岚县供水办法", "text": "供水单位应当在三十日内修复损坏的水表。"},
        {"law": "清岚县供水办法", "text": "本办法所称二次供水，是指将公共供水加压后再供给用户的活动。"},
        {"law": "清岚县供水办法", "text": "县水利局负责供水水质的监督检查。"},
    ]
    made = list(structural_examples(laws, lambda askings: askings[0]))
    asked = {(each.question, each.passage[slice(*each.spans[0])]) for each in made}
    assert asked == {
        ("修复损坏的水表的期限是多久？", "三十日内"),
        ("供水单位可以在三十日内修复损坏的水表吗？", "供水单位应当在三十日内修复损坏的水表"),
        ("什么是二次供水？", "将公共供水加压后再供给用户的活动"),
        ("供水水质的监督检查由谁负责？", "县水利局"),
    }
    beside = list(neighbours(made, laws, lambda texts: texts[0]))
    assert {(each.answers, each.spans) for each in beside} == {(False, ())}
    assert all(each.passage != own.passage for each, own in zip(beside, made, strict=True))


def example(question: str, passage: str, answer: str = "", answers: bool = True) -> Example:
    start = passage.find(answer) if answer else -1
    return Example("甲", "一", question, passage, ((start, start + len(answer)),) if start >= 0 else (), answers)


def test_passages_that_look_alike_are_put_beside_but_none_that_holds_the_answer() -> None:
    own = [
        example("水费谁收？", "水费由水务站收取。", "水务站"),
        example("水费何时交？", "水费每季度交一次。", "每季度"),
        example("水费交给谁？", "水费交给水务站。", "水务站"),
    ]
    made = list(with_negatives(own, 2, seed=1))
    assert [each for each in made if each.answers] == own
    beside = {(each.question, each.passage) for each in made if not each.answers}
    assert beside == {
        ("水费谁收？", "水费每季度交一次。"),
        ("水费何时交？", "水费由水务站收取。"),
        ("水费何时交？", "水费交给水务站。"),
        ("水费交给谁？", "水费每季度交一次。"),
    }


def test_a_question_that_several_passages_answer_has_none_of_them_beside_it() -> None:
    own = [example("水费怎么收？", "水费由水务站收取。"), example("水费怎么收？", "水费每季度收取一次。")]
    made = list(with_negatives(own, 2, seed=1, pool=["水费用于维修。"]))
    assert [each.passage for each in made if not each.answers] == ["水费用于维修。"] * 2


def test_a_passage_without_the_sentence_that_answers_does_not_answer() -> None:
    long = "县供水站负责全县供水设施的日常巡查、维修和养护。" * 2
    own = [
        example("水费何时交？", f"{long}水费每季度交一次。{long}", "每季度"),
        example("水费何时交？", f"{long}水费每季度交一次。{long}每季度公布。", "每季度"),
        example("水费何时交？", "水费每季度交一次。", "每季度"),
        example("水费怎么收？", f"{long}水费每季度交一次。"),
    ]
    made = list(with_cuts(own, 1.0, seed=1))
    assert [(each.passage, each.spans, each.answers) for each in made if not each.answers] == [
        (long * 2, (), False),
        (long * 2, (), False),
    ]
    assert [each for each in made if each.answers] == own
    assert list(with_cuts(own, 0.0, seed=1)) == own


def test_clauses_tell_what_is_asked_of_them_or_do_not() -> None:
    laws = [
        {"text": f"供水单位应当建立{what}制度。县水利局负责检查。对困难家庭给予照顾。"}
        for what in ("巡查", "维修", "公示", "登记", "培训", "验收", "备案", "考核")
    ] * 10
    laws += [
        {"text": f"县{body}局负责检查，对脱贫人员给予补助。对{group}予以照顾。"}
        for body in ("财政", "民政", "教育")
        for group in ("脱贫人员", "残疾人员")
    ] * 10
    made = list(clause_examples(laws, 30, seed=3))
    assert made == list(clause_examples(laws, 30, seed=3))
    assert {each.answers for each in made} == {True, False}
    for each in made:
        told = [each.passage[start:end] for start, end in each.spans]
        assert (len(told), all(told)) == (int(each.answers), True)
        # What is asked by a number of one's own is told by a step that holds a number.
        assert "标准：" not in each.passage or not each.answers or any(letter.isdigit() for letter in told[0])


def test_a_window_holds_its_answer() -> None:
    passage = "甲" * 900 + "三十日内" + "乙" * 900
    for seed in range(20):
        cut = windowed(example("期限？", passage, "三十日内"), random.Random(seed))
        assert len(cut.passage) == WINDOW
        assert [cut.passage[a:b] for a, b in cut.spans] == ["三十日内"]


def test_rows_of_questions_become_examples() -> None:
    rows = [
        {"set": "甲", "passage": "7-1", "question": "谁？", "context": "县长。", "start": 0, "answer": "县长"},
        {"set": "甲", "passage": "7-2", "question": "谁？", "context": "无。", "start": -1, "answer": ""},
        {"set": "甲", "passage": "8-1", "question": "是吗？", "context": "是的。", "start": -2, "answer": "YES"},
    ]
    assert list(reading_examples(rows)) == [
        Example("甲", "7", "谁？", "县长。", ((0, 2),), True),
        Example("甲", "7", "谁？", "无。", (), False),
        Example("甲", "8", "是吗？", "是的。", (), True),
    ]


@pytest.fixture
def learner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Reader, e5.PreTrainedTokenizerFast]:
    path = written(tmp_path / "e5.bin")
    monkeypatch.setattr(e5, "SHA256", hashlib.sha256(path.read_bytes()).hexdigest())
    weights = e5.read_weights(path)
    _, tokenizer = e5.convert(weights, range(len(PIECES)), 1)
    torch.manual_seed(1)
    config = BertConfig(
        vocab_size=len(PIECES), hidden_size=32, num_hidden_layers=1, num_attention_heads=2, intermediate_size=64,
        max_position_embeddings=64, type_vocab_size=1, pad_token_id=1, hidden_dropout_prob=0.0,
    )  # fmt: skip
    return Reader(BertModel(config, add_pooling_layer=False)), tokenizer


def test_an_answer_is_found_by_its_tokens_and_one_that_was_cut_off_is_not_there(
    learner: tuple[Reader, e5.PreTrainedTokenizerFast],
) -> None:
    _, tokenizer = learner
    found = feature(example("谁负责？", "财政局负责资金拨付。", "资金"), tokenizer)
    tokens = tokenizer.convert_ids_to_tokens(found.ids)
    assert ([tokens[i] for i in found.starts], [tokens[i] for i in found.ends], found.answers) == (
        ["资金"],
        ["资金"],
        True,
    )
    gone = feature(example("谁负责？", "。" * 400 + "资金", "资金"), tokenizer)
    assert (gone.starts, gone.ends, gone.answers) == ((0,), (0,), False)
    unmarked = feature(example("谁负责？", "财政局。"), tokenizer)
    assert (unmarked.starts, unmarked.answers) == ((), True)


def test_the_loss_shares_several_answers_and_leaves_out_unmarked_ones() -> None:
    spans, decisions = torch.zeros(2, 4, 2), torch.zeros(2)
    two, unmarked = Feature((0, 5, 6, 2), (1, 2), (1, 2), True), Feature((0, 5, 6, 2), (), (), True)
    assert loss_of(spans, decisions, [two, unmarked]).item() == pytest.approx(math.log(4) + math.log(2))


def test_padding_is_hidden(learner: tuple[Reader, e5.PreTrainedTokenizerFast]) -> None:
    reader, tokenizer = learner
    reader.eval()
    short, long = (feature(example("谁？", "财政局" * n + "。"), tokenizer) for n in (1, 4))
    with torch.no_grad():
        alone, together = reader(*batch_of([short], 1)), reader(*batch_of([short, long], 1))
    assert torch.allclose(alone[0][0, : len(short.ids)], together[0][0, : len(short.ids)], atol=1e-4)
    assert torch.allclose(alone[1][0], together[1][0], atol=1e-4)
    assert bool((together[0][0, len(short.ids) :] < -1e3).all())


def test_a_training_learns_is_taken_up_again_and_measured(
    tmp_path: Path, learner: tuple[Reader, e5.PreTrainedTokenizerFast]
) -> None:
    reader, tokenizer = learner
    learnt = [example("谁负责？", f"县。{body}负责资金。", body) for body in ("财政局", "财政", "县局")] * 20
    learnt += [example("谁负责？", "资金拨付。", answers=False)] * 20
    features = [feature(each, tokenizer) for each in learnt]
    checkpoint = tmp_path / "checkpoint.pt"

    def loss() -> float:
        with torch.no_grad():
            return loss_of(*reader(*batch_of(features, 1)), features).item()

    untrained = loss()
    stages = [Stage([each for each in features if each.answers], 0.4), Stage(features, 1.0)]
    train(reader, stages, (1e-4, 5e-4), 3.0, checkpoint, seed=1, padding=1)
    half = torch.load(checkpoint, weights_only=True)["progress"]
    train(reader, stages, (1e-4, 5e-4), 6.0, checkpoint, seed=1, padding=1)
    state = torch.load(checkpoint, weights_only=True)
    assert loss() < untrained
    assert state["progress"]["steps"] > half["steps"] > 0
    assert all(torch.equal(value, state["reader"][name]) for name, value in reader.state_dict().items())


@pytest.fixture
def encoder(tmp_path: Path, learner: tuple[Reader, e5.PreTrainedTokenizerFast]) -> Encoder:
    """One that calls the first word of a passage its answer, with the same probability for all."""
    reader, tokenizer = learner
    with torch.no_grad():
        for head in (reader.span, reader.decision):
            head.weight.zero_()
            head.bias.zero_()
        reader.encoder.embeddings.position_embeddings.weight.zero_()
    export(reader, tmp_path / "encoder.onnx")
    (tmp_path / "tokenizer.json").write_text(tokenizer.backend_tokenizer.to_str(), encoding="utf-8")
    return Encoder(tmp_path)


def test_what_was_left_out_is_measured_by_source(encoder: Encoder) -> None:
    asked = [
        example("谁负责？", "财政局。", "财"),
        example("谁负责？", "资金拨付。", answers=False),
        example("谁？", "县。"),
        example("谁负责？", "拨付资金。", "资金"),
    ]
    figures = {"甲": {"answerable": 3.0, "others": 1.0, "f1": 0.5, "exact": 0.5, "auc": 0.0, "declined": 0.0}}
    assert measured(encoder, asked) == Measured(figures, 0.5)  # what is never sure needs no softening


def test_official_words_are_said_as_people_say_them() -> None:
    said = {everyday("购置设备由谁审批？", random.Random(seed)) for seed in range(40)}
    assert {"买设备由谁批"} <= said
    assert all("设备" in each for each in said)


def test_answers_stay_where_questions_are_said_otherwise() -> None:
    asked = Example("made", "法", "逾期由谁审批？", "逾期的由县局审批。", ((4, 6),), True)
    (said,) = with_everyday([asked], 1.0, 3)
    assert (said.passage, said.spans, said.answers) == (asked.passage, asked.spans, True)
    assert said.question != asked.question


def test_what_was_written_names_an_article_or_holds_its_paper() -> None:
    written = list(rows(QUESTIONS))
    papers = [row for row in written if "passage" in row]
    assert all({"law", "article"} <= row.keys() for row in written if "passage" not in row)
    answers = [(row["passage"], answer) for row in papers for asked in row["questions"] for answer in asked["answers"]]
    assert (len(written), len(papers), all(answer in passage for passage, answer in answers)) == (1881, 220, True)


def test_a_written_question_is_put_to_its_article_under_its_title_and_to_others() -> None:
    row = next(row for row in rows(QUESTIONS) if "law" in row and any(asked["answers"] for asked in row["questions"]))
    text = "、".join(answer for asked in row["questions"] for answer in asked["answers"]) + "。这是其余的话。"
    laws = [
        {"law": row["law"], "article": row["article"], "text": text},
        {"law": row["law"], "article": "第九百条", "text": "本条说的是别的事情，与上一条无关。"},
    ]
    found = [
        each
        for each in written_examples(laws, random.Random(1).choice, 1)
        if each.source == "written articles" and each.spans
    ]
    asked = [(each["question"], each["answers"]) for each in row["questions"] if each["answers"]]
    told = [(each.question, [each.passage[start:end] for start, end in each.spans]) for each in found]
    assert (told, all(each.passage.startswith(f"{row['law']}\n") for each in found)) == (asked, True)
