"""What is no question: a greeting, thanks, letters without a Chinese word. It is answered as what it is, and nothing is searched."""

import re

_GREETING = re.compile(r"(?:你好|您好|hello|hi|在吗|在不在|早上好|上午好|下午好|晚上好|大家好|有人吗)+", re.IGNORECASE)
_THANKS = re.compile(r"(?:谢谢|多谢|感谢|辛苦了?|好的|知道了|明白了|再见|拜拜)+(?:你|您|啦|了)*", re.IGNORECASE)
_MARKS = re.compile(r"[\s,，.。!！?？~～、啊呀哦呢吧]+")
_LATIN = re.compile(r"(?=.*[a-zA-Zāáǎàēéěèīíǐìōóǒòūúǔù]{2})[^\u3400-\u9fff\d]+")


def reply(text: str) -> str | None:
    """What is said to a message that asks nothing of the documents; None where it may be a question."""
    bare = _MARKS.sub("", text)
    if _GREETING.fullmatch(bare):
        return "您好！请直接输入要问的政策或整改问题，回答只依据库中的文件，并逐句注明出处"
    if _THANKS.fullmatch(bare):
        return "不客气。还有要查的，请直接提问"
    if bare and _LATIN.fullmatch(bare):
        return "请用汉字提问：库中的文件是中文的，拼音和外文查不到"
    return None
