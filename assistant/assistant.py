"""The one object that the page, the command line and the evaluation hold."""

import datetime
import itertools
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from llama_index.core.schema import NodeWithScore

from assistant import small_talk
from assistant.abbreviations import abbreviated
from assistant.alternatives import alternatives, together
from assistant.answer import Answer, Citation, Statement, number_citations
from assistant.apart import FileRead, PagesRead, added_apart
from assistant.attributes import lacking
from assistant.composers import compose_each
from assistant.composers.changes import compared, state_changes
from assistant.composers.force import amending
from assistant.config import Settings
from assistant.conversations import Conversations
from assistant.deadline import NO_DEADLINE, Deadline
from assistant.drafting import Case, Draft, Searched, draft_measures
from assistant.drafting.fit import problem_reader
from assistant.drafting.outline import outline
from assistant.errors import InputError
from assistant.evidence import Evidence, gather
from assistant.folders import files_of
from assistant.injection import MARK, commands_machine
from assistant.kept_drafts import KeptDrafts
from assistant.lexicon import load_lexicon
from assistant.llm import LanguageModel
from assistant.question import META, Question, read_question
from assistant.reading import shipped_reader
from assistant.reranker import Reranker
from assistant.scope import places_of
from assistant.spelling import respelled, simplified
from assistant.suggestions import suggest
from assistant.terms import term_weights
from assistant.uploads import Uploads
from assistant.validity import OUT_OF_FORCE, Validity, articles_of, clause_validity, is_in_force, validity_of
from assistant.verification import Checked, verify
from assistant.writing import UNANSWERED, Written, understood, write
from corpus import ParsedDocument, parse_file
from corpus.laws import MARK as MARK_OF_LAWS
from corpus.laws import law_files
from corpus.pictures import PagePicture, page_picture
from index import (
    Added,
    Entry,
    Filter,
    Generation,
    IndexedDocument,
    Library,
    OnSameName,
    Source,
    UnknownDocumentError,
    load_embedding,
)
from index.checking import Finding, check

QUESTION, ISSUE = 2_000, 20_000
"""Characters of a question, and of a problem to draft for: reading takes longer than in proportion."""

VERIFIED = 50_000
"""Characters of a text that is verified at once: a long report. Looking all of it up takes a minute."""


@dataclass(frozen=True)
class _Found:
    """What was found for a question, and in what: for each that it asks side by side its evidence, that for all, and what
    is told of itself.
    """

    generation: Generation
    question: Question
    each: Sequence[tuple[Question, Evidence]]
    evidence: Evidence
    told: Sequence[Statement] = ()


