"""What a certificate lets through and what it stops: a true sentence always passes, one with one thing changed never does."""

from pathlib import Path

import pytest
from altering import alterations
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant import certificate
from assistant.certificate import Certificate, certify, combine
from assistant.sentences import sentences, tidy, unnumbered
from corpus.numerals import write_numeral
from corpus.parsed import parse_file

SOURCE = (
    "青山县财政局应当于2024年6月30日前拨付资金50万元，县教育局可以查阅，村级资金不得用于公务接待，"
    "未按期完工的由县纪委监委问责。按照青政办发〔2024〕12号和《青山县村级资金管理办法》执行。"
)


@pytest.mark.parametrize(
    "sentence",
    [
        "由县财政局在6月30日前拨付五十万元。",
        "县财政局应当拨付500,000元。",
        "青山县财政局应于2024-06-30前拨付50.0万。",
        "青山县教育局可以查阅。",
        "村级资金不得用于公务接待。",
        "依照青政办发[2024]12号执行。",
        "依照《青山县村级资金管理办法》执行。",
        "对未按期完工的，县纪委监委予以问责。",
    ],
)
def test_same_thing_in_other_words(sentence: str) -> None:
    assert certify(sentence, [SOURCE]).missing == ()


@pytest.mark.parametrize(
    ("sentence", "missing"),
    [
        ("县民政局拨付资金50万元。", ("县民政局",)),
        ("市财政局拨付资金50万元。", ("市财政局",)),
        ("河东县财政局拨付资金50万元。", ("河东县", "河东县财政局", "河东")),
        ("县财政局必须拨付资金。", ("必须",)),
        ("县财政局可以拨付资金。", ("可以",)),
        ("县财政局拨付资金50户。", ("50户",)),
        ("县财政局拨付资金5万元。", ("5万元",)),
        ("县财政局拨付资金50万元以上。", ("50万元",)),
        ("村级资金可以用于公务接待。", ("可以", "不得")),
        ("村级资金用于公务接待。", ("不得",)),
        ("按期完工的由县纪委监委问责。", ("未",)),
        ("2024年6月底前拨付资金。", ("2024年6月底",)),
        ("6月30日后拨付资金。", ("6月30日",)),
        ("2023年6月30日前拨付资金。", ("2023年6月30日",)),
        ("第三条规定了拨付资金。", ("第三条",)),
        ("依照青政发〔2024〕12号执行。", ("依照青政发〔2024〕12号",)),
        ("依照青政办发〔2024〕13号执行。", ("依照青政办发〔2024〕13号",)),
        ("依照《河东县村级资金管理办法》执行。", ("《河东县村级资金管理办法》",)),
    ],
)
def test_what_the_source_does_not_say(sentence: str, missing: tuple[str, ...]) -> None:
    assert certify(sentence, [SOURCE]).missing == missing


@pytest.mark.parametrize(
    ("sentence", "source", "holds"),
    [
        ("可以公开", "不得公开，可以查阅。", False),
        ("不得查阅", "不得公开，可以查阅。", False),
        ("得用于公务接待", "村级资金不得用于公务接待。", False),
        ("县发改局牵头。", "由县发展和改革局牵头。", True),
        ("县人社局负责。", "责任单位：县人力资源和社会保障局", True),
        ("市发改局牵头。", "由县发展和改革局牵头。", False),
        ("计提32%。", "按不低于32%的比例计提。", False),
        ("计提比例不低于32%。", "按不低于百分之三十二的比例计提。", True),
        ("提高5%。", "提高5个百分点。", False),
        ("投资120万元。", "项目\t投资（万元）\n道路\t120", True),
        ("投资120元。", "项目\t投资（万元）\n道路\t120", False),
        ("2024年6月完成。", "2024年3月至6月完成。", True),
        ("2024年6月完成。", "6月完成。", False),
        ("由张建国签发。", "由李卫东签发。", False),
        ("必须公示。", "应当公示。", False),
        ("种植1964户，养殖1295户。", "其中发展种植1295户，养殖1964户。", False),
        ("县民政局负责拨付资金。", "县财政局负责拨付资金，县民政局负责审核名单。", False),
        ("县民政局负责审核名单。", "县财政局负责拨付资金，县民政局负责审核名单。", True),
        ("甲项目2024年3月完工。", "甲项目2023年6月完工，乙项目2024年3月完工。", False),
        ("甲项目于2023年6月完工。", "甲项目2023年6月完工，乙项目2024年3月完工。", True),
        ("应当公示。", "必须公示。", True),
    ],
)
def test_pairs(sentence: str, source: str, holds: bool) -> None:
    assert certify(sentence, [source]).holds is holds


