"""`chartnest` as a vendor with an account uses it, process by process: keyring, bucket, stack."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from core.rehearsal.options import Options
from tests.core.deployment.conftest import serving
from tests.support.charts import chart_files, written
from tests.support.secret_service import secret_service

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.rehearsal.rehearsal import Rehearsal

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="gnome-keyring is a Linux program")

SERVICES = ("ROS", "CS", "STS", "OSS")
CHARTNEST = "from core.cli import main; main()"
PLAN = """\
apiVersion: chartnest/v2
name: cloudshop
account:
  profile: work
  region: cn-hangzhou
cluster:
  id: CLUSTER
chart:
  path: ./shop
release:
  name: cloudshop
  namespace: store
  timeout: 2m
values: |
  greeting: hello
delivery:
  image: {reference: registry.example.com/tools/helm:3.17.3, helm: 3.17.3}
  hosting:
    bucket: charts
"""


@pytest.fixture(scope="module")
def cloud() -> Iterator[Rehearsal]:
    with serving(Options()) as running:
        yield running


@pytest.fixture
def environment(home: Path, cloud: Rehearsal) -> Iterator[dict[str, str]]:
    """Give a keyring, endpoints that lead to the rehearsal, and a proxy that must not be asked."""
    with secret_service(home) as keyring:
        yield {
            **os.environ,
            **keyring,
            **{f"CHARTNEST_ENDPOINT_{service}": cloud.endpoint for service in SERVICES},
            "HTTP_PROXY": "http://127.0.0.1:9",
        }


def chartnest(environment: dict[str, str], *words: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", CHARTNEST, *map(str, words)],
        cwd=Path(__file__).parents[2],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def with_key(environment: dict[str, str], secret: str, cloud: Rehearsal) -> dict[str, str]:
    return {
        **environment,
        "ALIBABA_CLOUD_ACCESS_KEY_ID": cloud.credentials.access_key_id,
        "ALIBABA_CLOUD_ACCESS_KEY_SECRET": secret,
    }


def files_with(text: str, folder: Path) -> list[Path]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return [path for path in files if text.encode() in path.read_bytes()]


def test_an_account_and_its_deployment_from_beginning_to_end(
    environment: dict[str, str], cloud: Rehearsal, home: Path, tmp_path: Path
) -> None:
    secret = cloud.credentials.access_key_secret
    added = chartnest(with_key(environment, secret, cloud), "account", "add", "work")
    assert added.returncode == 0, added.stderr
    assert "GNOME Keyring" in added.stdout
    listed = chartnest(environment, "account", "list", "--json")
    assert [account["name"] for account in json.loads(listed.stdout)["accounts"]] == ["work"]
    verified = chartnest(environment, "account", "verify", "work")
    assert "work is root (Account)" in verified.stdout

    written(tmp_path, chart_files("shop"))
    plan = tmp_path / "plan.yaml"
    plan.write_text(PLAN.replace("CLUSTER", cloud.cluster_id))
    launched = chartnest(environment, "launch", plan, "--json")
    assert launched.returncode == 0, launched.stderr
    deployment = json.loads(launched.stdout)["deployment"]
    assert (deployment["status"], deployment["account"]) == ("CREATE_COMPLETE", "work")
    listed = chartnest(environment, "list")
    assert f"{deployment['id']}  CREATE_COMPLETE  work" in listed.stdout
    deleted = chartnest(environment, "delete", deployment["id"])
    assert "DELETE_COMPLETE" in deleted.stdout
    assert "Kept on purpose: Namespace store" in " ".join(deleted.stdout.split())

    assert files_with(secret, home) == []
    assert secret not in launched.stdout + launched.stderr
    assert chartnest(environment, "account", "remove", "work").returncode == 0
    gone = chartnest(environment, "account", "verify", "work")
    assert (gone.returncode, "No account is called work" in gone.stderr) == (2, True)


def test_without_a_keyring_the_environment_holds_the_account(
    home: Path, cloud: Rehearsal, tmp_path: Path
) -> None:
    environment = with_key(
        {
            **os.environ,
            **{f"CHARTNEST_ENDPOINT_{service}": cloud.endpoint for service in SERVICES},
            "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nonexistent",
        },
        cloud.credentials.access_key_secret,
        cloud,
    )
    verified = chartnest(environment, "account", "verify", "work")
    assert "work is root (Account)" in verified.stdout, verified.stderr
    written(tmp_path, chart_files("shop"))
    plan = tmp_path / "plan.yaml"
    text = PLAN.replace("CLUSTER", cloud.cluster_id).replace("cloudshop", "serverless")
    plan.write_text(text)
    launched = chartnest(environment, "launch", plan)
    assert "CREATE_COMPLETE" in launched.stdout, launched.stderr
    assert "DELETE_COMPLETE" in chartnest(environment, "delete", "serverless").stdout
    assert files_with(cloud.credentials.access_key_secret, home) == []


def test_a_wrong_secret_is_refused_with_exit_code_3(
    environment: dict[str, str], cloud: Rehearsal
) -> None:
    wrong = with_key(environment, "planted-wrong-secret", cloud)
    assert chartnest(wrong, "account", "add", "wrong").returncode == 0
    refused = chartnest(environment, "account", "verify", "wrong")
    assert refused.returncode == 3
    assert "secret does not belong to the AccessKey ID" in refused.stderr
    assert "planted" not in refused.stderr
