"""What staff say for short and the library's titles name in full."""

import pytest

from assistant import Assistant, Settings
from assistant.abbreviations import abbreviated


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder = tmp_path_factory.mktemp("short")
    texts = {
        "房.txt": "岑溪区公共租赁住房管理办法\n第一条 承租人应当在每月10日前缴纳租金。\n第二条 逾期不搬迁的，按照市场租金的2倍收取租金。\n",
        "行.txt": "关于农村商业银行贷款贴息的通知\n一、贷款10万元以下的，按3%贴息。\n二、由县财政局审核。\n",
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    assistant = Assistant(Settings(folder / "data"))
    assistant.add([folder / name for name in texts])
    return assistant


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("公租房的租金几号交", {"公租房": ("公共租赁住房",)}),
        ("农商行贷款贴息多少", {"农商行": ("农村商业银行",)}),
        ("公共租赁住房的租金几号交", {}),
        ("食堂几点开门", {}),
    ],
)
def test_what_is_drawn_from_the_words_of_a_title_is_known(
    library: Assistant, asked: str, meant: dict[str, tuple[str, ...]]
) -> None:
    generation = library._library.generation
    assert generation is not None
    assert abbreviated(asked, generation) == meant


def test_a_question_in_short_finds_what_is_written_in_full(library: Assistant) -> None:
    answer = library.ask("公租房租金几号前交")
    assert (answer.text, [citation.clause for citation in answer.citations]) == (
        "承租人应当在每月10日前缴纳租金。[1]",
        ["第一条"],
    )
