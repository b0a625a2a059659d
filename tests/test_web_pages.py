"""Pages as government sites make them: what is stated above the text feeds the letterhead, what is of the site is left out."""

from pathlib import Path

from corpus import parse_file

PAGE = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>通知_岑溪区人民政府网</title></head><body>
<div>您现在的位置：首页 &gt; 信息公开 &gt; 政策文件</div>
<table><tr><td>索 引 号：</td><td>0077-2025-0012</td><td>发文字号：</td><td>岑政办发〔2025〕6号</td></tr>
<tr><td>发文机关：</td><td>岑溪区人民政府办公室</td><td>成文日期：</td><td>2025年03月04日</td></tr>
<tr><td>标　题：</td><td>关于规范临时摊点管理的通知</td><td></td><td></td></tr></table>
<h1>关于规范临时摊点管理的通知</h1><div>【字体：大 中 小】 打印 分享到：微信</div>
<div><p>各镇人民政府：</p><p>一、摊点收费标准为每平方米每天2元。文件依据：岑发〔2020〕1号。</p><p>二、每天22时前收摊。</p></div>
<div>主办：岑溪区人民政府办公室</div><div>网站标识码4400000009 粤ICP备00000009号</div></body></html>"""

BLOCKS = """<html><head><meta charset="utf-8"></head><body><h1>岑溪区人才政策</h1><p>来源：岑溪区人力资源局　发布时间：2025-02-11 09:00:00</p>
<p>租房补贴</p><p>政策内容：每人每月300元。</p><p>政策依据：岑政发〔2023〕8号</p><p>申请渠道：区人才中心</p>
<p>安家费</p><p>政策内容：博士每人8万元。</p><p>申请渠道：区人力资源局</p></body></html>"""


def parsed(tmp_path: Path, page: str) -> tuple[dict[str, str | None], list[tuple[str, str]]]:
    (tmp_path / "页.html").write_text(page, encoding="utf-8")
    document = parse_file(tmp_path / "页.html")
    head = document.letterhead
    told = {"title": head.title, "number": head.number, "issuer": head.issuer, "date": head.date, "region": head.region}
    return told, [(str(clause.metadata["address"]), clause.text.strip()) for clause in document.clauses]


def test_what_is_stated_above_feeds_the_letterhead_and_the_site_is_left_out(tmp_path: Path) -> None:
    told, clauses = parsed(tmp_path, PAGE)
    assert told == {
        "title": "关于规范临时摊点管理的通知",
        "number": "岑政办发〔2025〕6号",
        "issuer": "岑溪区人民政府办公室",
        "date": "2025-03-04",
        "region": "岑溪区",
    }
    assert clauses[1:] == [
        ("一", "一、摊点收费标准为每平方米每天2元。文件依据：岑发〔2020〕1号。"),
        ("二", "二、每天22时前收摊。"),
    ]
    assert not any(word in clauses[0][1] for word in ("位置", "字体", "分享"))


def test_blocks_without_numbers_are_clauses_under_their_names(tmp_path: Path) -> None:
    told, clauses = parsed(tmp_path, BLOCKS)
    assert told == {
        "title": "岑溪区人才政策",
        "number": None,
        "issuer": "岑溪区人力资源局",
        "date": "2025-02-11",
        "region": "岑溪区",
    }
    assert clauses[1:] == [
        ("租房补贴", "租房补贴\n政策内容：每人每月300元。\n政策依据：岑政发〔2023〕8号\n申请渠道：区人才中心"),
        ("安家费", "安家费\n政策内容：博士每人8万元。\n申请渠道：区人力资源局"),
    ]


LISTED = """<html><head><meta charset="utf-8"></head><body><div>网站首页</div><div>首页／政务公开／正文</div>
<dl><dt>发文字号</dt><dd>岑民规〔2022〕2号</dd><dt>成文日期</dt><dd>2022年10月20日</dd><dt>公开日期</dt><dd>2022年10月25日</dd></dl>
<h1>岑溪区适老化改造补贴办法</h1><p>第一条 每户补贴最高4000元。</p><p>第二条 由社区受理。</p><p>特此公告。</p>
<div>您对本页内容是否满意</div></body></html>"""


def test_names_and_values_on_lines_of_their_own_are_read_together(tmp_path: Path) -> None:
    told, clauses = parsed(tmp_path, LISTED)
    assert told == {
        "title": "岑溪区适老化改造补贴办法",
        "number": "岑民规〔2022〕2号",
        "issuer": None,
        "date": "2022-10-20",
        "region": "岑溪区",
    }
    assert clauses[1:] == [
        ("第一条", "第一条 每户补贴最高4000元。"),
        ("第二条", "第二条 由社区受理。"),
        ("文尾", "特此公告。"),
    ]
