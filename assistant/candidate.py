"""A clause that a search found, with what is known of it in the light of the question."""

from collections.abc import Mapping
from dataclasses import dataclass

from llama_index.core.schema import TextNode

from corpus import Letterhead


@dataclass(frozen=True)
class Candidate:
    """A clause with its letterhead, the learned score by which candidates are ordered, and the features behind it."""

    node: TextNode
    letterhead: Letterhead
    score: float
    features: Mapping[str, float]

    @property
    def document(self) -> str:
        """Name of its document."""
        return str(self.node.metadata["document"])

    @property
    def address(self) -> str:
        """Where in its document it stands."""
        return str(self.node.metadata["address"])
