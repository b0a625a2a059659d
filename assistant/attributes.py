"""What a question asks for by its kind, and whether a text tells a value of that kind: a number to call, a person, a sum, a date.

The clause that speaks of a project is near to any question about it. But 总投资 is answered by a sum and 主任是谁 by a name, and
a text that has none does not answer, however near it is.
"""

import re
from collections.abc import Callable

from assistant.dates import dates
from assistant.matching import plain
from assistant.tagging import tagged

_NUMERAL = r"[\d一二两三四五六七八九十百千万亿零半]"
_PHONE = re.compile(r"(?<!\d)(?:0\d{2,3}[-—－ ]?)?\d{7,8}(?!\d)|(?<!\d)1\d{10}(?!\d)|(?<!\d)(?:1\d{2,4}|9\d{4})(?!\d)")
_RATE = re.compile(rf"[%％‰]|[百千万]分之|{_NUMERAL}\s*成(?![立员为])|\d\s*[:：∶比]\s*\d|分之{_NUMERAL}|{_NUMERAL}倍")
_FREE = re.compile(r"免费|不收|免[收缴交征]|全额|[%％]")
_NUMBER = re.compile(_NUMERAL)
_SPAN_OF_TIME = re.compile(
    rf"{_NUMERAL}\s*[余多]?\s*(?:个?(?:月|工作日|季度|小时|学期|星期)|[年天日周])|[每当次同即][天日月年周季]|立[即行]|随时|长期|常年|即时|当场|年[底初末]"
    r"|[月旬周季][底初末]|上半年|下半年|永久|为止|时止|[日月年]起|之前|后$"
)
_ROLE = r"[局县市镇乡区处科厅部院校组站所队行社会村社]长|主任|书记|[村支]支书|经理|秘书|会计|出纳|院士|主席|总监|法定代表人|法人代表|总?工程师"
_BODY = re.compile(
    r"公司|集团|[局委办院校所站社厅部处科队组会村镇乡街店厂场馆园]|中心|银行|政府|单位|部门|企业|协会|医院|幼儿园"
)
_SEVERAL = re.compile(r"、|[；;\n].*\w|和|(?<!涉)及|(?<!参)与|[一1][.、是].*[二2][.、是]|[:：]")
_PERSON = r"[责负联签经承]\w{0,2}人|领导|" + _ROLE
_WHO = re.compile(
    rf"(?:{_PERSON})(?:的)?(?:具体)?(?:[是叫为由]|分别是)?(?:谁|哪位|哪个(?![单部机])|什么名字|啥名|叫啥|何人|哪几位)|(?:{_PERSON})[^，。？]{{0,4}}(?:叫什么|叫啥|姓名|名字)|叫(?:什么|啥)名字?"
    r"|(?:[\u4e00-\u9fff]员|司机|师傅|医生|老师)(?:的)?(?:[是叫为]|分别是)?(?:谁|哪位|什么名字|啥名|叫啥|何人)"
)
_SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏窦章云苏潘葛范彭郎鲁韦马苗凤方俞任袁柳鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄"
    "穆萧尹姚邵汪祁毛狄米贝明臧计伏成戴宋庞熊纪舒屈项祝董梁杜阮蓝闵席季贾路娄江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万柯管卢莫房缪干解应宗丁邓郁单杭洪包左石崔吉龚程邢裴陆荣翁甄曲封储靳"
    "焦巴牧隗山谷车侯伊宁仇甘武符刘景詹龙叶黎白蒲赖卓屠蒙乔胥闻党翟谭申冉雍桑尚温庄晏柴阎连艾容向古易戈廖终居衡步都耿满匡国文东欧利师巩聂晁勾冷简饶曾关相查游权商牟佘佟"
)
_NAME = re.compile(
    rf"(?:^|[：:、，,；;\s（(|）)\u3000])[{_SURNAMES}][\u4e00-\u9fff]{{1,2}}(?=$|[、，,。；;\s（()）|\u3000]|同志|等|任|为|是|负责|牵头|兼)"
)


def _names_person(asked: str, told: str) -> bool:
    """Whether a text names a person, and says of it what the asker calls the person by."""
    roles = re.findall(_ROLE, asked)
    if roles and not any(role in told for role in roles):
        return False
    return bool(_NAME.search(told)) or any(flag.startswith("nr") and len(word) > 1 for word, flag in tagged(told))


_KINDS_OF_BODY = {
    "公司": re.compile(r"公司|集团|企业|合作社|厂(?!家属|房|区)"), "企业": re.compile(r"公司|集团|企业|合作社|厂(?!家属|房|区)"),
    "学校": re.compile(r"学校|[小中大]学|幼儿园|学院"), "银行": re.compile(r"银行|信用社|支行|农商行"),
    "医院": re.compile(r"医院|卫生院|卫生室|保健|卫生服务中心"),
}  # fmt: skip


def _names_body(asked: str, told: str) -> bool:
    """Whether a text names a body, of the kind that is asked for: a street's office is no company."""
    kind = next(
        (pattern for name, pattern in _KINDS_OF_BODY.items() if re.search(f"哪一?[家个所]{name}", asked)), _BODY
    )
    return kind.search(told) is not None


def _tells_time(_: str, told: str) -> bool:
    return bool(_SPAN_OF_TIME.search(told) or dates(told))


def _tells_sum(_: str, told: str) -> bool:
    return bool(_FREE.search(told) or ("元" in told and _NUMBER.search(told)))


def _holds(pattern: re.Pattern[str]) -> Callable[[str, str], bool]:
    return lambda _, told: pattern.search(told) is not None


_ATTRIBUTES: tuple[tuple[str, re.Pattern[str], Callable[[str, str], bool]], ...] = (
    ("电话号码", re.compile(r"电话|号码|热线|手机号|打给谁|打哪个"), _holds(_PHONE)),
    ("邮箱", re.compile(r"邮箱|电子邮件"), _holds(re.compile(r"@|邮箱"))),
    ("网址", re.compile(r"网址|哪个网站|链接"), _holds(re.compile(r"(?i)www|http|\.(?:cn|com|gov)|网[站址]"))),
    ("姓名", _WHO, _names_person),
    ("单位名称", re.compile(r"哪(?:一?家|[个所](?:单位|部门|公司|企业|学校|银行|医院))"), _names_body),
    ("名单", re.compile(r"分别是哪|(?:是|有)哪几[家个所户名人]|名单"), _holds(_SEVERAL)),
    ("比例", re.compile(r"利率|税率|费率|百分之几|百分比|占比|比例(?:是|为|各)?(?:多少|几)|多少比例"), _holds(_RATE)),
    (
        "金额",
        re.compile(r"多少钱|多少[万亿]?元|多少款|几块钱|(?:投资|金额|资金|经费|工程款|罚了?款?)(?:额|总额)?(?:是|为|了)?多少"),
        _tells_sum,
    ),
    ("时间", re.compile(r"什么时[候间]|何时|哪一?天|几号|几月|多久|多长时间|啥时候?"), _tells_time),
    ("数", re.compile(r"多少"), _holds(_NUMBER)),
)  # fmt: skip
"""Kinds of values, how they are asked for, and whether a text tells one to who asks so."""


def lacking(asked: str, told: str) -> str | None:
    """The kind of value that is asked for and that a text does not tell; None where it tells what can be told by its form."""
    text = plain(told)
    return next((name for name, asks, tells in _ATTRIBUTES if asks.search(asked) and not tells(asked, text)), None)