class Assistant:
    """A library of documents with what can be asked of it."""

    def __init__(
        self, settings: Settings, pages_read: Callable[[str, int, int], None] = lambda name, done, of: None
    ) -> None:
        """Open the data directory of the settings.

        `pages_read` hears, while files are added, of (file, pages done, pages in all) of those that have pages.

        Raises:
            DataDirectoryError: if the directory holds something else or cannot be written.
        """
        self.settings = settings
        self._library = Library(
            settings.data,
            load_embedding(settings.model),
            lambda path, name: parse_file(path, name, lambda done, of: pages_read(name, done, of)),
            settings.adapts,
            undo=settings.undo,
        )
        self._reranker = Reranker.load(settings.reranker) if settings.reranker else None
        self._writer = LanguageModel(settings.llm) if settings.llm else None
        self._suggested: tuple[str, list[str]] | None = None

    @cached_property
    def conversations(self) -> Conversations:
        """What was asked on the page, kept in the data directory."""
        return Conversations(self.settings.data / "state.db")

    @cached_property
    def kept_drafts(self) -> KeptDrafts:
        """What was drafted on the page, kept in the data directory."""
        return KeptDrafts(self.settings.data / "state.db")

    @cached_property
    def uploads(self) -> Uploads:
        """Files that were sent and not yet added."""
        return Uploads(self.settings.data / "uploads")

    def add(
        self,
        paths: Iterable[Path | Source],
        report: Callable[[Added], None] = lambda added: None,
        on_same_name: OnSameName = "ask",
        read: Callable[[str], None] = lambda name: None,
    ) -> list[Added]:
        """Add files, and all readable files of folders.

        `read` hears the name of each file that was read, `report` what became of it: of one that was taken, when it is safe
        on the disk and answers. A file of a name that another document has is added as `on_same_name` says.

        Raises:
            DiskFullError: if there is no room; then nothing was added.
        """
        files, refused = files_of(paths)
        for each in refused:
            report(each)
        return [*refused, *self._library.add(files, report, on_same_name, read)]

    def add_apart(
        self, files: Sequence[Source], on_same_name: OnSameName = "ask"
    ) -> Iterator[Added | FileRead | PagesRead]:
        """Add files in a process of its own, so that those who ask meanwhile are not slowed.

        Yields how far the pages of a file are, then that it was read, and what became of each.
        """
        return added_apart(self.settings, files, on_same_name)

    def remove(self, name: str) -> str:
        """Take a document out of the library; returns the id by which `restore` brings it back, while that is possible."""
        return self._library.remove(name).id

    def restore(self, identifier: str) -> str:
        """Undo the removal of a document; returns its name.

        Raises:
            UnknownDocumentError: if it was not removed from this library, or too long ago.
        """
        return self._library.restore(identifier)

    def removed(self) -> Sequence[Entry]:
        """The documents whose removal can still be undone."""
        return self._library.catalogue.removed

    def purge(self) -> None:
        """Let go for good of documents whose removal can be undone no longer."""
        self._library.purge()

    def original(self, name: str, version: int = 0) -> Path:
        """The file of the document of exactly this name: as it is in use, or the `version`th before it.

        Raises:
            UnknownDocumentError: if there is none.
        """
        return self._library.original(name, version)

    def picture(self, name: str, page: int, start: int, end: int) -> PagePicture:
        """A page of a PDF file or a scan, with the words from `start` to `end` of the document's text marked.

        Raises:
            UnreadableFileError: if the file has no such page.
        """
        return page_picture(self.original(name), self.document(name), page, start, end)

    def suggestions(self, count: int = 4) -> list[str]:
        """Questions to start with, which the library answers; empty while it holds nothing."""
        generation = self._library.generation
        if generation is None:
            return []
        if self._suggested is None or self._suggested[0] != generation.name:
            parsed = [generation.document(document.name) for document in generation.documents()]
            answered = (text for text in suggest(parsed) if not self._quoted(text).abstained)
            self._suggested = (generation.name, list(itertools.islice(answered, count)))
        return self._suggested[1]

    def rebuild(self) -> list[str]:
        """Build the index anew, as after a change of model or version; returns the names of documents that are lost."""
        return self._library.rebuild()

    def check(self) -> list[Finding]:
        """Read all that the library holds, and tell what is wrong with it."""
        return check(self._library)

    def documents(self) -> Sequence[IndexedDocument]:
        """What is in the library, by name."""
        return self._library.documents()

    def document(self, name: str) -> ParsedDocument:
        """One document of the library, or else of the laws that ship, whole."""
        generation = self._library.generation
        if generation is None:
            raise UnknownDocumentError(f"库中还没有文件，找不到 {name}；请先用 assistant add 收录")
        laws = self._laws.generation if name.startswith(MARK_OF_LAWS) and self._laws else None
        return (laws or generation).document(name)

    def validity(self, name: str, as_of: datetime.date | None = None) -> tuple[Validity, Mapping[str, Validity]]:
        """Whether a document is in force on a day (today), and the articles of it that stand otherwise, by address.

        Raises:
            UnknownDocumentError: if there is none of that name.
        """
        self.document(name)
        generation, day = self._generation(), as_of or datetime.date.today()
        entry = generation.entry(name)
        return validity_of(entry, generation, day), articles_of(entry, generation, day)

    def in_force(self, only: Filter | None = None, as_of: datetime.date | None = None) -> Filter:
        """A filter narrowed to the documents that are in force on a day (today)."""
        generation, day, given = self._generation(), as_of or datetime.date.today(), only or Filter()
        standing = frozenset(each.name for each in generation.documents() if is_in_force(each.name, generation, day))
        # A name that no document has lets none through.
        return replace(
            given, documents=(standing & given.documents if given.documents else standing) or frozenset([""])
        )

    def verify(self, text: str, as_of: datetime.date | None = None) -> list[Checked]:
        """Look up in the library what a text cites, quotes and states; rules are to be in force on a day (today).

        Raises:
            InputError: if there is no text, or too much.
        """
        if not text.strip():
            raise InputError("没有可以核对的文字")
        if len(text) > VERIFIED:
            raise InputError(f"文字有 {len(text)} 个字，一次最多核对 {VERIFIED} 个字，请分段核对")
        return verify(text, self._generation(), as_of or datetime.date.today())

    def state(self) -> dict[str, str]:
        """What answers depend on besides the settings and the documents: the generation in use and its embedding model."""
        return {"generation": self._generation().name, "model": self._generation().embedding.id}

    def search(
        self, text: str, top: int = 10, only: Filter | None = None, as_of: datetime.date | None = None
    ) -> list[NodeWithScore]:
        """The clauses nearest to a text, best first: those that were read closely, and after them what the search found besides."""
        generation = self._generation()
        question, _ = self._question(text, as_of=as_of)
        candidates = self._gather(question, only).candidates
        found = [NodeWithScore(node=candidate.node, score=candidate.score) for candidate in candidates[:top]]
        if len(found) == top or not found:
            return found
        known, lowest = {one.node.node_id for one in found}, candidates[-1].score
        others = [hit for hit in generation.hits(question.query, top, only) if hit.node.node_id not in known]
        # Their scores are of another scale: brought below the last, with their distances kept.
        found += [NodeWithScore(node=hit.node, score=lowest - (others[0].score - hit.score)) for hit in others]
        return found[:top]

    def deadline(self) -> Deadline:
        """One for an answer that is begun now: the time that the settings give it; to be stopped if nobody waits for it."""
        return Deadline(self.settings.ask_seconds)

    def ask(
        self,
        text: str,
        history: Sequence[str] = (),
        only: Filter | None = None,
        deadline: Deadline | None = None,
        as_of: datetime.date | None = None,
    ) -> Answer:
        """Answer a question from the library; `history` holds the user's earlier messages, oldest first.

        Rules are to be in force `as_of` a day: the end of the year that the question names, or today, where none is given.

        Raises:
            InputError: if the question is empty.
            StoppedError, TimeLimitError: if the deadline comes first.
        """
        parts = self.ask_stream(text, history, only, deadline, as_of)
        return next(part for part in parts if isinstance(part, Answer))

    def ask_stream(
        self,
        text: str,
        history: Sequence[str] = (),
        only: Filter | None = None,
        deadline: Deadline | None = None,
        as_of: datetime.date | None = None,
    ) -> Iterator[str | Answer]:
        """Answer as `ask`, and show the sentences of a language model, where one is set, as soon as they pass the checks.

        The answer comes last and is what holds: where the model breaks off, quotes stand in for what it wrote. To leave
        the iterator stops the model, and so does the deadline (`deadline()` where none is given) at whatever step it comes.

        Raises:
            InputError: if the question is empty.
            StoppedError, TimeLimitError: if the deadline comes first.
        """
        began, deadline = time.perf_counter(), deadline or self.deadline()
        question, spelled = self._question(text, history, as_of)
        if said := small_talk.reply(question.text):
            yield self._answer(
                _Found(self._generation(), question, [], Evidence((), 0.0, said)), Written(), began, deadline
            )
            return
        generation, notice = self._generation(), None
        writer = self._writer.until(deadline) if self._writer else None
        if writer:
            question, notice = understood(question, history, self._lexicon(), writer)
        found = self._look_up(question, only, deadline)
        reply = Written(notice=notice)
        if writer and not notice and not found.evidence.missing and not found.told:
            weights = term_weights(found.question, generation)
            reply = yield from write(found.question, found.evidence.candidates, weights, writer)
        answer = self._answer(found, reply, began, deadline)
        yield replace(answer, notice="；".join(filter(None, (spelled, answer.notice))) or None)

    def _look_up(self, question: Question, only: Filter | None, deadline: Deadline) -> "_Found":
        """What bears on a question: on each of several that it asks side by side, or on two versions that it compares."""
        generation = self._generation()
        each = [(one, self._gather(one, only, deadline)) for one in alternatives(question, places_of(generation))]
        first = next(iter(each[0][1].candidates), None)
        pair = compared(question, first, generation) if len(each) == 1 else None
        if pair is None:
            return _Found(generation, question, each, together(each) if len(each) > 1 else each[0][1])
        # The year of a version names it; both are looked at from today.
        question = replace(question, years=(), day=datetime.date.today())
        if told := state_changes(question, pair, term_weights(question, generation), generation):
            return _Found(generation, question, each, replace(each[0][1], missing=None), told)
        each = [(question, self._gather(question, _of(version, only), deadline)) for version in pair]
        return _Found(generation, question, each, together(each))

    def _question(
        self, text: str, history: Sequence[str] = (), as_of: datetime.date | None = None
    ) -> tuple[Question, str | None]:
        """The question that is meant, and what was taken for what where it was typed amiss."""
        generation = self._generation()
        asked = simplified(_asked(text))
        short = abbreviated(" ".join([*history[-1:], asked]), generation)
        meant, slips = respelled(
            asked,
            lambda word: bool(META.fullmatch(word)) or any(word in each for each in short) or generation.holds(word),
        )
        notice = "，".join(f"“{typed}”按“{word}”理解" for typed, word in slips)
        return read_question(meant, self._lexicon() | short, history, as_of), notice or None

    def _quoted(self, text: str) -> Answer:
        """The answer in quotes alone, whatever model is set."""
        began, generation = time.perf_counter(), self._generation()
        question = read_question(_asked(text), self._lexicon())
        evidence = self._gather(question)
        found = _Found(generation, question, [(question, evidence)], evidence)
        return self._answer(found, Written(), began, NO_DEADLINE)

    def _answer(self, found: "_Found", reply: Written, began: float, deadline: Deadline) -> Answer:
        """What a model wrote, or what was told, or quotes: for each of the questions that were asked in one."""
        question, evidence, generation = found.question, found.evidence, found.generation
        missing = evidence.missing or (UNANSWERED if reply.silent else None)
        statements: Sequence[Statement] = reply.statements or found.told
        left: Sequence[str] = ()
        if not statements and not missing:
            composed = compose_each(found.each, generation, deadline)
            changed = amending(composed.statements, question, generation)
            statements, left = (*composed.statements, *changed), composed.left
        sentences, citations = number_citations(deadline.each(statements))
        stands = {citation.number: clause_validity(citation, generation, question.day) for citation in citations}
        citations = tuple(replace(citation, state=stands[citation.number].state) for citation in citations)
        if not any(sentence.certificate.holds for sentence in sentences):
            missing = missing or _unsaid(question)
        composer = "llm" if reply.statements or reply.silent else "extractive"
        seconds = time.perf_counter() - began
        doubts = [reply.notice, *_out_of_force(citations, stands), *_doubts(citations, generation)]
        notices = [] if evidence.missing else doubts
        if left and not missing:
            notices.append(f"未答：{'；'.join(left)}（没有找到写明的条款）")
        notice = "；".join(filter(None, notices)) or None
        return Answer(
            question,
            sentences,
            citations,
            evidence.candidates[:10],
            missing,
            composer,
            seconds,
            notice,
            evidence.probability,
        )

    def draft(
        self,
        issue: str,
        unit: str | None = None,
        deadline: str | None = None,
        without: Collection[str] = (),
        also: Collection[str] = (),
    ) -> Draft:
        """Draft rectification measures for a problem from the library's precedents and rules.

        A language model, where one is set, rewrites them as far as what it writes passes the checks.

        `without` and `also` are ids (`document#address`) of bases that the user took out or put in.

        Raises:
            InputError: if the problem is empty.
        """
        return self._drafted(_case(issue, unit, deadline), self._writer, without, also)

    def outline(self, issue: str, unit: str | None = None, deadline: str | None = None) -> Draft:
        """A skeleton of measures for a problem, with blanks and without citations, for where nothing can be drafted.

        Raises:
            InputError: if the problem is empty.
        """
        return outline(_case(issue, unit, deadline), problem_reader())

    def draft_rows(self) -> Callable[[str, str | None, str | None], Draft]:
        """What drafts problem after problem, as for a ledger: a model that failed once is not waited for again."""
        failure: str | None = None

        def draft(issue: str, unit: str | None = None, deadline: str | None = None) -> Draft:
            nonlocal failure
            made = self._drafted(_case(issue, unit, deadline), None if failure else self._writer)
            if failure and made.measures:
                made = replace(made, warnings=(failure, *made.warnings))
            failure = failure or made.failure
            return made

        return draft

    def _drafted(
        self, case: Case, model: LanguageModel | None, without: Collection[str] = (), also: Collection[str] = ()
    ) -> Draft:
        laws = self._laws.generation if self._laws else None
        searched = Searched(self._generation(), laws, datetime.date.today())
        return draft_measures(case, searched, problem_reader(), without, also, model)

    @cached_property
    def _laws(self) -> Library | None:
        """The national laws that ship with the product, made ready when they are first needed; None where they are off."""
        if not self.settings.laws:
            return None
        laws = Library(self.settings.data / "laws", load_embedding(self.settings.model), adapts=False)
        have = {document.name for document in laws.documents()}
        shipped = [Source(path, f"{MARK_OF_LAWS}{path.name}") for path in law_files()]
        laws.add([source for source in shipped if source.name not in have])
        return laws

    def _gather(self, question: Question, only: Filter | None = None, deadline: Deadline = NO_DEADLINE) -> Evidence:
        reader = shipped_reader() if self.settings.reads else None
        return gather(question, self._generation(), only, self._reranker, reader, deadline)

    def _generation(self) -> Generation:
        generation = self._library.generation
        if generation is None:
            raise InputError("库中还没有文件，请先用 assistant add 文件或文件夹 收录")
        return generation

    def _lexicon(self) -> dict[str, tuple[str, ...]]:
        return dict(load_lexicon(self.settings.data / "lexicon.tsv"))


