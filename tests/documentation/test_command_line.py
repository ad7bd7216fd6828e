"""The reference of the command line tells of every command what it says itself."""

from __future__ import annotations

import re

from tests.documentation.command_line import PAGE, command_line_page, commands


def test_the_page_holds_what_each_command_says():
    page = PAGE.read_text(encoding="utf-8")
    # Versions of Python break the lines of usage differently.
    assert page.split() == command_line_page().split(), "run `make codebook`"


def test_every_command_and_option_is_there():
    sections = dict(
        re.findall(r"^## imcwp-data (\w+)\n(.*?)(?=^## |\Z)", PAGE.read_text(encoding="utf-8"), re.M | re.S)
    )
    assert set(sections) == set(commands())
    for name, parser in commands().items():
        for action in parser._actions:
            for option in action.option_strings:
                assert option in sections[name]
