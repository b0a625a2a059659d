"""Benchmarks: what counts as a hit, how sets are read, and a whole run over small ones."""

import gzip
import json
import math
from pathlib import Path

import pytest

from eval.benchmarks.__main__ import main
from eval.benchmarks.case import Article, Benchmark, Case, Hit, Quote, Span
from eval.benchmarks.copies import near_copies
from eval.benchmarks.laws import read_law, write_laws
from eval.benchmarks.measure import Measured, measure
from eval.benchmarks.ours import System

SHARED = Path(__file__).parents[2] / "shared"


def test_a_span_is_given_by_half_of_it() -> None:
    span = Span("a.txt", 10, 20)
    starts = [(5, 10), (4, 10), (15, 10), (16, 10), (0, 100)]
    assert [span.given_by(Hit("a.txt", "字" * length, start=start)) for start, length in starts] == [
        True,
        False,
        True,
        False,
        True,
    ]
    assert not span.given_by(Hit("b.txt", "字" * 100, start=0))


def test_an_article_is_given_by_its_address_and_a_quote_by_its_words() -> None:
    assert Article("民法典.law", "第八条").given_by(Hit("民法典.law", "", "第八条"))
    assert not Article("民法典.law", "第八条").given_by(Hit("民法典.law", "", "第八条之一"))
    assert Quote("a.txt", "不得用于公务接待").given_by(Hit("a.txt", "第四条 村级资金不得用于 公务接待。"))
    assert not Quote("a.txt", "不得用于公务接待").given_by(Hit("a.txt", "可以用于"))


def test_measured_figures_of_a_system_that_is_right_at_rank_two() -> None:
    cases = [Case(str(n), f"问{n}", (Article("甲.law", f"第{n}条"),)) for n in range(4)]

    def search(case: Case, top: int) -> list[Hit]:
        return [Hit("甲.law", "一二三", "第九条"), Hit("甲.law", "一", f"第{case.id}条")]

    measured = measure(System("second", search), cases)
    expected = {"hit@1": 0, "hit@5": 1, "hit@10": 1, "recall@10": 1, "mrr@10": 1 / 2, "ndcg@10": 1 / math.log2(3)}
    assert measured.figures == {name: (value,) * 4 for name, value in expected.items()}
    assert (len(measured.seconds), measured.characters) == (4, 3)
    better = Measured("first", {"mrr@10": (1.0,) * 4}, (0.0,), 0)
    change, p = better.difference(measured, "mrr@10")
    assert change is not None
    assert (change.mean, p) == (0.5, pytest.approx(2 / 16, abs=0.02))


@pytest.fixture
def bench(tmp_path: Path) -> Path:
    """A folder laid out like the real one, with two laws, three notices and a seed."""
    root = tmp_path / "bench"
    (root / "statutes").mkdir(parents=True)
    articles = [
        ("A1", "档案法第一条", "机关应当及时归档。"),
        ("A2", "档案法第一条", "机关应当按时归档，不得拖延。"),
        ("A3", "统计法第三条", "统计资料应当真实。"),
    ]
    with gzip.open(root / "statutes" / "articles.jsonl.gz", "wt", encoding="utf-8") as file:
        file.writelines(json.dumps({"id": i, "title": title, "text": text}) + "\n" for i, title, text in articles)
    _write(root / "statutes" / "questions.jsonl", [{"id": "s", "question": "统计资料要真实吗？", "articles": ["A3"]}])
    (root / "ncp" / "documents").mkdir(parents=True)
    notice = "青山县自3月1日起恢复长途客运班线。乘客凭健康码乘车，全程佩戴口罩，体温超过37.3度的不得乘车。"
    texts = {
        "a.txt": notice,
        "b.txt": f"转发：{notice}",
        "c.txt": "河东县公布本年度小额信贷贴息办法，贴息资金由县财政承担。",
    }
    for name, text in texts.items():
        (root / "ncp" / "documents" / name).write_text(text, encoding="utf-8")
    start = notice.index("体温")
    questions = [
        {"id": "n1", "question": "体温超过多少不得乘车？", "answer": notice[start:], "document": "a.txt", "span": [start, len(notice)]},
        {"id": "n2", "question": "小额信贷贴息资金由谁承担？", "answer": "县财政", "document": "c.txt", "span": [23, 26]},
    ]  # fmt: skip
    _write(root / "ncp" / "questions.jsonl", questions)
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "方案.txt").write_text(
        "河东县整改方案\n\n一、整改内容\n\n（一）扶贫车间闲置。重新招租。\n", encoding="utf-8"
    )
    (tmp_path / "gold").mkdir()
    seed = {"id": "d", "kind": "fact", "question": "扶贫车间闲置怎么办？", "history": [], "points": ["招租"]}
    _write(tmp_path / "gold" / "questions.jsonl", [{**seed, "quotes": [{"doc": "方案.txt", "quote": "重新招租"}]}])
    return root


