"""In force or not: what documents say of it, what that comes to on a day, and answers that obey."""

import datetime
import json

import pytest

from assistant import Assistant, Settings
from assistant.cli import main
from assistant.validity import Basis, Validity
from corpus import parse
from corpus.readers import Reading

OLD = """岑溪县临时摊点管理暂行办法
岑政发〔2018〕5号
第一条 摊位费每平方米每天3元。
第二条 收摊时间为每天23时。
岑溪县人民政府
2018年4月2日
"""
NEW = """岑溪县临时摊点管理办法
岑政发〔2023〕11号
第一条 摊位费每平方米每天2元。
第二条 收摊时间为每天22时。
第三条 摊主许可证有效期为2年。
第四条 本办法自2023年6月1日起施行，有效期3年。《岑溪县临时摊点管理暂行办法》（岑政发〔2018〕5号）同时废止。
岑溪县人民政府
2023年5月4日
"""
DECISION = """岑溪县人民政府关于修改《岑溪县犬类管理规定》的决定
岑政发〔2024〕3号
一、将第二条修改为：“登记费每年80元。”
二、删去第三条。
本决定自2024年3月1日起施行。
岑溪县人民政府
2024年2月6日
"""
DOGS = """岑溪县犬类管理规定
岑政发〔2015〕9号
第一条 养犬应当登记。
第二条 登记费每年200元。
第三条 每户限养一只。
岑溪县人民政府
2015年7月1日
"""
LIST = """岑溪县人民政府关于废止和宣布失效部分文件的决定
岑政发〔2022〕8号
一、废止下列文件：
（一）岑溪县户外广告设置规定（岑政发〔2010〕2号）
（二）《岑溪县渣土运输办法》（岑政发〔2011〕7号）
二、下列文件继续有效：
（一）《岑溪县路灯管理办法》（岑政发〔2012〕4号）
本决定自公布之日起施行。
岑溪县人民政府
2022年9月1日
"""
DIRT = "岑溪县渣土运输办法\n岑政发〔2011〕7号\n第一条 渣土车限速30公里。\n岑溪县人民政府\n2011年5月6日\n"
LAMPS = "岑溪县路灯管理办法\n岑政发〔2012〕4号\n第一条 路灯每季度检修一次。\n岑溪县人民政府\n2012年3月6日\n"
COMING = """岑溪县停车收费办法
第一条 路边停车每小时2元。
第二条 本办法自2099年1月1日起施行。
岑溪县人民政府
2026年1月5日
"""
FILES = {
    "旧.txt": OLD, "新.txt": NEW, "修改决定.txt": DECISION, "犬.txt": DOGS, "清理.txt": LIST, "渣土.txt": DIRT, "路灯.txt": LAMPS,
    "停车.txt": COMING,
}  # fmt: skip
DAY = datetime.date(2025, 1, 1)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder = tmp_path_factory.mktemp("force")
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    assistant = Assistant(Settings(folder / "data"))
    assistant.add([folder / name for name in FILES])
    return assistant


def test_each_effect_keeps_the_words_that_say_so() -> None:
    parsed = parse(Reading(NEW), "新.txt")
    told = [(e.kind, e.address, parsed.text[e.start : e.end], e.date, e.title, e.number) for e in parsed.effects]
    assert told == [
        ("from", "第四条", "自2023年6月1日起施行", "2023-06-01", None, None),
        ("until", "第四条", "有效期3年", "2026-05-31", None, None),
        (
            "repeals", "第四条", "《岑溪县临时摊点管理暂行办法》（岑政发〔2018〕5号）同时废止。", "2023-06-01",
            "岑溪县临时摊点管理暂行办法", "岑政发〔2018〕5号",
        ),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "关于清理文件的通知\n一、各单位提出拟废止《岑溪县路灯管理办法》的建议。\n",
        "资质管理细则\n第一条 资质证书有效期五年，有效期至2020年12月31日的应当换证。\n",
        "工作总结\n《岑溪县路灯管理办法》尚未废止。\n",
    ],
)
def test_what_is_proposed_and_the_terms_of_licences_are_no_effects(text: str) -> None:
    assert parse(Reading(text), "甲.txt").effects == ()


