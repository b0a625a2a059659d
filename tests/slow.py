"""A question that takes as long as one likes: it asks two hundred things of clauses of two hundred parts."""

from pathlib import Path

QUESTION = "第7类项目每户补助多少元？" * 150


def long_clauses(folder: Path) -> Path:
    """A folder of documents whose clauses have very many parts, any run of which could be the answer."""
    folder.mkdir()
    clause = "，".join(f"第{number}类项目每户补助{number}元由乡镇审批" for number in range(200))
    for name in "甲乙丙丁戊己":
        articles = "\n\n".join(f"第{article}条 {name}{clause}。" for article in "一二三四五六")
        (folder / f"{name}.txt").write_text(f"试点县{name}类项目补助管理办法\n\n{articles}\n", encoding="utf-8")
    return folder