def _write(path: Path, rows: list[dict[str, object]]) -> None:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


def test_laws_are_documents_and_articles_clauses(bench: Path, tmp_path: Path) -> None:
    articles = write_laws(bench / "statutes" / "articles.jsonl.gz", tmp_path / "laws")
    assert {key: article.name for key, article in articles.items()} == {
        "A1": ("档案法.law", "第一条"),
        "A2": ("档案法.law", "第一条〔2〕"),
        "A3": ("统计法.law", "第三条"),
    }
    parsed = read_law(tmp_path / "laws" / "档案法.law", "档案法.law")
    assert (parsed.letterhead.title, parsed.text) == (
        "档案法",
        "档案法\n第一条　机关应当及时归档。\n第一条　机关应当按时归档，不得拖延。\n",
    )
    assert [parsed.text[node.start_char_idx : node.end_char_idx] for node in parsed.clauses] == [
        node.text for node in parsed.clauses
    ]


def test_near_copies_are_found(bench: Path) -> None:
    documents = tuple(sorted((bench / "ncp" / "documents").iterdir()))
    cases = (Case("n1", "", (Span("a.txt", 28, 40),)), Case("n2", "", (Span("c.txt", 23, 26),)))
    assert near_copies(Benchmark("ncp", documents, cases)) == {"n1"}


@pytest.mark.benchmark
def test_a_whole_run(bench: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ours = "bm25,vectors,hybrid,assistant,answers"
    output = tmp_path / "figures.json"
    only = ["--only", "ncp,statutes,seeds", "--systems", ours]
    assert main(["--bench", str(bench), *only, "--json", str(output)]) == 0
    printed = capsys.readouterr().out
    report = json.loads(output.read_text(encoding="utf-8"))
    assert list(report) == ["ncp", "statutes", "seeds", "seeds-among"]
    assert [one["documents"] for one in report.values()] == [3, 2, 1, 6]
    assert report["statutes"]["systems"]["bm25"]["figures"]["hit@1"] == {"mean": 1, "low": 1, "high": 1, "count": 1}
    assert report["statutes"]["answers"] is None
    assert report["ncp"]["answers"]["figures"]["declined without the document, near copy left"]["count"] == 1
    assert printed.count("| bm25 |") == 4
    assert "all sets, 3 answers: p50 " in printed


def test_a_missing_set_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--bench", str(tmp_path), "--only", "ncp"]) == 1
    assert capsys.readouterr().err.startswith(f"错误：{tmp_path / 'ncp' / 'questions.jsonl'} 不存在，请用 --bench 指定")
    assert main(["--bench", str(tmp_path), "--only", "npc"]) == 1
    assert capsys.readouterr().err == "错误：--only 中的 npc 不认识，可用：nfra,ncp,statutes,seeds\n"


@pytest.mark.benchmark
@pytest.mark.skipif(not (SHARED / "bench").exists(), reason="the real sets are not here")
def test_regulations_from_pdf_reach_their_floors(tmp_path: Path) -> None:
    """A little below what was measured, so that a step back is seen and chance is not."""
    output = tmp_path / "figures.json"
    systems = ["--only", "nfra", "--systems", "bm25,assistant,answers"]
    assert main(["--bench", str(SHARED / "bench"), *systems, "--json", str(output)]) == 0
    report = json.loads(output.read_text(encoding="utf-8"))["nfra"]
    means = {
        (name, figure): estimate["mean"]
        for name, system in report["systems"].items()
        for figure, estimate in system["figures"].items()
    }
    floors = {
        ("bm25", "hit@1"): 0.57,
        ("bm25", "hit@10"): 0.9,
        ("assistant", "hit@5"): 0.87,
        ("assistant", "ndcg@10"): 0.75,
    }
    assert {name: means[name] for name, floor in floors.items() if means[name] < floor} == {}
    answers = {name: estimate["mean"] for name, estimate in report["answers"]["figures"].items()}
    assert answers["first citation right article"] >= 0.62
    assert answers["declined"] <= 0.15
