"""What the chat tab does when something is pressed: each method gives the HTML of the parts that change."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from assistant.answer import Answer
from assistant.assistant import Assistant
from assistant.conversations import Conversation, Turn
from assistant.deadline import Deadline
from assistant.errors import KnownError, StoppedError, UnknownDocumentError
from assistant.page import shelf, turns
from assistant.page.evaluations import Evaluation
from assistant.page.source import Place, missing, source
from assistant.page.turnstile import Turnstile
from assistant.page.wording import Say
from index import Filter


@dataclass(frozen=True)
class Desk:
    """What is seen: the open conversation's identifier (empty for a new one), its turns, its bar, the list of all.

    `busy` says that an answer is under way; `question` is what stands in the field for the next one, None what stood there.
    """

    current: str
    transcript: str
    bar: str
    listing: str
    busy: bool = False
    question: str | None = ""


class Asking:
    """The chat of one page; whose it is comes with each request."""

    def __init__(self, assistant: Assistant, evaluation: Evaluation, turnstile: Turnstile, say: Say) -> None:
        self._assistant = assistant
        self._evaluation = evaluation
        self._kept = assistant.conversations
        self._say = say
        self._turnstile = turnstile

    def desk(self, identifier: str, owner: str, words: str = "", pending: str = "", below: str = "") -> Desk:
        """The desk with a conversation open; `pending` is a question under way, `below` HTML of what is not kept."""
        found = self._kept.find(identifier) if identifier else None
        if identifier and not found:
            below = turns.notice(self._say("没有这个对话，可能已被删除。"))
        mine = found is None or found.owner == owner
        kept = self._kept.turns(found.id) if found else []
        shown = turns.conversation(kept, self._say, pending, mine) + below
        if found is None and not pending and not below:
            shown = turns.welcome(self._assistant.suggestions(), self._say)
        if not mine:
            shown = turns.notice(self._say("这是他人分享的对话。继续提问会另存为您自己的对话。")) + shown
        bar = shelf.bar(found, mine, self._say) if found else ""
        return Desk(found.id if found else "", shown, bar, self.listing(words, owner, identifier))

    def listing(self, words: str, owner: str, current: str = "") -> str:
        """The owner's conversations that hold the words."""
        return shelf.listing(self._kept.of(owner, words.strip()), current, self._say)

    def ask(self, text: str, identifier: str, only: Filter, owner: str, tab: str = "") -> Iterator[Desk]:
        """Ask, and show the answer as it comes; it is kept when it is whole.

        Where there is none, nothing is kept and the question is given back for another try: `stop` stopped what is asked in
        this `tab`, its time was over, or the owner asks more at once than is answered for one.
        """
        if not text.strip():
            yield self.desk(identifier, owner)
            return
        with self._turnstile.entered(owner, tab) as deadline:
            if deadline is not None:
                yield from self._answered(text, identifier, only, owner, deadline)
            else:
                yield replace(self.desk(identifier, owner, below=turns.failed(text, self._busy())), question=text)

    def _answered(self, text: str, identifier: str, only: Filter, owner: str, deadline: Deadline) -> Iterator[Desk]:
        yield replace(self.desk(identifier, owner, pending=text), busy=True)
        said: list[str] = []
        try:
            for part in self._assistant.ask_stream(text, self._questions(identifier), only, deadline):
                if isinstance(part, Answer):
                    identifier = self._own(identifier, text, owner).id
                    self._kept.append(identifier, text, part.to_json())
                else:
                    said.append(part)
                    below = turns.partial(text, said, self._say)
                    yield replace(self.desk(identifier, owner, below=below), question=None, busy=True)
        except StoppedError:
            yield replace(self.desk(identifier, owner), question=text)
        except KnownError as error:
            empty = self._say("库中还没有文件，请先到“文库”收录。")
            told = str(error) if self._assistant.documents() else empty
            yield replace(self.desk(identifier, owner, below=turns.failed(text, told)), question=text)
        else:
            yield replace(self.desk(identifier, owner), question=None)

    def again(self, number: int, identifier: str, only: Filter, owner: str, tab: str = "") -> Iterator[Desk]:
        """Answer a kept question once more, from the library and the filters as they are now; what was typed stays."""
        kept = self._turn(number, identifier)
        if not kept or not self._is_mine(identifier, owner):
            yield replace(self.desk(identifier, owner), question=None)
            return
        with self._turnstile.entered(owner, tab) as deadline:
            if deadline is not None:
                yield replace(self.desk(identifier, owner), question=None, busy=True)
            told = self._busy() if deadline is None else self._anew(kept, identifier, only, deadline)
        below = turns.notice(told) if told else ""
        yield replace(self.desk(identifier, owner, below=below), question=None)

    def _anew(self, kept: Turn, identifier: str, only: Filter, deadline: Deadline) -> str | None:
        """Put another answer in the place of a kept one, or say why the old one stays."""
        earlier = [each.question for each in self._kept.turns(identifier) if each.id < kept.id]
        try:
            self._kept.replace(kept.id, self._assistant.ask(kept.question, earlier, only, deadline).to_json())
        except StoppedError:
            return None
        except KnownError as error:
            return str(error)
        return None

    def stop(self, tab: str) -> None:
        """Stop what is asked in a tab."""
        self._turnstile.leave(tab)

    def _busy(self) -> str:
        told = self._say("同时最多回答 {count} 个问题：请等前面的答完，或停止后再问。")
        return told.format(count=self._turnstile.at_once)

    def rate(self, number: int, identifier: str, useful: bool, reason: str | None, owner: str) -> Desk:
        """Keep a verdict; the same verdict again takes it back."""
        kept = self._turn(number, identifier)
        if kept and self._is_mine(identifier, owner):
            same = kept.useful == useful and kept.reason == reason
            self._kept.rate(kept.id, None if same else useful, None if same else reason)
        return self.desk(identifier, owner)

    def propose(self, number: int, identifier: str, owner: str) -> str:
        """Put a question of the owner's up for review as a gold question; says what became of it."""
        kept = self._turn(number, identifier)
        if kept is None:
            return self._say("没有这个对话，可能已被删除。")
        if not self._is_mine(identifier, owner):
            return self._say("只能把自己对话中的问题加入评测。")
        earlier = [each.question for each in self._kept.turns(identifier) if each.id < number]
        self._evaluation.propose(kept.question, earlier, kept.answer)
        return self._say("已加入待确认的题目，请到“评测”确认。")

    def cited(self, number: int, identifier: str, citation: int) -> str:
        """The document of a citation, with the cited words marked."""
        kept = self._turn(number, identifier)
        found = kept and next((c for c in kept.answer["citations"] if c["number"] == citation), None)
        return self.place(Place(found["document"], found["clause"], found["start"], found["end"])) if found else ""

    def nearest(self, number: int, identifier: str, position: int) -> str:
        """The document of a clause that was offered in place of an answer."""
        kept = self._turn(number, identifier)
        hits = kept.answer["hits"] if kept else []
        found = hits[position] if 0 <= position < len(hits) else None
        return self.place(Place(found["document"], found["clause"])) if found else ""

    def place(self, place: Place) -> str:
        """A document opened at a place, or why it cannot be opened."""
        try:
            return source(self._assistant.document(place.document), place, self._say)
        except UnknownDocumentError:
            return missing(place.document, self._say)

    def rename(self, identifier: str, title: str, owner: str) -> Desk:
        """Give the conversation a name."""
        if self._is_mine(identifier, owner) and title.strip():
            self._kept.rename(identifier, title)
        return self.desk(identifier, owner)

    def delete(self, identifier: str, owner: str) -> Desk:
        """Forget the conversation."""
        if self._is_mine(identifier, owner):
            self._kept.delete(identifier)
        return self.desk("", owner)

    def _own(self, identifier: str, question: str, owner: str) -> Conversation:
        """The conversation that a question goes to: the open one, a copy of another's, or a new one."""
        found = self._kept.find(identifier) if identifier else None
        if found and found.owner == owner:
            return found
        mine = self._kept.begin(owner, found.title if found else question)
        for each in self._kept.turns(found.id) if found else []:
            self._kept.append(mine.id, each.question, each.answer)
        return mine

    def _questions(self, identifier: str) -> list[str]:
        return [each.question for each in self._kept.turns(identifier)]

    def _turn(self, number: int, identifier: str) -> Turn | None:
        return next((each for each in self._kept.turns(identifier) if each.id == number), None)

    def _is_mine(self, identifier: str, owner: str) -> bool:
        found = self._kept.find(identifier)
        return found is not None and found.owner == owner
