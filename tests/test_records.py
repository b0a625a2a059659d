"""Rectification records in the four shapes that they come in."""

from pathlib import Path

from corpus.parsed import parse, parse_file
from corpus.readers import Reading
from corpus.records import Record


def records(text: str) -> tuple[Record, ...]:
    return parse(Reading(text), "甲.txt").records


def texts(record: Record) -> dict[str, object]:
    """What the record says, its offsets left out."""
    single = {name: getattr(record, name) for name in ("problem", "description", "deadline", "progress", "source")}
    return {
        "address": record.address,
        **{name: field.text if field else None for name, field in single.items()},
        "measures": [field.text for field in record.measures],
        "units": [field.text for field in record.units],
    }


PLAN = """一、整改内容
1.账目不清。
2021年有3笔支出未入账。
整改措施：一是由县财政局逐笔核对；二是补记账目。
责任单位：县财政局、各乡镇
整改时限：2023年12月
2.进度缓慢。有2个项目未开工。
整改措施：加快开工。
责任单位：县水务局
整改时限：立行立改
二、要求
抓紧落实。
"""


def test_a_plan_with_labels() -> None:
    first, second = records(PLAN)
    assert texts(first) == {
        "address": "一1",
        "problem": "账目不清。",
        "description": "2021年有3笔支出未入账。",
        "measures": ["一是由县财政局逐笔核对；", "二是补记账目。"],
        "units": ["县财政局", "各乡镇"],
        "deadline": "2023年12月",
        "progress": None,
        "source": None,
    }
    assert (second.problem.text, second.address) == ("进度缓慢。", "一2")


def test_every_field_is_a_verbatim_slice_with_its_address() -> None:
    first = records(PLAN)[0]
    fields = [first.problem, first.description, *first.measures, *first.units, first.deadline]
    assert all(field and PLAN[field.start : field.end] == field.text and field.address == "一1" for field in fields)


def test_a_report_that_answers_problems() -> None:
    text = "一、整改情况\n（1）关于“账目不清”的问题。一是逐笔核对。二是补记账目，不存在“账目不清”的问题。\n（2）关于“进度慢”的问题。已开工。\n"
    first, second = records(text)
    assert (first.problem.text, first.address) == ("账目不清", "一（1）")
    assert [field.text for field in second.measures] == ["已开工。"]


def test_a_reply_to_a_proposal() -> None:
    text = "现答复如下：\n针对第一项规划不够：一是合理安排。二是规范流程。\n针对第二项效益不高：加强管理。\n"
    assert [texts(record)["problem"] for record in records(text)] == ["规划不够", "效益不高"]
    assert [field.text for field in records(text)[0].measures] == ["一是合理安排。", "二是规范流程。"]


def test_a_ledger() -> None:
    text = "序号\t存在问题\t整改措施\t责任单位\t整改时限\n1\t账目不清\t补记账目\t县财政局、县审计局\t6月底\n2\t进度慢\t加快开工\t县水务局\t7月底\n"
    assert [texts(record) for record in records(text)] == [
        {
            "address": f"台账第{row}行",
            "problem": problem,
            "description": None,
            "measures": [measure],
            "units": units,
            "deadline": deadline,
            "progress": None,
            "source": None,
        }
        for row, problem, measure, units, deadline in [
            (1, "账目不清", "补记账目", ["县财政局", "县审计局"], "6月底"),
            (2, "进度慢", "加快开工", ["县水务局"], "7月底"),
        ]
    ]


def test_units_inside_brackets_stay_whole() -> None:
    text = "1.进度慢。\n整改措施：加快。\n责任单位：市财政局、相关县（甲县、乙县）\n2.无。\n"
    assert [unit.text for unit in records(text)[0].units] == ["市财政局", "相关县（甲县、乙县）"]


def test_a_document_without_problems_has_no_records() -> None:
    assert records("第一条 为了规范管理，制定本办法。\n第二条 本办法自公布之日起施行。\n") == ()


def test_problems_alone_under_a_heading_that_says_so() -> None:
    text = "一、基本情况\n共建成20处。\n二、审计发现的主要问题\n（一）工程逾期完工。省级考核评估发现，3处工程逾期。\n（二）水质检测不到位。6处没有设备。\n三、审计建议\n（一）加快施工。倒排工期。\n"
    assert [
        (r.address, r.problem.text, r.description and r.description.text, r.source and r.source.text)
        for r in records(text)
    ] == [
        ("二（一）", "工程逾期完工。", "省级考核评估发现，3处工程逾期。", "省级考核评估"),
        ("二（二）", "水质检测不到位。", "6处没有设备。", None),
    ]


def test_problems_listed_inside_one_section() -> None:
    text = "一、成效\n良好。\n二、存在的问题\n一是账目不清。有3笔未入账。二是进度慢。\n三、下一步打算\n一是补记。二是加快。\n"
    assert [(r.address, r.problem.text, r.description and r.description.text) for r in records(text)] == [
        ("二", "一是账目不清。", "有3笔未入账。"),
        ("二", "二是进度慢。", None),
    ]


def test_units_on_lines_of_one_cell() -> None:
    text = "序号\t主要问题\t整改措施\t责任单位\t整改时限\n1\t账目不清\t1.核对；2.补记\t县财政局 石桥镇\t6月底\n"
    record = records(text)[0]
    assert [unit.text for unit in record.units] == ["县财政局", "石桥镇"]
    assert [measure.text for measure in record.measures] == ["1.核对；", "2.补记"]


def test_each_paragraph_that_takes_up_a_problem_is_a_record_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "情况.txt").write_text(
        "芦湾县整改工作情况\n\n　　审计反馈后，县里逐项整改，现将情况汇总如下。\n\n"
        "　　针对山塘发包没有公示的问题，逐宗补开会议，公示7日后重新签订合同。\n\n"
        "　　针对水费多年没有收取、账目不清的问题，逐户核对欠费，年底前收回。\n",
        encoding="utf-8",
    )
    records = parse_file(tmp_path / "情况.txt").records
    assert [(record.problem.text, record.measures[0].text) for record in records] == [
        ("山塘发包没有公示", "逐宗补开会议，公示7日后重新签订合同。"),
        ("水费多年没有收取、账目不清", "逐户核对欠费，年底前收回。"),
    ]


def test_what_is_labelled_as_the_state_of_things_describes(tmp_path: Path) -> None:
    (tmp_path / "报告.txt").write_text(
        "芦湾县整改报告\n\n问题1　重复收费\n存在情形：2家卫生院重复收费1.4万元。\n整改举措：退还患者，停止收取。\n\n"
        "问题2　超量开药\n存在情形：1家药店超量售药。\n整改举措：追回费用，约谈负责人。\n",
        encoding="utf-8",
    )
    records = parse_file(tmp_path / "报告.txt").records
    assert [
        (record.problem.text, record.description and record.description.text, record.measures[0].text)
        for record in records
    ] == [
        ("重复收费", "2家卫生院重复收费1.4万元。", "退还患者，停止收取。"),
        ("超量开药", "1家药店超量售药。", "追回费用，约谈负责人。"),
    ]
