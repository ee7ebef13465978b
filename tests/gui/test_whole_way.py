"""From the account to decoded outputs and back out again, by clicks and typing alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.deployment.history import History
from gui.demo import Demo

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from tests.support.window import Driver


def test_a_person_clicks_the_whole_way_from_account_to_decoded_outputs(
    driver: Driver, home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Demo(driver.window, tmp_path, ()).walk()
    seen = capsys.readouterr().out
    assert "ConfigMap/teahouse-page, Service/teahouse, Deployment/teahouse" in seen
    assert "CREATE_COMPLETE" in seen
    assert "欢迎光临 · Welcome: 3 pod(s) serve 3 teas in namespace tea." in seen
    (deployment,) = History(home / "history.sqlite").deployments()
    assert deployment.status == "DELETE_COMPLETE"
    assert deployment.namespace == "tea"
