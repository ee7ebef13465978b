"""Bad input gets exit code 2 and one clear line each, and nothing is started for it."""

from __future__ import annotations

import io
import random
import socket
import tarfile
from typing import TYPE_CHECKING

import pytest

from core.rehearsal.process import find
from tests.core.cli.conftest import PLAN, Said
from tests.support.chart_server import ChartServer
from tests.support.charts import chart_files, raw_archive, written

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


DEAD_CLUSTER = """\
apiVersion: v1
clusters: [{name: a, cluster: {server: "http://127.0.0.1:9"}}]
contexts: [{name: a, context: {cluster: a, user: a}}]
users: [{name: a, user: {}}]
current-context: a
"""


def _refused(said: Said, *words: str) -> None:
    """Assert exit code 2 and, warnings apart, a single line on stderr that says all of `words`."""
    lines = [line for line in said.err.splitlines() if not line.startswith("warning: ")]
    assert said.code == 2, said
    assert said.out == ""
    assert len(lines) == 1, said.err
    assert all(word in lines[0] for word in words), lines[0]
    assert "Traceback" not in said.err


@pytest.fixture(autouse=True)
def nothing_is_started() -> Iterator[None]:
    yield
    assert find() is None


@pytest.fixture(params=["check", "launch"])
def refused(
    request: pytest.FixtureRequest, chartnest: Callable[..., Said], plan_file: Path
) -> Callable[..., None]:
    """Check, and launch, a plan of this text; it is refused with these words."""

    def call(text: str, *words: str) -> None:
        plan_file.write_text(text)
        command = {"check": ["plan", "check"], "launch": ["launch", "--rehearse"]}
        _refused(chartnest(*command[request.param], plan_file), *words)

    return call


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("name: shop\n", "name: [shop\n", ("plan.yaml:3", "not YAML")),
        ("name: shop\n", "\tname: shop\n", ("plan.yaml:2:1", "tab")),
        ("name: shop\n", "name: shop\nnaem: x\n", ("plan.yaml:3:1", "naem", "name")),
        ("name: shop\n", "name: 7\n", ("plan.yaml:2:7", "quotes")),
        ("timeout: 2m", "timeout: soon", ("release.timeout", "10m")),
        ("  path: ./shop\n", "  path: ./nowhere\n", ("nowhere", "such file")),
        ("chart:\n  path: ./shop\n", "", ("chart", "missing", "oci")),
        ("namespace: store", "namespace: My_Store", ("release.namespace", "My_Store")),
        ("release:\n  name: shop", f"release:\n  name: {'s' * 54}", ("release.name", "53")),
        ("name: shop\n", "name: 1shop\n", ("name", "1shop", "letter")),
        (
            "cluster:",
            "account: {region: cn-hangzou}\ncluster:",
            ("account.region", "Did you mean cn-hangzhou?"),
        ),
        ("greeting: hello", "greeting: {", ("plan.yaml:13", "values")),
        ("values: |", "values:", ("values: |",)),
    ],
)
def test_a_mistake_in_the_plan_is_one_line_at_its_place(
    refused: Callable[..., None], before: str, after: str, words: tuple[str, ...]
) -> None:
    refused(PLAN.replace(before, after, 1), *words)


def test_a_secret_in_the_values_is_refused_and_not_shown(refused: Callable[..., None]) -> None:
    text = PLAN.replace("greeting: hello", "auth: {word: hunter2}")
    refused(
        f"{text}parameters:\n  - path: auth.word\n    secret: true\n",
        "auth.word",
        "asked for at launch",
    )


def test_values_of_two_mebibytes_are_refused(refused: Callable[..., None]) -> None:
    refused(PLAN.replace("hello", "x" * 2 * 1024 * 1024), "values", "1048576")


def test_a_missing_plan_is_named(chartnest: Callable[..., Said], tmp_path: Path) -> None:
    _refused(chartnest("plan", "check", tmp_path / "none.yaml"), "none.yaml", "plan new")


def test_a_web_page_is_no_chart(refused: Callable[..., None]) -> None:
    with ChartServer() as server:
        url = server.put("/shop.tgz", b"<!doctype html><title>Sign in</title>", "text/html")
        refused(PLAN.replace("path: ./shop", f"url: {url}"), "HTML page", "Sign in")


def test_an_archive_that_climbs_out_is_refused(
    refused: Callable[..., None], plan_file: Path
) -> None:
    archive = raw_archive(("shop/Chart.yaml", b"name: shop"), ("shop/../../etc/passwd", b"x"))
    plan_file.with_name("shop.tgz").write_bytes(archive)
    refused(PLAN.replace("./shop", "shop.tgz"), "refused", "/shop.tgz: shop/../../etc/passwd")
    assert not (plan_file.parent.parent / "etc").exists()


