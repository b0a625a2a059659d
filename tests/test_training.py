"""A tiny model made by the real command: what is learnt, that it is learnt twice alike, and what is shipped."""

import gzip
import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from tokenizers import Tokenizer, models

from index.embedding import load_embedding
from index.training.composition import Composition
from index.training.pairs import Example, article_examples, passage_examples, question_examples, rows
from index.training.tokenizer import train_tokenizer
from index.training.train import Course, new_model, table_of, train, train_and_average

SUBJECTS = ["用人单位", "建设单位", "审计机关", "排污企业", "监理单位", "医疗机构", "食品经营者", "出租人"]
DUTIES = [
    "订立书面合同",
    "办理施工许可",
    "公开审计结果",
    "安装监测设备",
    "保存监理记录",
    "建立病历档案",
    "查验进货凭证",
    "交付房屋",
]

# The second names an article that there is not: it must be left out before it is looked up.
QUESTIONS = [
    {"id": "a", "question": "谁应当订立书面合同", "articles": ["0", "8"]},
    {"id": "b", "question": "谁应当公开审计结果", "articles": ["none"]},
]


def _lines(path: Path, objects: Iterable[Mapping[str, Any]]) -> Path:
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in objects).encode()
    path.write_bytes(gzip.compress(text) if path.suffix == ".gz" else text)
    return path


def test_rows_are_read_gzipped_or_not(tmp_path: Path) -> None:
    given = [{"text": "第一条"}, {"text": "第二条"}]
    assert list(rows(_lines(tmp_path / "a.jsonl", given))) == given
    assert list(rows(_lines(tmp_path / "a.jsonl.gz", given))) == given


def test_an_article_gives_its_title_and_its_parts() -> None:
    laws = [
        {"law": "审计法", "section": "第一章 总则", "text": "审计机关依法独立行使职权。任何人不得干涉审计工作。"},
        {"law": "审计法", "section": "", "text": "短。"},
    ]
    title, part = article_examples(laws, seed=1)
    assert title == Example("审计法 第一章 总则", "审计机关依法独立行使职权。任何人不得干涉审计工作。")
    assert {part.anchor, part.positive} == {"审计机关依法独立行使职权。", "任何人不得干涉审计工作。"}
    assert article_examples(laws, seed=1) == [title, part]


def test_a_question_gives_its_articles_and_what_looks_like_them() -> None:
    articles = [
        {"id": "a", "title": "劳动法第一条", "text": "订立劳动合同应当遵循平等自愿的原则。"},
        {"id": "b", "title": "劳动法第二条", "text": "劳动合同应当以书面形式订立。"},
        {"id": "c", "title": "建筑法第一条", "text": "开工前应当领取施工许可证。"},
    ]
    questions = [{"question": "劳动合同要书面订立吗", "articles": ["b"]}]
    expected = Example(
        "劳动合同要书面订立吗",
        "劳动法第二条\n劳动合同应当以书面形式订立。",
        ("劳动法第一条\n订立劳动合同应当遵循平等自愿的原则。",),
    )
    found = question_examples(questions, articles, passes=2, negatives=1, seed=1)
    assert [(example.anchor, example.positive) for example in found] == [(expected.anchor, expected.positive)] * 2
    assert all(articles[1]["text"] not in negative for example in found for negative in example.negatives)
    assert passage_examples([{"query": "问", "passage": "答"}]) == [Example("问", "答")]


def test_the_tokenizer_folds_width_case_and_space_and_keeps_numbers_apart() -> None:
    tokenizer = train_tokenizer([f"{subject}应当{duty}。" for subject in SUBJECTS for duty in DUTIES], 200)
    assert tokenizer.encode("第 １２ 条Ａ").tokens == tokenizer.encode("第12条a").tokens
    assert max(len(piece) for piece in tokenizer.get_vocab() if not piece.startswith("[")) <= 6


