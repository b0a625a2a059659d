"""What a web page puts around a document: where one is on the site, the size of letters, who runs the site."""

import re

_TOP, _BOTTOM = 15, 15
"""Lines from the top and from the bottom of a page among which its furniture stands."""

_PATH = re.compile(
    r"^(?:您?(?:现在|当前|目前)?(?:所在)?的?(?:所在)?位置|(?:网站)?首\s*页\s*(?:[>＞»/／›|]|$)|今天是)|^[^|｜，。]{2,12}(?:\s*[|｜]\s*[^|｜，。]{2,12}){2,}$"
)
_TOOLS = re.compile(
    r"^[【\[]?\s*字\s*[体号]\s*[:：]?\s*[大中小]|^(?:打印|分享到?|收藏|关闭(?:窗口)?|返回顶部|扫一扫)|^(?:浏览|阅读|点击)(?:次数|量|数)?[:：]"
    r"|^[\s【】\[\]|｜]*(?:(?:字体|大|中|小|打印|分享|收藏|关闭|本页|微信|微博)[\s：:|｜、】\]]*)+$"
)
_SITE = re.compile(
    r"本页内容是否满意|网站标识码|ICP\s*备|公网安备|版权所有|(?i:copyright)|网站地图|建议使用.{0,20}(?:浏览器|分辨率)"
)
_BESIDE_SITE = re.compile(r"^(?:主办|承办|协办|技术支持|地\s*址|邮\s*编|电\s*话|联系|备案|网站|责任编辑|关于我们)")
_PUBLISHED = re.compile(
    r"^(?:(?:信息)?来源|发布(?:时间|日期|机构)|日期|时间|作者)[:：].{0,60}$|^\d{4}-\d{2}-\d{2}(?:\s+\d{2}:\d{2}(?::\d{2})?)?$"
)
"""When and by whom a page was published: at its top it is of the head of the document, elsewhere of nothing."""


STATED = frozenset(
    [
        "索引号",
        "信息索引",
        "信息名称",
        "标题",
        "名称",
        "主题分类",
        "分类",
        "体裁",
        "组配分类",
        "发文机关",
        "发文单位",
        "发布机构",
        "公开责任部门",
        "责任部门",
        "制发机关",
        "发文字号",
        "文号",
        "成文日期",
        "生成日期",
        "发文日期",
        "发布日期",
        "公开日期",
        "有效性",
        "效力状态",
        "主题词",
        "来源",
        "关键词",
    ]
)
"""Names under which a page tells of its document."""


def without_furniture(lines: list[str]) -> list[str]:
    """The lines of a page without those of the page itself; a name and its value on lines of their own are joined."""
    lines = _joined(lines[: _end(lines)])
    kept = []
    for place, line in enumerate(lines):
        if place < _TOP and (_PATH.search(line) or _TOOLS.search(line)):
            continue
        if place >= max(_TOP, len(lines) - _BOTTOM) and (_TOOLS.search(line) or _PUBLISHED.search(line)):
            continue
        kept.append(line)
    return kept


def _joined(lines: list[str]) -> list[str]:
    """发文字号 over 某政发〔2022〕2号 as 发文字号：某政发〔2022〕2号, at the top of a page."""
    joined: list[str] = []
    for place, line in enumerate(lines):
        before = re.sub(r"[\s:：]", "", lines[place - 1]) if 0 < place < 2 * _TOP else ""
        if (
            before in STATED
            and joined
            and joined[-1] == lines[place - 1]
            and re.sub(r"[\s:：]", "", line) not in STATED
        ):
            joined[-1] = f"{before}：{line}"
        else:
            joined.append(line)
    return joined


def _end(lines: list[str]) -> int:
    """Where the lines that tell of the site begin, if the page ends with such."""
    first = next((n for n in range(max(0, len(lines) - _BOTTOM), len(lines)) if _SITE.search(lines[n])), len(lines))
    if first == len(lines):
        return first
    while first and _BESIDE_SITE.search(lines[first - 1]):
        first -= 1
    return first
