"""An answer written by a language model: its sentences as they pass the checks, and what the reader must be told of the rest."""

from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.answer import Statement, number_citations
from assistant.candidate import Candidate
from assistant.composers.llm import made_whole, written
from assistant.errors import LLMError
from assistant.lexicon import Lexicon
from assistant.llm import LanguageModel
from assistant.question import Question, read_question
from assistant.terms import coverage, headline

UNANSWERED = "文件未提及：语言模型读了检索到的条款，没有找到所问的内容"
_STANDS_IN = "以下为原文摘录"


@dataclass(frozen=True)
class Written:
    """What a model's reply came to. `notice` is for the reader; `silent` says that the model found no answer in the clauses.

    Without statements and not silent, the model failed and the quoted answer is to stand in.
    """

    statements: tuple[Statement, ...] = ()
    notice: str | None = None
    silent: bool = False


ON_TOPIC = 0.15
"""Share of what a question asks about, by weight of its terms, that the words under a sentence tell at least.

Only what tells next to nothing of it is left out: of 117 true passages of the sample questions one lies below.
"""


def write(
    question: Question, candidates: Sequence[Candidate], weights: Mapping[str, float], model: LanguageModel
) -> Generator[str, None, Written]:
    """Yield each sentence that passed the checks, with its marks; return what the reply came to.

    `weights` tell how much each term of the question tells: a sentence that its clause bears, but that rests on words which
    have nothing to do with the question, is what a document talked the model into.
    """
    statements: list[Statement] = []
    dropped, reply = 0, written(question.whole, candidates, model)
    try:
        while True:
            statement = next(reply)
            if statement is None or not _is_on_topic(statement, question, weights):
                dropped += 1
            elif all(statement.text != earlier.text for earlier in statements):
                statements.append(statement)
                yield _last(statements)
    except LLMError as error:
        return Written(notice=f"{error}，{_STANDS_IN}")
    except StopIteration as end:
        return _outcome(statements, dropped, bool(end.value))
    finally:
        reply.close()


def understood(
    question: Question, history: Sequence[str], lexicon: Lexicon, model: LanguageModel
) -> tuple[Question, str | None]:
    """A follow-up made whole by a model, where that adds nothing that was not said; and why not, if the model failed."""
    if not history or question.whole == question.text:
        return question, None
    try:
        whole = made_whole(question.text, history, model)
    except LLMError as error:
        return question, f"{error}，{_STANDS_IN}"
    return (replace(read_question(whole, lexicon), text=question.text) if whole else question), None


def _outcome(statements: Sequence[Statement], dropped: int, silent: bool) -> Written:
    if statements:
        notice = f"语言模型另有 {dropped} 句未通过与原文和问题的核对，已略去" if dropped else None
        return Written(tuple(statements), notice)
    if silent and not dropped:
        return Written(silent=True)
    failed = f"语言模型写的 {dropped} 句都未通过与原文和问题的核对" if dropped else "语言模型没有写出回答"
    return Written(notice=f"{failed}，{_STANDS_IN}")


def _is_on_topic(statement: Statement, question: Question, weights: Mapping[str, float]) -> bool:
    words = " ".join(f"{quote.text} {headline(quote.node, quote.letterhead)}" for quote in statement.quotes)
    return coverage(question.terms, weights, words) >= ON_TOPIC


def _last(statements: Sequence[Statement]) -> str:
    """The last sentence as it will stand in the answer, with the numbers of its citations."""
    sentence = number_citations(statements)[0][-1]
    return sentence.text + "".join(f"[{number}]" for number in sentence.citations)
