from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import jinja2
import pytest

from core.delivery import ros_template
from core.delivery.bundle import make_bundle
from core.delivery.ros_template import (
    TemplateDiffers,
    UnquotedBlank,
    UnreadableTemplate,
    read_template,
    write_template,
)
from core.paths import TEMPLATES
from tests.support.plans import chart_for, plan_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FOLDER = TEMPLATES / "ros"
FILTER = re.compile(r" \| yaml(\(\d+\))?")
FILTERS = [
    (path.name, found.start())
    for path in sorted(FOLDER.glob("*.yaml"))
    for found in FILTER.finditer(path.read_text())
]


@pytest.fixture
def templates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return a copy of our templates that is used instead of them."""
    shutil.copytree(FOLDER, tmp_path / "ros")
    monkeypatch.setattr(ros_template, "TEMPLATES", tmp_path)
    ros_template._environment.cache_clear()
    yield tmp_path / "ros"
    ros_template._environment.cache_clear()


def write_all() -> None:
    secrets = [
        {
            "path": "auth.password",
            "type": "number",
            "secret": True,
            "description": "Given by the shop.",
        },
    ]
    chart = {"url": "https://a.aliyuncs.com/shop.tgz", "login": {"username": "bot"}}
    for method, output in (
        ("hook", {"notes": True}),
        ("job", {"notes": True}),
        ("direct", {"service": "shop"}),
    ):
        plan = plan_of(method, output=output, chart=chart, parameters=secrets, values="a: 1\n")
        make_bundle(plan, chart_for(plan.chart))


def test_all_templates_of_ours_can_be_written() -> None:
    write_all()


@pytest.mark.parametrize(("name", "at"), FILTERS, ids=str)
def test_no_blank_of_ours_can_lose_its_quoting(templates: Path, name: str, at: int) -> None:
    text = (templates / name).read_text()
    (templates / name).write_text(text[:at] + FILTER.sub("", text[at:], count=1))
    with pytest.raises(UnquotedBlank):
        write_all()


def test_a_name_nobody_gave_is_an_error(templates: Path) -> None:
    (templates / "x.yaml").write_text("a: [[ unknown | yaml ]]\n")
    with pytest.raises(jinja2.UndefinedError, match="unknown"):
        write_template("x.yaml")


def test_text_that_would_change_the_template_around_it_is_caught(templates: Path) -> None:
    (templates / "x.yaml").write_text("a:\n  b: [[ value | yaml(1) ]]\n")
    with pytest.raises((TemplateDiffers, UnreadableTemplate)):
        write_template("x.yaml", value={"c": 1, "d": 2})


def test_braces_of_helm_and_compute_nest_are_plain_text(templates: Path) -> None:
    (templates / "x.yaml").write_text("a: '{{ computenest::file::x }}{% if %}{# #}'\n")
    assert write_template("x.yaml")[1] == {"a": "{{ computenest::file::x }}{% if %}{# #}"}


def test_short_tags_are_read_as_functions() -> None:
    text = "a: !Ref B\nc: !GetAtt D.E.F\ng: !Sub ['${x}', {x: !Ref Y}]\nh: !GetAtt [I, J]\n"
    assert read_template(text) == {
        "a": {"Ref": "B"},
        "c": {"Fn::GetAtt": ["D", "E.F"]},
        "g": {"Fn::Sub": ["${x}", {"x": {"Ref": "Y"}}]},
        "h": {"Fn::GetAtt": ["I", "J"]},
    }


def test_dates_stay_text() -> None:
    assert read_template("a: 2015-09-01\n") == {"a": "2015-09-01"}


@pytest.mark.parametrize("text", ["a: 1\na: 2\n", "- a\n", "a: [\n", "a: &x 1\n  b: 2\n"])
def test_what_is_no_template_is_refused_with_the_place(text: str) -> None:
    with pytest.raises(UnreadableTemplate):
        read_template(text)
