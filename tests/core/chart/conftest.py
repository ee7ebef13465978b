"""What the tests of charts share: web servers on this computer, and each way to render."""

from __future__ import annotations

import builtins
from typing import TYPE_CHECKING, Any

import pytest

from tests.support import tools
from tests.support.chart_server import Certificate, ChartServer

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def server() -> Iterator[ChartServer]:
    with ChartServer() as server:
        yield server


@pytest.fixture
def other_server() -> Iterator[ChartServer]:
    with ChartServer() as server:
        yield server


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    return Certificate(tmp_path_factory.mktemp("certificate"))


@pytest.fixture
def no_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the Helm engine be missing, as on an Intel Mac."""
    import_module = builtins.__import__

    def without_engine(name: str, *args: Any, **kwargs: Any) -> Any:
        if name == "helm_python":
            raise ImportError(name)
        return import_module(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", without_engine)


@pytest.fixture(params=["engine", "3.8.1", "4.3.1"])
def renderer(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Render with the engine, and again with each of two Helm commands in its place."""
    if request.param != "engine":
        request.getfixturevalue("no_engine")
        helm_on_path(monkeypatch, request.param)


def helm_on_path(monkeypatch: pytest.MonkeyPatch, version: str) -> None:
    monkeypatch.setenv("PATH", str(tools.helm(version).parent))
