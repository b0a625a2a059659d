"""核对 in a browser: a text is pasted or a file sent, each finding has its state, and its source opens beside it."""

from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.browser

SET = Path(__file__).parents[2] / "eval/validity/documents"
TEXT = (
    "按照《安平县县级机关差旅费管理办法》第四条，出差伙食补助费每人每天80元。\n"
    "《松崖县公共停车场收费管理办法》第三条规定“每小时收费3元，每日最高收费24元”。\n"
    "超过60分钟的，每小时收费5元。\n"
    "依据《白沙县殡葬管理办法》办理。"
)
FOUND = [
    ("依据失效", "引用", "《安平县县级机关差旅费管理办法》第四条"),
    ("依据失效", "表述", "出差伙食补助费每人每天80元"),
    ("一致", "引用", "《松崖县公共停车场收费管理办法》第三条"),
    ("一致", "引文", "每小时收费3元，每日最高收费24元"),
    ("不符", "表述", "超过60分钟的，每小时收费5元"),
    ("库中没有", "引用", "《白沙县殡葬管理办法》"),
]


@pytest.fixture(scope="module")
def measures(tmp_path_factory: pytest.TempPathFactory, serve: Any) -> str:
    """Address of the app over measures of which some are repealed."""
    from assistant import Assistant, Settings

    data = tmp_path_factory.mktemp("measures") / "data"
    Assistant(Settings(data)).add([SET])
    return str(serve(data))


def rows(page: Any) -> list[tuple[str, ...]]:
    page.wait_for_selector(".verified tbody tr")
    return [
        tuple(cell.inner_text() for cell in row.locator("td").all()[:3])
        for row in page.locator(".verified tbody tr").all()
    ]


def test_a_pasted_text_is_looked_up_and_its_sources_open(measures: str, visit: Any) -> None:
    page = visit(measures)
    page.get_by_role("tab", name="核对").click()
    page.fill("#verify-text textarea", TEXT)
    page.click("#verify-begin")
    assert rows(page) == FOUND
    assert (
        page.locator("#verify-told [role=status]").inner_text() == "核对 6 处：不符 1，依据失效 2，库中没有 1，一致 2"
    )
    page.locator(".verified .open").first.click()
    cited = page.locator("#verify-source .cited")
    cited.wait_for()
    assert cited.inner_text().startswith("第四条 出差伙食补助费每人每天80元")
    page.get_by_role("button", name="关闭").click()
    page.wait_for_selector("#verify-source", state="hidden")


def test_a_file_is_looked_up(measures: str, visit: Any, tmp_path: Path) -> None:
    (tmp_path / "稿.txt").write_text(TEXT, encoding="utf-8")
    page = visit(measures)
    page.get_by_role("tab", name="核对").click()
    page.locator("#verify-drop input[type=file]").set_input_files(tmp_path / "稿.txt")
    assert rows(page) == FOUND
    assert page.locator("#verify-told h4").inner_text() == "稿.txt"


def test_what_is_no_text_to_verify_is_said(measures: str, visit: Any) -> None:
    page = visit(measures)
    page.get_by_role("tab", name="核对").click()
    page.click("#verify-begin")
    page.wait_for_selector("#verify-told .notice")
    assert page.locator("#verify-told .notice").inner_text() == "没有可以核对的文字"


def test_an_answer_tells_whether_what_it_cites_is_in_force(measures: str, visit: Any) -> None:
    page = visit(measures)
    page.fill("#question textarea", "安财行〔2015〕8号规定的伙食补助是多少？")
    page.press("#question textarea", "Enter")
    page.wait_for_selector("#transcript .certificate")
    assert page.locator("#transcript .chip .state").all_inner_texts() == ["已废止"]
    assert page.locator("#transcript .answer .notice").inner_text().startswith("[1] 所引已废止")