def _of(document: IndexedDocument, only: Filter | None) -> Filter:
    """A filter narrowed to one document."""
    return replace(only or Filter(), documents=frozenset([document.name]))


def _unsaid(question: Question) -> str:
    """Why nothing is said although clauses were found that bear on the question."""
    kind = lacking(question.text, "")
    return f"文件未提及：有关条款没有写明{kind}" if kind else "文件未提及：没有找到可以逐字引用的原文"


def _out_of_force(citations: Sequence[Citation], stands: Mapping[int, Validity]) -> list[str]:
    """That what is cited is not in force, or was changed, and what says so."""
    told = []
    for citation in citations:
        validity = stands[citation.number]
        others = [basis for basis in validity.by if basis.document != citation.document]
        if validity.state in OUT_OF_FORCE or (validity.state == "已修改" and others):
            by = f"（{others[0].document} {others[0].clause}：{' '.join(others[0].quote.split())}）" if others else ""
            told.append(f"[{citation.number}] 所引{validity.state}{by}")
    return list(dict.fromkeys(told))


def _doubts(citations: Sequence[Citation], generation: Generation) -> list[str]:
    """What the reader must know of what is cited: that it was recognised from a picture, say, or commands a machine."""
    pages = [
        f"[{citation.number}] {warning.text}"
        for citation in citations
        for warning in generation.warnings(citation.document)
        if warning.page in (None, citation.page)
    ]
    return pages + [f"[{citation.number}] {MARK}" for citation in citations if commands_machine(citation.quote)]


def _case(issue: str, unit: str | None, deadline: str | None) -> Case:
    return Case(_asked(issue, ISSUE), (unit or "").strip() or None, (deadline or "").strip() or None)


def _asked(text: str, longest: int = QUESTION) -> str:
    if not text.strip():
        raise InputError("问题是空的，请输入要问的内容")
    if len(text.strip()) > longest:
        raise InputError(
            f"输入有 {len(text.strip())} 个字，最多 {longest} 个字：请概括后再问；整份文件请收录到文库，或逐个问题拟稿"
        )
    return text.strip()