def test_counts_and_summary() -> None:
    told = certify("县财政局应当拨付50万元。", [SOURCE])
    assert told == Certificate(figures=1, names=1, modalities=1, missing=())
    assert told.summary == "1 处数字、日期、1 处文号、机构或地名、1 处应当、可以、不得等表述均与原文一致"
    assert certify("县财政局拨付60万元。", [SOURCE]).summary == "引用原文中未见：60万元"
    assert combine([told, told]) == Certificate(2, 2, 2, ())


# The tagger loads its dictionary within the first example that needs it.
patient = settings(deadline=None)

BODIES = st.sampled_from(
    ["财政局", "民政局", "审计局", "教育局", "水务局", "农业农村局", "自然资源局", "交通运输局", "卫生健康局"]
)
PLACES = st.sampled_from(["青山县", "河东县", "临江市", "白石镇", "清泉乡", "安平区"])
MODALS = st.sampled_from(["应当", "必须", "可以", "不得"])
UNITS = st.sampled_from(["元", "万元", "户", "人", "%", "个月", "公里", "亩", "个百分点"])


@st.composite
def parts(draw: st.DrawFn) -> dict[str, str]:
    """What a sentence of policy says, part by part."""
    return {
        "place": draw(PLACES),
        "body": draw(BODIES),
        "modal": draw(MODALS),
        "date": f"{draw(st.integers(2015, 2029))}年{draw(st.integers(1, 12))}月",
        "number": str(draw(st.integers(2, 99_999))),
        "unit": draw(UNITS),
    }


def written(part: dict[str, str]) -> str:
    return "{place}{body}{modal}于{date}底前核实拨付{number}{unit}".format(**part)


AROUND = st.sampled_from(["", "按照要求，", "经研究决定，", "一是严格管理，"])


@patient
@given(parts(), AROUND, AROUND)
def test_a_sentence_copied_from_its_source_holds(part: dict[str, str], before: str, after: str) -> None:
    source = f"{before}{written(part)}。{after}并报告结果。"
    assert certify(written(part), [source]).missing == ()
    # A word put before it makes it no copy: then every part of it is read and found.
    assert certify(f"文件要求，{written(part)}", [source]).missing == ()


@patient
@given(parts(), parts(), st.sampled_from(["place", "body", "modal", "date", "number", "unit"]))
def test_a_sentence_with_one_part_changed_never_holds(part: dict[str, str], other: dict[str, str], name: str) -> None:
    weaker = (part["modal"], other["modal"]) == ("必须", "应当")
    if part[name] == other[name] or weaker:
        return
    assert not certify(written({**part, name: other[name]}), [f"{written(part)}。"]).holds


@patient
@given(st.integers(1, 9999), st.sampled_from(["户", "亩", "个月", "万元"]))
def test_equal_figures_in_other_writing_hold(number: int, unit: str) -> None:
    source = f"共安排{number}{unit}。"
    assert certify(f"安排了{write_numeral(number)}{unit}", [source]).holds
    assert certify(f"安排了{number:,}{unit}", [source]).holds
    assert certify(f"安排了{number}.0{unit}", [source]).holds


@patient
@given(st.integers(1, 99))
def test_percentages_hold_in_words(number: int) -> None:
    assert certify(f"占比为百分之{write_numeral(number)}", [f"占比{number}%。"]).holds
    assert not certify(f"占比为{number}个百分点", [f"占比{number}%。"]).holds


def test_every_sentence_of_the_sample_corpus_rests_on_its_clause(monkeypatch: pytest.MonkeyPatch) -> None:
    # Copies are let through unread; here every sentence is read.
    monkeypatch.setattr(certificate, "_copied", lambda sentence, source: False)
    folder = Path(__file__).parents[1] / "corpus" / "documents"
    files = [file for file in sorted(folder.rglob("*")) if file.suffix in (".txt", ".docx", ".html", ".md")]
    checked, failed = 0, []
    for file in files[:12]:
        for clause in parse_file(file).clauses:
            for sentence in map(unnumbered, sentences(clause.text)):
                checked += 1
                told = certify(tidy(sentence.text), [clause.text])
                failed += [(file.name, sentence.text, told.missing)] if told.missing else []
    assert failed == []
    assert checked > 200


def test_no_altered_sentence_of_the_sample_corpus_holds() -> None:
    folder = Path(__file__).parents[1] / "corpus" / "documents"
    altered, passed = 0, []
    for file in sorted(folder.rglob("*.txt"))[:6]:
        for clause in parse_file(file).clauses:
            for sentence in map(unnumbered, sentences(clause.text)):
                for kind, changed in alterations(tidy(sentence.text)):
                    altered += 1
                    passed += [(kind, changed)] if certify(changed, [sentence.text]).holds else []
    assert passed == []
    assert altered > 100
