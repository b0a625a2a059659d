"""What can go wrong with an index; `corpus.errors` has the base."""

from corpus.errors import KnownError


class DataDirectoryError(KnownError):
    """A data directory that is not ours, cannot be written, is damaged, or holds an index that this version cannot read."""


class DiskFullError(KnownError):
    """No room for a change; the library is as it was."""


class ModelMismatchError(KnownError):
    """An index whose vectors another embedding model made: searching it would compare what cannot be compared."""


class UnknownDocumentError(KnownError):
    """A document that is not in the index."""
