"""Overlap of an answer with a gold answer, by characters."""

import re
import unicodedata
from collections import Counter

_IGNORED = re.compile(r"[\W_]+")


def character_f1(answer: str, gold: str) -> float:
    """F1 = 2PR / (P + R) over the multisets of characters of both texts (SQuAD, Rajpurkar et al. 2016, section 6.1).

    SQuAD compares words after dropping punctuation; Chinese has no word boundaries, so characters are compared, as in
    CMRC 2018 (Cui et al. 2019), after NFKC, lower case and dropping white space and punctuation.
    """
    said, wanted = (Counter(_IGNORED.sub("", unicodedata.normalize("NFKC", text)).lower()) for text in (answer, gold))
    if not said or not wanted:
        return float(said == wanted)
    return 2 * (said & wanted).total() / (said.total() + wanted.total())
