"""What is read from a question."""

from pathlib import Path

import pytest

from assistant.errors import InputError
from assistant.lexicon import load_lexicon
from assistant.question import read_question

LEXICON = load_lexicon()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("这份报告的签发人是谁？", "meta"),
        ("各县在资产管理上有什么不同？", "cross"),
        ("扶贫车间闲置怎么整改？", "measure"),
        ("道路项目的责任单位是谁？", "unit"),
        ("由哪几家来办？", "unit"),
        ("扶贫车间闲置整改得怎么样了？", "progress"),
        ("漏水的水厂修好了吗？", "yesno"),
        ("两版办法的补偿比例有哪些变化？", "cross"),
        ("水厂问题的整改时限是哪天？", "deadline"),
        ("申请补助需要哪些材料？", "list"),
        ("村级资金能不能用于接待？", "yesno"),
        ("把一条路拆成两段报，行不？", "yesno"),
        ("这种情况上面管不管？", "yesno"),
        ("办法什么时候施行？", "date"),
        ("投入了多少资金？", "amount"),
        ("谁审批单笔支出？", "who"),
        ("说说项目库的情况", "fact"),
    ],
)
def test_kind(text: str, kind: str) -> None:
    assert read_question(text, LEXICON).kind == kind


def test_places_years_numbers_titles_and_addresses() -> None:
    question = read_question("青山县2023年依据《审计法》第二十八条和青政发〔2023〕5号怎么审计？", LEXICON)
    assert question.places == ("青山",)
    assert question.years == (2023,)
    assert question.titles == ("审计法",)
    assert question.addresses == ("第二十八条",)
    assert question.numbers == ("青政发〔2023〕5号",)


def test_colloquial_words_bring_their_official_wording() -> None:
    question = read_question("村里有人打白条", LEXICON)
    assert ("打白条", "拖欠", "未支付", "欠付") in question.terms
    assert question.query == "村里有人打白条 拖欠 未支付 欠付"


def test_a_follow_up_is_made_whole_and_asks_its_own_thing() -> None:
    question = read_question("那责任单位是谁？", LEXICON, ["河东县道路项目滞后怎么整改？"])
    assert (question.whole, question.kind) == ("河东县道路项目滞后怎么整改？ 那责任单位是谁？", "unit")
    assert question.places == ("河东",)


@pytest.mark.parametrize(
    ("text", "leans"),
    [
        ("取暖补助什么时候发放？", False),
        ("危房改造补多少？", False),
        ("临时救助给多少？", False),
        ("什么时候发放？", True),
        ("整改完成了吗？", True),
        ("由谁负责验收？", True),
        ("期限是多久？", True),
        ("处罚标准呢？", True),
    ],
)
def test_a_message_with_a_topic_of_its_own_leans_on_none_before_it(text: str, leans: bool) -> None:
    earlier = "垃圾清运费由谁收取？"
    assert read_question(text, LEXICON, [earlier]).whole == (f"{earlier} {text}" if leans else text)


def test_a_new_question_leaves_the_history_alone() -> None:
    question = read_question("青山县村级资金由谁核算？", LEXICON, ["河东县道路项目滞后怎么整改？"])
    assert question.whole == "青山县村级资金由谁核算？"


def test_the_users_lexicon_adds_to_the_shipped_one(tmp_path: Path) -> None:
    (tmp_path / "lexicon.tsv").write_text("# 本县说法\n挂账\t应付未付 拖欠\n", encoding="utf-8")
    lexicon = load_lexicon(tmp_path / "lexicon.tsv")
    assert lexicon["挂账"] == ("应付未付", "拖欠")
    assert lexicon["打白条"] == LEXICON["打白条"]


def test_a_malformed_lexicon_line_is_named(tmp_path: Path) -> None:
    (tmp_path / "lexicon.tsv").write_text("挂账\n", encoding="utf-8")
    with pytest.raises(
        InputError, match=r"lexicon\.tsv 第 1 行缺少制表符或公文用语，应为：口语<Tab>公文用语 公文用语$"
    ):
        load_lexicon(tmp_path / "lexicon.tsv")


@pytest.mark.parametrize(
    ("earlier", "text", "whole"),
    [
        ("2024年修订的办法里补偿比例是多少？", "2021年的呢？", "办法里补偿比例是多少？ 2021年的呢？"),
        ("缺勤超过3天怎么处理？", "超过10天呢？", "缺勤怎么处理？ 超过10天呢？"),
        ("30万以下的工程怎么发包？", "100万以上的呢？", "工程怎么发包？ 100万以上的呢？"),
        ("缺勤超过3天怎么处理？", "5万元呢？", "缺勤超过3天怎么处理？ 5万元呢？"),
        ("特困人员一户补多少？", "低保户呢？", "低保户补多少？"),
        ("岑溪县养老机构新建床位补多少钱？", "那改建床位呢", "岑溪县养老机构改建床位补多少钱？"),
        ("职工在市级二级医院住院起付线多少？", "那去县外的医院呢", "职工在县外的医院住院起付线多少？"),
        ("岑溪县小学校长由谁任命？", "那中学校长呢？", "岑溪县中学校长由谁任命？"),
        ("岑溪县物业公司没公示收费扣几分？", "那挪用维修资金的呢？", "岑溪县挪用维修资金扣几分？"),
    ],
)
def test_a_follow_up_replaces_the_year_and_the_number_that_it_names_anew(earlier: str, text: str, whole: str) -> None:
    assert read_question(text, {}, [earlier]).whole == whole