def test_a_piece_is_made_of_itself_its_characters_and_their_pairs() -> None:
    tokenizer = Tokenizer(models.WordLevel({"[UNK]": 0, "甲": 1, "甲乙": 2, "甲乙甲": 3}, unk_token="[UNK]"))
    composition = Composition(tokenizer, 1)
    # In sorted order the parts are 乙, 乙甲, 甲, 甲乙.
    composition.parts.data = torch.tensor([[1.0], [10.0], [100.0], [1000.0]])
    own = torch.tensor([[0.5], [0.5], [0.5], [0.5]])
    expected = [0.5, 0.5 + 100, 0.5 + 101 / 2**0.5, 0.5 + (100 + 1 + 100 + 1000 + 10) / 5**0.5]
    np.testing.assert_allclose(composition(own).detach().numpy().ravel(), expected, rtol=1e-6)


def test_training_brings_the_two_texts_of_a_pair_together_and_twice_alike() -> None:
    examples = [
        Example(subject, f"应当{duty}", (f"应当{DUTIES[place - 1]}",))
        for place, (subject, duty) in enumerate(zip(SUBJECTS, DUTIES, strict=True))
    ]
    tokenizer = train_tokenizer([example.anchor + example.positive for example in examples], 200)

    def trained() -> tuple[np.ndarray[Any, Any], list[int]]:
        model = new_model(tokenizer, 16, seed=1)
        train(model, [examples], Course(steps=40, batch=8, learning_rate=0.1))
        scores = model.encode([e.anchor for e in examples]) @ model.encode([e.positive for e in examples]).T
        return table_of(model).numpy(), scores.argmax(axis=1).tolist()

    first, best = trained()
    assert best == list(range(len(examples)))
    np.testing.assert_array_equal(first, trained()[0])


def test_an_average_is_the_mean_of_what_each_seed_makes_of_the_same_start() -> None:
    examples = [Example(subject, f"应当{duty}") for subject, duty in zip(SUBJECTS, DUTIES, strict=True)]
    tokenizer = train_tokenizer([example.anchor + example.positive for example in examples], 200)
    course = Course(steps=3, batch=2, learning_rate=0.1)

    def alone(seed: int) -> np.ndarray[Any, Any]:
        model = new_model(tokenizer, 8, seed=1)
        train(model, [examples], replace(course, seed=seed))
        return table_of(model).numpy()

    average = train_and_average(new_model(tokenizer, 8, seed=1), [examples], course, (4, 5)).numpy()
    assert not np.array_equal(alone(4), alone(5))
    np.testing.assert_allclose(average, (alone(4) + alone(5)) / 2, rtol=1e-5)


def test_the_command_makes_a_model_that_loads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from index.training import __main__ as command

    for stage in ("READING", "ANSWERING"):
        monkeypatch.setattr(command, stage, Course(steps=4, batch=16, learning_rate=0.1))
    monkeypatch.setattr(command, "PIECES", 300)
    articles = [f"{subject}应当{duty}。违反的，责令改正。" for subject in SUBJECTS for duty in DUTIES]
    laws = [{"law": "办法", "section": "第一章", "text": text} for text in articles * 3]
    known = [{"id": str(place), "title": f"办法第{place}条", "text": text} for place, text in enumerate(articles)]
    held_out = tmp_path / "held-out"
    held_out.write_text("b\n")
    arguments = {
        "--laws": _lines(tmp_path / "laws.jsonl.gz", laws),
        "--pairs": _lines(
            tmp_path / "pairs.jsonl.gz",
            [{"query": s + "呢", "passage": s + d} for s, d in zip(SUBJECTS, DUTIES, strict=True)],
        ),
        "--questions": _lines(tmp_path / "questions.jsonl", QUESTIONS),
        "--articles": _lines(tmp_path / "articles.jsonl", known),
        "--held-out": held_out,
        "--output": tmp_path / "model",
    }
    command.main([str(part) for option in arguments.items() for part in option])
    embedding = load_embedding(tmp_path / "model")
    assert embedding.dimensions == command.DIMENSIONS
    np.testing.assert_allclose(np.linalg.norm(embedding.encode(articles), axis=1), 1, atol=1e-5)
