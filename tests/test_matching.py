"""How much of a question a text holds, with the arithmetic shown."""

import numpy as np

from assistant import Assistant
from assistant.matching import Matcher, longest_common_run, plain


def test_plain_makes_width_case_and_space_alike() -> None:
    assert plain("ＧＤＰ 增长 ５%\n") == "gdp增长5%"


def test_grams_are_bigrams_of_chinese_and_whole_runs_of_the_rest(assistant: Assistant) -> None:
    generation = assistant._library.generation
    assert generation is not None
    matcher = Matcher.of("扶贫车间2个闲", generation)
    assert matcher.grams == ("扶贫", "贫车", "车间", "2", "个闲")
    assert matcher.present("2个扶贫车间闲置").tolist() == [True, True, True, True, False]
    assert np.isclose(matcher.weights.sum(), 1.0)
    assert np.isclose(matcher.held("扶贫"), matcher.weights[0])


def test_longest_common_run() -> None:
    assert longest_common_run("扶贫车间闲置", "有扶贫车间两处") == 4
    assert longest_common_run("甲", "乙") == 0