@pytest.mark.parametrize(
    ("name", "day", "state", "begins", "ends", "by"),
    [
        ("旧.txt", "2020-01-01", "现行", "2018-04-02", "2023-06-01", []),
        ("旧.txt", "2023-06-01", "已废止", "2018-04-02", "2023-06-01", ["新.txt 第四条"]),
        ("新.txt", "2023-05-31", "尚未施行", "2023-06-01", "2026-05-31", ["新.txt 第四条"]),
        ("新.txt", "2026-05-31", "现行", "2023-06-01", "2026-05-31", ["新.txt 第四条", "新.txt 第四条"]),
        ("新.txt", "2026-06-01", "已过有效期", "2023-06-01", "2026-05-31", ["新.txt 第四条"]),
        ("犬.txt", "2024-02-29", "现行", "2015-07-01", None, []),
        ("犬.txt", "2024-03-01", "已修改", "2015-07-01", None, ["修改决定.txt 一", "修改决定.txt 二"]),
        ("渣土.txt", "2022-09-01", "已废止", "2011-05-06", "2022-09-01", ["清理.txt 一（二）"]),
        ("路灯.txt", "2024-01-01", "现行", "2012-03-06", None, []),
        ("停车.txt", "2026-11-01", "尚未施行", "2099-01-01", None, ["停车.txt 第二条"]),
    ],
)
def test_the_state_of_a_document_on_a_day(
    library: Assistant, name: str, day: str, state: str, begins: str, ends: str | None, by: list[str]
) -> None:
    found, _ = library.validity(name, datetime.date.fromisoformat(day))
    told = (found.state, found.begins, found.ends, [f"{basis.document} {basis.clause}" for basis in found.by])
    assert told == (state, begins, ends, by)


def test_articles_that_a_decision_changed_stand_otherwise(library: Assistant) -> None:
    _, articles = library.validity("犬.txt", DAY)
    changed = Basis("修改决定.txt", "一", "将第二条修改为：“登记费每年80元。”")
    dropped = Basis("修改决定.txt", "二", "删去第三条")
    assert articles == {
        "第二条": Validity("已修改", "2015-07-01", None, (changed,)),
        "第三条": Validity("已废止", "2015-07-01", "2024-03-01", (dropped,)),
    }


@pytest.mark.parametrize(
    ("question", "day", "told", "cited"),
    [
        ("临时摊点的摊位费每天多少？", DAY, "每平方米每天2元", ("新.txt", "现行")),
        ("临时摊点的摊位费每天多少？", datetime.date(2019, 1, 1), "每平方米每天3元", ("旧.txt", "现行")),
        ("2019年临时摊点的摊位费每天多少？", None, "每平方米每天3元", ("旧.txt", "现行")),
        ("岑溪县临时摊点管理暂行办法还有效吗？", DAY, "已废止，自2023年6月1日起", ("新.txt", "现行")),
        (
            "岑政发〔2018〕5号被哪个文件废止了？",
            DAY,
            "《岑溪县临时摊点管理办法》（岑政发〔2023〕11号）",
            ("新.txt", "现行"),
        ),
        ("《岑溪县户外广告设置规定》还有效吗？", DAY, "已废止，自2022年9月1日起", ("清理.txt", "现行")),
        ("养犬登记费每年多少？", DAY, "80元", ("修改决定.txt", "现行")),
        ("岑溪县路灯管理办法现在还有效吗？", DAY, "现行有效，自2012年3月6日起施行", None),
    ],
)
def test_answers_obey(
    library: Assistant, question: str, day: datetime.date | None, told: str, cited: tuple[str, str] | None
) -> None:
    answer = library.ask(question, as_of=day)
    first = [(citation.document, citation.state) for citation in answer.citations[:1]]
    assert (told in answer.text, first, answer.abstained) == (True, [cited] if cited else [], False), answer.text


def test_what_is_not_in_force_is_never_cited_silently(library: Assistant) -> None:
    answer = library.ask("岑政发〔2018〕5号规定的摊位费是多少？", as_of=DAY)
    assert [citation.state for citation in answer.citations] == ["已废止"]
    assert answer.notice == (
        "[1] 所引已废止（新.txt 第四条：《岑溪县临时摊点管理暂行办法》（岑政发〔2018〕5号）同时废止。）"
    )


def test_only_what_is_in_force_is_searched_where_that_is_asked(library: Assistant) -> None:
    only = library.in_force(as_of=DAY)
    assert only.documents == {"新.txt", "修改决定.txt", "犬.txt", "清理.txt", "路灯.txt"}


def test_the_contract_of_show(library: Assistant, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "犬.txt", "--json", "--data", str(library.settings.data)]) == 0
    shown = json.loads(capsys.readouterr().out)
    by = [
        {"document": "修改决定.txt", "clause": "一", "quote": "将第二条修改为：“登记费每年80元。”"},
        {"document": "修改决定.txt", "clause": "二", "quote": "删去第三条"},
    ]
    assert shown["validity"] == {"state": "已修改", "from": "2015-07-01", "until": None, "by": by}
    assert [(clause["address"], clause.get("validity", {}).get("state")) for clause in shown["clauses"]] == [
        ("文首", None), ("第一条", None), ("第二条", "已修改"), ("第三条", "已废止"), ("文尾", None),
    ]  # fmt: skip


def test_a_day_that_is_none_is_refused(library: Assistant, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["ask", "摊位费多少？", "--as-of", "2024年", "--data", str(library.settings.data)])
    assert "2024年 不是日期，请写成 2024-06-30 的样子" in capsys.readouterr().err
