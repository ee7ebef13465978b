"""Each remedy played: a failure is provoked, what the program advises is done, and it works."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from core.rehearsal.inventory import inventory
from core.rehearsal.process import find
from tests.support import tools
from tests.support.charts import chart_files, written
from tests.support.command_line import Said, chartnest
from tests.support.servers import end

if TYPE_CHECKING:
    from pathlib import Path

    from core.rehearsal.rehearsal import Rehearsal

MAP = """\
apiVersion: v1
kind: ConfigMap
metadata: {name: "{{ .Values.name }}"}
data: {color: "{{ .Values.color }}"}
"""
NOTHING = """\
apiVersion: shop.example/v1
kind: Nothing
metadata: {name: nothing, annotations: {helm.sh/hook: "{{ .Values.hook }}"}}
"""
KEPT = """\
apiVersion: v1
kind: ConfigMap
metadata: {name: "{{ .Release.Name }}-kept", annotations: {helm.sh/resource-policy: keep}}
"""


@pytest.fixture(scope="module", autouse=True)
def home(shared_home: Path) -> Path:
    """Use one home, and so one rehearsal, for the module."""
    return shared_home


class Shop:
    """A plan of one ConfigMap in a folder of its own, launched into a namespace of its own."""

    def __init__(self, folder: Path, name: str) -> None:
        self.name = name
        self._folder = folder
        self._templates = {"map.yaml": MAP}

    def add(self, **templates: str) -> None:
        self._templates |= {f"{name}.yaml": text for name, text in templates.items()}

    def plan(self, namespace: str = "", **values: str) -> Path:
        """Write the plan with other values; each name gets a file of its own."""
        default = "name: settings\ncolor: red\nhook: pre-delete\n"
        files = chart_files("shop", values=default, templates=self._templates)
        written(self._folder, files)
        document: dict[str, Any] = {
            "apiVersion": "chartnest/v2",
            "name": self.name,
            "cluster": {"parameter": True},
            "chart": {"path": "./shop"},
            "release": {"name": self.name, "namespace": namespace or self.name, "timeout": "1m"},
            "values": yaml.safe_dump(values) if values else "",
        }
        path = self._folder / f"{self.name}.yaml"
        path.write_text(yaml.safe_dump(document))
        return path


@pytest.fixture
def shop(tmp_path: Path, request: pytest.FixtureRequest) -> Shop:
    return Shop(tmp_path, re.sub("[^a-z]+", "-", request.node.name)[5:35].strip("-"))


def launch(plan: Path) -> Said:
    return chartnest("launch", plan, "--rehearse", "--no-check")


def update(shop: Shop, **values: str) -> Said:
    return chartnest("update", shop.name, shop.plan(**values), "--no-check")


def advised(said: Said, *commands: str) -> None:
    """Check that a failure advises these commands, in this order."""
    assert said.code == 1, said.out
    found = re.findall(r"chartnest (\w+)", said.err)
    assert found == list(commands), said.err


def test_a_creation_that_failed_for_its_values_is_deleted_and_launched(shop: Shop) -> None:
    advised(launch(shop.plan(name="Bad_Name")), "delete")
    refused = chartnest("update", shop.name, shop.plan(name="good"))
    assert refused.code == 3
    assert "ROS updates no stack in this state." in refused.err
    assert f"`chartnest delete {shop.name}" in refused.err
    again = launch(shop.plan(name="good"))
    assert again.code == 2
    assert "Or choose another release name or namespace." in again.err
    assert chartnest("delete", shop.name).code == 0
    assert launch(shop.plan(name="good")).code == 0


def test_an_update_that_failed_for_its_values_is_updated_again(shop: Shop) -> None:
    assert launch(shop.plan(name="good")).code == 0
    advised(update(shop, name="Bad_Name"), "update")
    assert update(shop, name="better").code == 0


@pytest.mark.matrix
def test_what_nobody_may_change_is_left_as_it_was(shop: Shop) -> None:
    shop.add(map=MAP + "immutable: true\n")
    assert launch(shop.plan(color="red")).code == 0
    said = update(shop, color="blue")
    advised(said, "update")
    assert "leave it as it was" in said.err
    assert update(shop, color="red").code == 0


def test_an_object_of_another_release_is_left_by_choosing_another_namespace(
    shop: Shop, tmp_path: Path
) -> None:
    first = Shop(tmp_path, f"first-{shop.name}")
    assert launch(first.plan()).code == 0
    said = launch(shop.plan(namespace=first.name))
    advised(said, "continue", "delete")
    assert f"ConfigMap settings in the namespace {first.name} belongs to somebody else" in said.err
    assert "choose another namespace" in said.err
    assert chartnest("delete", shop.name).code == 0
    assert launch(shop.plan()).code == 0


@pytest.mark.matrix
def test_an_object_of_another_release_that_is_removed_lets_the_creation_go_on(
    shop: Shop, tmp_path: Path
) -> None:
    first = Shop(tmp_path, f"first-{shop.name}")
    assert launch(first.plan()).code == 0
    advised(launch(shop.plan(namespace=first.name)), "continue", "delete")
    assert chartnest("delete", first.name).code == 0
    assert chartnest("continue", shop.name).code == 0


@pytest.mark.matrix
def test_a_kind_that_the_cluster_lacks_is_switched_off(shop: Shop) -> None:
    shop.add(
        odd="{{ if eq .Values.color `odd` }}"
        + NOTHING.split("annot", maxsplit=1)[0]
        + "}\n{{ end }}"
    )
    said = launch(shop.plan(color="odd"))
    advised(said, "continue", "delete")
    assert "no kind Nothing of shop.example/v1" in said.err
    assert chartnest("delete", shop.name).code == 0
    assert launch(shop.plan()).code == 0


@pytest.mark.parametrize("helm", ["own", pytest.param(tools.NEWEST, marks=pytest.mark.matrix)])
def test_a_broken_hook_does_not_keep_a_stack_from_being_deleted(
    shop: Shop, helm: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if helm == "own":  # a server of its own, that finds no other
        monkeypatch.setenv("CHARTNEST_HOME", str(tmp_path / "home"))
        monkeypatch.setenv("PATH", os.defpath)
    shop.add(hook=NOTHING)
    launched = launch(shop.plan())
    assert launched.code == 0, launched.err
    deleted = chartnest("delete", shop.name)
    if helm == "own" and (running := find()):
        end(running)
    assert deleted.code == 0, deleted.err


def test_what_the_chart_keeps_is_said_when_it_is_deleted(
    shop: Shop, shared_rehearsal: Rehearsal
) -> None:
    shop.add(kept=KEPT)
    assert launch(shop.plan()).code == 0
    deleted = chartnest("delete", shop.name)
    assert f"Kept on purpose: ConfigMap {shop.name}-kept in {shop.name}" in deleted.out
    assert any(f"{shop.name}-kept" in str(each) for each in inventory(shared_rehearsal))
