"""Open the chat page: `python app.py`, or `assistant serve` with options."""

import sys

from assistant.cli import main

if __name__ == "__main__":
    sys.exit(main(["serve", *sys.argv[1:]]))
