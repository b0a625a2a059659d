"""Thousands of answers over the sample corpus: whatever is asked, every quote stands word for word at its offsets.

The questions are made of the corpus itself: the beginning and the end of every sentence, each asked in several ways.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

import corpus
from assistant import Assistant, Settings
from assistant.sentences import sentences

SAMPLES = Path(corpus.__file__).parent / "documents"
FORMS = ("{}是什么？", "{}有多少？", "{}由谁负责？", "能不能{}？", "{}怎么整改？", "{}有哪些？")
LONGEST = 18
"""Characters of a sentence that a question holds."""


@pytest.mark.benchmark
def test_every_quote_of_thousands_of_answers_is_verbatim(tmp_path: Path) -> None:
    assistant = Assistant(Settings(tmp_path / "data"))
    assistant.add([SAMPLES])
    texts = {document.name: assistant.document(document.name).text for document in assistant.documents()}
    asked, wrong = 0, []
    for question in _questions(assistant):
        answer = assistant.ask(question)
        asked += 1
        wrong += [
            (question, citation.document, citation.clause)
            for citation in answer.citations
            if texts[citation.document][citation.start : citation.end] != citation.quote or not citation.quote.strip()
        ]
        wrong += [(question, sentence.text, "") for sentence in answer.sentences if not sentence.citations]
    assert (asked > 2000, wrong) == (True, [])


def _questions(assistant: Assistant) -> Iterator[str]:
    """Two questions of each sentence, the forms by turns."""
    number = 0
    for document in assistant.documents():
        for clause in assistant.document(document.name).clauses:
            for sentence in sentences(clause.text):
                for words in dict.fromkeys((sentence.text[:LONGEST], sentence.text[-LONGEST:])):
                    yield FORMS[number % len(FORMS)].format(words.strip("，。；：、 "))
                    number += 1
