"""Options that narrow a search, as the filters of the page do."""

import argparse

from index import Filter


def add_filter_options(parser: argparse.ArgumentParser) -> None:
    """Let a command look in a part of the library only; an option given twice allows both."""
    group = parser.add_argument_group("筛选（同一选项可重复，取其一；不同选项须同时符合）")
    group.add_argument("--document", action="append", default=[], metavar="NAME", help="只在这个文件中")
    group.add_argument("--region", action="append", default=[], metavar="R", help="只在这个地区的文件中，如 某某县")
    group.add_argument("--year", action="append", default=[], type=int, metavar="Y", help="只在这一年的文件中")
    group.add_argument("--kind", action="append", default=[], metavar="K", help="只在这个文种中，如 通知")
    group.add_argument("--unit", action="append", default=[], metavar="U", help="只在这个单位（联合）印发的文件中")


def read_filter(options: argparse.Namespace) -> Filter:
    """The filter that the options describe."""
    return Filter(
        frozenset(options.document),
        frozenset(options.kind),
        frozenset(options.region),
        frozenset(options.year),
        frozenset(options.unit),
    )
