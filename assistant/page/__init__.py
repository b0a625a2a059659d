"""The chat page. It holds formatting only: everything it shows comes from `Assistant`."""

from assistant.page.app import open_page

__all__ = ["open_page"]
