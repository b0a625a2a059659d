"""Measures that sound like something and bind nobody: no object, no term, nothing that could be checked."""

import re

_WHAT = re.compile(
    r"尽快|尽早|适时|逐步|酌情|力争|争取|原则上同意|视情况|择机",
)
_ENDLESS = re.compile(r"(?:持续|不断|进一步|切实|大力|全力)(?:推进|加强|强化|提升|完善|改进|抓好|做好)")
_EMPTY = re.compile(
    r"^(?:[一二三四五六七八九十]是)?(?:进一步|切实|持续|不断|全面|大力)?(?:加强|强化|提高|完善|规范|改进|落实|抓好|做好)[\u4e00-\u9fff]{0,8}"
    r"(?:管理|监管|工作|领导|意识|认识|站位|力度|督导|跟踪|调度|机制|责任|落实|整改|重视|建设|督查)?$"
)
_HEADS = re.compile(
    rf"{_EMPTY.pattern}|^(?:建立|健全)(?:完善|健全)?[\u4e00-\u9fff]{{0,4}}(?:长效机制|监督制度|责任体系)$|^防范化解风险$"
)
_SUBSTANCE = re.compile(
    r"\d|＿|[每][年月季周日]|[一两三]次|名单|台账|清单|名册|合同|协议|凭证|公示|通报|比对|核查|清退|追[回缴]|归[垫还]|收回|修复|"
    r"返工|移交|确权|登记|招租|补[发签开缴交]|印发|制定|修订|报送|检测|鉴定|验收|培训|签订|流程|系统|方案|办法|制度|预案"
)


def vague_words(measure: str) -> list[str]:
    """The words of a measure that say nothing definite; a measure with something to check in it has leave to use them."""
    parts = [part.strip() for part in re.split(r"[。；;]", measure) if part.strip()]
    if not parts or any(_SUBSTANCE.search(part) for part in parts):
        return []
    found = [match[0] for pattern in (_WHAT, _ENDLESS) for match in pattern.finditer(measure)]
    found += [part for part in parts if _EMPTY.match(part)]
    return list(dict.fromkeys(found))


def is_heading(sentence: str) -> bool:
    """Whether a sentence only heads those after it: 加强日常监管。"""
    bare = re.sub(r"^[一二三四五六七八九十]{1,2}是", "", sentence.strip("*＊ ")).rstrip("。；;，,*： ")
    parts = [part for part in re.split(r"[，,]", bare) if part]
    return len(bare) <= 20 and not re.search(r"[\d每补追]|清退|修复", bare) and all(map(_HEADS.match, parts))
