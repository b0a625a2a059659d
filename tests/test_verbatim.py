"""Thousands of answers over the sample corpus: whatever is asked, every quote stands word for word at its offsets.

The questions are made of the corpus itself: the beginning and the end of every sentence, each asked in several ways.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

import corpus
from assistant import Answer, Assistant, Settings
from assistant.answer import Citation
from assistant.sentences import sentences

SAMPLES = Path(corpus.__file__).parent / "documents"
FORMS = ("{}是什么？", "{}有多少？", "{}由谁负责？", "能不能{}？", "{}怎么整改？", "{}有哪些？")
READ = 10
"""Every which question is also asked with the encoder."""

LONGEST = 18
"""Characters of a sentence that a question holds."""


@pytest.mark.benchmark
def test_every_quote_of_thousands_of_answers_is_verbatim(tmp_path: Path) -> None:
    unread = Assistant(Settings(tmp_path / "data", reads=False))
    unread.add([SAMPLES])
    texts = {document.name: unread.document(document.name).text for document in unread.documents()}
    questions = list(_questions(unread))
    assert len(questions) > 2000
    # To read takes ten times as long as all the rest: what is composed from reading is tried on some of them.
    reading = Assistant(Settings(tmp_path / "data"))
    answers = [unread.ask(question) for question in questions] + [
        reading.ask(question) for question in questions[::READ]
    ]
    assert [each for answer in answers for each in _wrong(answer, texts)] == []


def _wrong(answer: Answer, texts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Quotes and words that do not stand where they are said to, and sentences that nothing is cited for."""
    for place in (*answer.citations, *answer.spans):
        words = place.quote if isinstance(place, Citation) else place.text
        if texts[place.document][place.start : place.end] != words or not words.strip():
            yield answer.question.text, words
    yield from ((answer.question.text, sentence.text) for sentence in answer.sentences if not sentence.citations)


def _questions(assistant: Assistant) -> Iterator[str]:
    """Two questions of each sentence, the forms by turns."""
    number = 0
    for document in assistant.documents():
        for clause in assistant.document(document.name).clauses:
            for sentence in sentences(clause.text):
                for words in dict.fromkeys((sentence.text[:LONGEST], sentence.text[-LONGEST:])):
                    yield FORMS[number % len(FORMS)].format(words.strip("，。；：、 "))
                    number += 1
