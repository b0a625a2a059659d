"""Articles of a data set as documents: one file a law, one clause an article, as the index would have them from a user.

The data set gives articles one by one, some missing and some twice, so there is no text of a law whose outline could be
read; the clauses are made from the articles and go the same way as any others from there on.
"""

import gzip
import json
import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from llama_index.core.schema import Document

from corpus import Letterhead, ParsedDocument, parse_file
from corpus.clauses import clause_node

SUFFIX = ".law"
_TITLE = re.compile(r"(?P<law>.*?)(?P<address>第[一二三四五六七八九十百千零〇]+条(?:之[一二三四五六七八九十]+)?)")


@dataclass(frozen=True)
class LawArticle:
    """An article; `address` is unique in its law."""

    document: str
    address: str
    title: str
    text: str

    @property
    def name(self) -> tuple[str, str]:
        """What it is known by."""
        return self.document, self.address


def write_laws(articles: Path, folder: Path) -> dict[str, LawArticle]:
    """Write a file a law into `folder`; returns the articles by their ids."""
    folder.mkdir(parents=True, exist_ok=True)
    found: dict[str, LawArticle] = {}
    taken: set[tuple[str, str]] = set()
    laws: dict[str, list[LawArticle]] = defaultdict(list)
    with gzip.open(articles, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            article = _article(row["title"], row["text"], taken)
            taken.add(article.name)
            found[row["id"]] = article
            laws[article.document].append(article)
    for document, members in laws.items():
        written = [json.dumps([article.address, article.text], ensure_ascii=False) + "\n" for article in members]
        head = json.dumps(document.removesuffix(SUFFIX), ensure_ascii=False) + "\n"
        (folder / document).write_text(head + "".join(written), encoding="utf-8")
    return found


def _article(title: str, text: str, taken: set[tuple[str, str]]) -> LawArticle:
    """The article of this title; where a law has two of one number (two versions), the later gets a mark, as clauses do."""
    match = _TITLE.fullmatch(title)
    law, address = (match["law"], match["address"]) if match else (title, "全文")
    document = law.replace("/", "／") + SUFFIX
    number, unique = 1, address
    while (document, unique) in taken:
        number += 1
        unique = f"{address}〔{number}〕"
    return LawArticle(document, unique, title, text)


def read_law(path: Path, name: str) -> ParsedDocument:
    """A law that `write_laws` wrote, or any other file as always."""
    if not name.endswith(SUFFIX):
        return parse_file(path, name)
    law, *articles = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    text, clauses = f"{law}\n", []
    for address, words in articles:
        metadata = {"document": name, "address": address, "headings": [], "kind": "text", "columns": [], "page": None}
        line = f"{address.partition('〔')[0]}　{words}\n"
        clauses.append(clause_node(line, len(text), metadata))
        text += line
    document = Document(id_=name, text=text, metadata={"pages": []})
    return ParsedDocument(document, Letterhead(title=law), tuple(clauses), (), ())
