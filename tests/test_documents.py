"""What the documents name exists: paths, modules, make targets, command lines, options."""

from __future__ import annotations

import argparse
import re
import shlex
from pkgutil import resolve_name
from typing import TYPE_CHECKING, Final

import pytest

from core.cli import _parser
from core.cli.commands import COMMANDS
from core.paths import ROOT
from core.rehearsal.cloud.actions import ACTIONS
from core.rehearsal.stack.resources.types import TYPES

if TYPE_CHECKING:
    from collections.abc import Iterator

DOCUMENTS: Final = ("README.md", "CONTRIBUTING.md", "docs/ARCHITECTURE.md", "docs/FIDELITY.md")
MOST_LINES: Final = {"docs/ARCHITECTURE.md": 150, "docs/FIDELITY.md": 80, "CONTRIBUTING.md": 80}

_FENCED = re.compile(r"^```\w*\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_SPAN = re.compile(r"`([^`\n]+)`")
_LINK = re.compile(r"\]\(([^)]+)\)")
_PATH = re.compile(r"[\w.-]+(/[\w.-]+)+/?|[\w-]+\.(md|py|toml)|Makefile")
_MODULE = re.compile(r"(core|gui|tests)(\.\w+)+")
_TARGET = re.compile(r"^(\w[\w-]*):", re.MULTILINE)
# What stands for the argument of an option that takes only some.
_FILLED: Final = {"VERSION": "1.33"}
# Shaped like paths, and none: versions of the plan file, files a command makes.
_NO_PATHS: Final = {"chartnest/v2", "build/bench.json"}
# Both faces take these; they are taken out before a command's own parser sees the words.
_OF_ALL: Final = {"--json", "--debug", "--help", "--version"}


def text_of(document: str) -> str:
    return (ROOT / document).read_text("utf-8")


def spans(document: str) -> list[str]:
    return _SPAN.findall(_FENCED.sub("", text_of(document)))


def commands(document: str) -> Iterator[list[str]]:
    """Yield every command line of a document as words, without comments and variables."""
    fenced = "\n".join(_FENCED.findall(text_of(document)))
    for line in (*spans(document), *fenced.splitlines()):
        if "…" not in line:
            yield [word for word in shlex.split(line, comments=True) if "=" not in word]


def options_of(parser: argparse.ArgumentParser) -> Iterator[str]:
    for action in parser._actions:
        yield from action.option_strings
        if isinstance(action, argparse._SubParsersAction):
            for each in action.choices.values():
                yield from options_of(each)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_path_is_there(document: str) -> None:
    paths = [span for span in spans(document) if _PATH.fullmatch(span) and span not in _NO_PATHS]
    missing = [path for path in paths if not (ROOT / path).exists()]
    assert missing == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_link_leads_somewhere(document: str) -> None:
    links = _LINK.findall(text_of(document))
    assert [link for link in links if not (ROOT / document).parent.joinpath(link).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_module_and_what_is_named_in_it_is_there(document: str) -> None:
    for span in spans(document):
        if _MODULE.fullmatch(span):
            resolve_name(span)  # raises, and names it


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_make_target_is_there(document: str) -> None:
    targets = set(_TARGET.findall(text_of("Makefile")))
    named = {words[1] for words in commands(document) if words[:1] == ["make"] and words[1:]}
    assert named <= targets


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_command_line_is_understood(document: str) -> None:
    for words in commands(document):
        if words[:1] != ["chartnest"] or words[1:] in ([], ["--help"]):
            continue
        own = [_FILLED.get(word, word) for word in words[1:] if word not in _OF_ALL]
        if own[0] == "window":
            assert len(own) <= 2
            continue
        assert _parser(own).parse_args(own).run


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_option_is_one(document: str) -> None:
    known = {option for name in COMMANDS for option in options_of(_parser([name]))} | _OF_ALL
    named = {span.split()[0] for span in spans(document) if span.startswith("--")}
    assert named <= known


def test_fidelity_names_every_action_and_every_resource_type_that_a_rehearsal_has() -> None:
    named = set(spans("docs/FIDELITY.md"))
    assert named >= set(ACTIONS)
    assert {each for each in named if each.startswith(("ALIYUN::", "DATASOURCE::"))} == set(TYPES)


def test_the_shapes_of_every_command_are_told() -> None:
    told = " ".join(spans("core/cli/README.md")).split()
    assert set(COMMANDS) <= set(told)


@pytest.mark.parametrize("document", MOST_LINES)
def test_it_is_short_enough_to_be_read(document: str) -> None:
    assert len(text_of(document).splitlines()) <= MOST_LINES[document]
