"""How a command is declared: its name, what runs it, its help, and the option that every command has."""

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING

from assistant.assistant import Assistant

if TYPE_CHECKING:
    from argparse import _SubParsersAction

Run = Callable[[Assistant, argparse.Namespace], int]
"""Runs a command and returns the exit status."""


class Commands:
    """The commands of the program, to which each group adds its own."""

    def __init__(self, subparsers: "_SubParsersAction[argparse.ArgumentParser]") -> None:
        self._subparsers = subparsers

    def add(self, name: str, run: Run, help_text: str) -> argparse.ArgumentParser:
        """Declare a command; returns its parser, to which options are added."""
        parser = self._subparsers.add_parser(name, help=help_text, description=help_text)
        parser.add_argument("--data", metavar="DIR", help="数据目录（默认取 ASSISTANT_DATA，再默认 ./data）")
        parser.set_defaults(run=run)
        return parser
