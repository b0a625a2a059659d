"""The problems that a document tells: of an audit report, of a numbered list, of a paragraph."""

from pathlib import Path

import pytest

from assistant.drafting.findings import AuditFinding, findings_of
from assistant.errors import InputError
from corpus import parse_file

REPORT = """岭北县审计局关于2025年度县本级预算执行情况的审计工作报告

一、总体情况
2025年，全县完成一般公共预算收入6.2亿元。

二、审计发现的主要问题
（一）预算执行方面
1.非税收入未及时上缴国库。县文化馆2025年收取的场租9.7万元滞留在账上。
2.预算编制不细化。13个部门的项目支出未细化到具体用途。
（二）民生资金方面
3.向不符合条件人员发放救助金。3名已就业人员仍领取临时救助1.1万元。

三、审计建议
加强预算管理。
"""


def told(folder: Path, text: str) -> list[AuditFinding]:
    path = folder / "来文.txt"
    path.write_text(text, encoding="utf-8")
    return findings_of(parse_file(path))


def test_the_findings_of_a_report_have_their_category_and_place(tmp_path: Path) -> None:
    assert told(tmp_path, REPORT) == [
        AuditFinding(
            "非税收入未及时上缴国库。县文化馆2025年收取的场租9.7万元滞留在账上。", "预算执行方面", None, None, "二（一）1"
        ),
        AuditFinding(
            "预算编制不细化。13个部门的项目支出未细化到具体用途。", "预算执行方面", None, None, "二（一）2"
        ),
        AuditFinding(
            "向不符合条件人员发放救助金。3名已就业人员仍领取临时救助1.1万元。", "民生资金方面", None, None, "二（二）3"
        ),
    ]  # fmt: skip


def test_a_numbered_list_and_a_paragraph_tell_problems_too(tmp_path: Path) -> None:
    listed = told(tmp_path, "1.村级账目两年未公开，群众意见大。\n2.三台变压器没有登记入账。\n")
    assert [finding.text for finding in listed] == ["村级账目两年未公开，群众意见大。", "三台变压器没有登记入账。"]
    assert [finding.text for finding in told(tmp_path, "村级账目两年没有公开。三台变压器没有登记入账。")] == [
        "村级账目两年没有公开",
        "三台变压器没有登记入账",
    ]


def test_a_document_that_tells_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"来文\.txt 中没有找到问题"):
        told(tmp_path, "你好。")
