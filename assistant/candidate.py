"""A clause that a search found, with what is known of it in the light of the question."""

from collections.abc import Mapping
from dataclasses import dataclass

from llama_index.core.schema import TextNode

from corpus import Letterhead
from index import Generation
from index.encoder import Read

NAMED = 10.0
"""The score of a clause that the question cites by its address: it comes first whatever it says."""


@dataclass(frozen=True)
class Candidate:
    """A clause with its letterhead, the learned score by which candidates are ordered, and the features behind it.

    `reads` is what a reader said of it: for the question, then for each of its parts where it has several; empty where it
    was not read.
    """

    node: TextNode
    letterhead: Letterhead
    score: float
    features: Mapping[str, float]
    reads: tuple[Read, ...] = ()

    @property
    def document(self) -> str:
        """Name of its document."""
        return str(self.node.metadata["document"])

    @property
    def address(self) -> str:
        """Where in its document it stands."""
        return str(self.node.metadata["address"])


def table_rows(candidate: Candidate, generation: Generation) -> list[TextNode]:
    """The rows of the table that a candidate is a row of, in order; none where it is no row."""
    metadata = candidate.node.metadata
    if metadata["kind"] != "row":
        return []
    clauses = generation.document(candidate.document).clauses
    return [
        node for node in clauses if node.metadata["kind"] == "row" and node.metadata["columns"] == metadata["columns"]
    ]