@pytest.mark.parametrize("content", [b"", b"no archive at all", b"\x1f\x8b broken"])
def test_a_file_that_is_no_archive_is_named(
    refused: Callable[..., None], plan_file: Path, content: bytes
) -> None:
    plan_file.with_name("shop.tgz").write_bytes(content)
    refused(PLAN.replace("./shop", "shop.tgz"), "/shop.tgz is not a Helm chart")


def test_a_bomb_of_a_gigabyte_is_refused(refused: Callable[..., None], plan_file: Path) -> None:
    plan_file.with_name("bomb.tgz").write_bytes(_bomb(1 << 30))
    refused(PLAN.replace("./shop", "bomb.tgz"), "refused", "/bomb.tgz: zeros is larger")


def _bomb(size: int) -> bytes:
    """Return a small archive with one file of `size` zeros."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz", compresslevel=1) as archive:
        member = tarfile.TarInfo("shop/zeros")
        member.size = size
        archive.addfile(member, _Zeros())
    return packed.getvalue()


class _Zeros(io.RawIOBase):
    def read(self, size: int = -1) -> bytes:
        return bytes(size)


def test_values_that_break_the_schema_are_refused_at_their_line(
    refused: Callable[..., None], plan_file: Path
) -> None:
    schema = b'{"properties": {"greeting": {"type": "string", "minLength": 9}}}'
    written(plan_file.parent, {**chart_files("shop"), "values.schema.json": schema})
    refused(PLAN, "plan.yaml:12", "greeting", "9")


def test_a_template_error_is_refused_with_file_and_line(
    refused: Callable[..., None], plan_file: Path
) -> None:
    broken = {**chart_files("shop"), "templates/broken.yaml": b'a: 1\n{{ fail "no luck" }}'}
    written(plan_file.parent, broken)
    refused(PLAN, "templates/broken.yaml", "no luck")


def test_a_template_that_ros_refuses_for_its_size_is_refused(
    refused: Callable[..., None],
) -> None:
    text = PLAN.replace("greeting: hello", "greeting: " + "é" * 300_000)
    refused(f"{text}  method: job\n", "524288")


def test_a_release_record_over_helms_limit_is_refused(
    refused: Callable[..., None], plan_file: Path
) -> None:
    noise = random.Random(1).randbytes(600_000)
    written(plan_file.parent, {**chart_files("shop"), "files/noise": noise})
    refused(PLAN, "plan.yaml:6", "1024000")


@pytest.mark.parametrize("command", [("plan", "check"), ("launch", "--rehearse")])
def test_all_that_must_be_mended_is_said_at_once_in_the_chart_and_in_the_plan(
    chartnest: Callable[..., Said], plan_file: Path, command: tuple[str, ...]
) -> None:
    noise = random.Random(1).randbytes(1_200_000)
    written(plan_file.parent, {**chart_files("shop"), "files/noise": noise})
    said = chartnest(*command, plan_file)
    assert said.code == 2
    of_the_chart, of_the_plan = said.err.splitlines()
    assert "plan.yaml: files/noise: Helm would keep" in of_the_chart
    assert "plan.yaml:6:9: chart.path: Helm would keep" in of_the_plan


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--kubeconfig", "{folder}/none"], ["none", "No such file"]),
        (["--kubeconfig", "{folder}/dead"], ["dead", "does not answer"]),
        (["--state", "{folder}/dead"], ["dead", "not a database"]),
        (["--state", "{folder}/dead/state"], ["dead", "cannot be used"]),
        (["--port", "99999"], ["99999"]),
        (["--port", "{taken}"], ["{taken}", "Address already in use"]),
    ],
    ids=["no-kubeconfig", "silent-cluster", "no-state", "no-folder", "no-port", "taken-port"],
)
def test_a_rehearsal_that_cannot_serve_says_why_in_one_line(
    chartnest: Callable[..., Said], tmp_path: Path, options: list[str], words: list[str]
) -> None:
    (tmp_path / "dead").write_text(DEAD_CLUSTER)
    with socket.create_server(("127.0.0.1", 0)) as other:
        blanks = {"folder": tmp_path, "taken": other.getsockname()[1]}
        said = chartnest("rehearsal", "serve", *(o.format(**blanks) for o in options))
        _refused(said, *(word.format(**blanks) for word in words))


def test_a_launch_on_a_cluster_that_is_not_there_is_refused(
    chartnest: Callable[..., Said], plan_file: Path, tmp_path: Path
) -> None:
    kubeconfig = tmp_path / "none"
    said = chartnest("launch", plan_file, "--rehearse", "--kubeconfig", kubeconfig)
    _refused(said, "none", "No such file")
