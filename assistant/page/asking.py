"""What the chat tab does when something is pressed: each method gives the HTML of the parts that change."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace

from assistant.answer import Answer
from assistant.assistant import Assistant
from assistant.conversations import Conversation, Turn
from assistant.errors import KnownError, StoppedError, UnknownDocumentError
from assistant.page import shelf, turns
from assistant.page.evaluations import Evaluation
from assistant.page.source import Place, missing, source
from assistant.page.wording import Say
from index import Filter


@dataclass(frozen=True)
class Desk:
    """What is seen: the open conversation's identifier (empty for a new one), its turns, its bar, the list of all.

    `busy` says that an answer is under way; `question` is what stands in the field for the next one.
    """

    current: str
    transcript: str
    bar: str
    listing: str
    busy: bool = False
    question: str = ""


class Asking:
    """The chat of one page; whose it is comes with each request."""

    def __init__(self, assistant: Assistant, evaluation: Evaluation, say: Say) -> None:
        self._assistant = assistant
        self._evaluation = evaluation
        self._kept = assistant.conversations
        self._say = say
        self._under_way: dict[str, threading.Event] = {}

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

        Where `stop` stops what is asked in this `tab`, nothing is kept and the question is given back for another try.
        """
        if not text.strip():
            yield self.desk(identifier, owner)
            return
        yield replace(self.desk(identifier, owner, pending=text), busy=True)
        said: list[str] = []
        stopped = self._under_way[tab] = threading.Event()
        try:
            for part in self._assistant.ask_stream(text, self._questions(identifier), only, stopped.is_set):
                if isinstance(part, Answer):
                    identifier = self._own(identifier, text, owner).id
                    self._kept.append(identifier, text, part.to_json())
                else:
                    said.append(part)
                    yield replace(self.desk(identifier, owner, below=turns.partial(text, said, self._say)), busy=True)
        except StoppedError:
            yield replace(self.desk(identifier, owner), question=text)
            return
        except KnownError as error:
            empty = self._say("库中还没有文件，请先到“文库”收录。")
            told = str(error) if self._assistant.documents() else empty
            yield self.desk(identifier, owner, below=turns.failed(text, told))
            return
        finally:
            if self._under_way.get(tab) is stopped:
                del self._under_way[tab]
        yield self.desk(identifier, owner)

    def stop(self, tab: str) -> None:
        """Stop what is asked in a tab."""
        if tab in self._under_way:
            self._under_way[tab].set()

    def again(self, number: int, identifier: str, only: Filter, owner: str) -> Desk:
        """Answer a kept question once more, from the library and the filters as they are now."""
        kept = self._turn(number, identifier)
        earlier = [each.question for each in self._kept.turns(identifier) if kept and each.id < kept.id]
        if kept and self._is_mine(identifier, owner):
            self._kept.replace(kept.id, self._assistant.ask(kept.question, earlier, only).to_json())
        return self.desk(identifier, owner)

    def rate(self, number: int, identifier: str, useful: bool, reason: str | None, owner: str) -> Desk:
        """Keep a verdict; the same verdict again takes it back."""
        kept = self._turn(number, identifier)
        if kept and self._is_mine(identifier, owner):
            same = kept.useful == useful and kept.reason == reason
            self._kept.rate(kept.id, None if same else useful, None if same else reason)
        return self.desk(identifier, owner)

    def propose(self, number: int, identifier: str) -> str:
        """Put a question up for review as a gold question; says what became of it."""
        kept = self._turn(number, identifier)
        if kept is None:
            return self._say("没有这个对话，可能已被删除。")
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
        return self.place(Place(hits[position]["document"], hits[position]["clause"])) if position < len(hits) else ""

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
