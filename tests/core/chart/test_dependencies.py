from __future__ import annotations

import contextlib
import hashlib
import json
from typing import TYPE_CHECKING, Any

import pytest

from core.chart.archive import unpack
from core.chart.dependencies import needs
from core.chart.errors import (
    DependencyCircle,
    DependencyInTheWay,
    DependencyLoginRefused,
    DependencyNotFetched,
    LockOutOfSync,
    NamedRepository,
    NoRepository,
    NoVersionWanted,
    UnknownRepository,
)
from core.chart.model import Dependency, FetchedDependency, Login
from core.chart.sources import open_chart
from core.errors import Cancelled, ChartNestError
from core.plan.model import PathChart
from core.progress import Cancellation
from tests.support.charts import chart_files, packed, written

if TYPE_CHECKING:
    from pathlib import Path

    from core.chart.model import Chart
    from tests.support.chart_server import ChartServer
    from tests.support.charts import Files


@pytest.fixture
def published(server: ChartServer) -> ChartServer:
    for version in ("1.0.0", "1.2.0", "1.3.0-rc.1", "2.0.0"):
        server.publish(chart_files("db", version))
    server.push(chart_files("queue", "0.3.0"))
    server.push(chart_files("queue", "0.4.0"))
    return server


def parent(*dependencies: dict[str, Any], api: str = "v2", **extra: bytes) -> Files:
    """Return the chart `shop` that names `dependencies`; `extra` are files, `lock` its lock."""
    listed = json.dumps({"dependencies": dependencies}).encode()
    files = chart_files("shop", "1.0.0") | extra
    files["Chart.yaml"] = f"apiVersion: {api}\nname: shop\nversion: 1.0.0\n".encode()
    if api == "v1":
        return files | {"requirements.yaml": listed}
    # JSON is YAML; the braces around it are not needed.
    files["Chart.yaml"] += listed.strip()[1:-1] + b"\n"
    return files


def db(server: ChartServer, version: str = "^1", **more: Any) -> dict[str, Any]:
    repository = f"{server.url}/charts"
    return {"name": "db", "version": version, "repository": repository, **more}


def queue(server: ChartServer, version: str = "0.3.x") -> dict[str, Any]:
    return {"name": "queue", "version": version, "repository": f"oci://{server.host}/charts"}


def beside(name: str, version: str = "*", folder: str = "") -> dict[str, Any]:
    return {"name": name, "version": version, "repository": f"file://../{folder or name}"}


def opened(folder: Path, files: Files, **options: Any) -> Chart:
    """Return the chart with its dependencies fetched."""
    written(folder, files)
    return open_chart(PathChart(path="shop", dependencies=True), base=folder, **options)


def in_charts(chart: Chart) -> list[str]:
    return [path for path in chart.files if path.startswith("charts/")]


class TestFetching:
    def test_the_newest_in_the_range_comes_from_a_repository(
        self, tmp_path: Path, published: ChartServer
    ) -> None:
        chart = opened(tmp_path, parent(db(published)))
        assert in_charts(chart) == ["charts/db-1.2.0.tgz"]
        assert chart.files["charts/db-1.2.0.tgz"] == packed(chart_files("db", "1.2.0"))
        assert all(each.present for each in chart.metadata.dependencies)

    def test_the_newest_in_the_range_comes_from_a_registry(
        self, tmp_path: Path, published: ChartServer
    ) -> None:
        chart = opened(tmp_path, parent(queue(published)))
        assert in_charts(chart) == ["charts/queue-0.3.0.tgz"]

    @pytest.mark.parametrize("spelled", ["OCI://{host}/charts", "oci://{host}/charts/"])
    def test_a_scheme_has_no_case_and_an_address_may_end_in_a_slash(
        self, tmp_path: Path, published: ChartServer, spelled: str
    ) -> None:
        address = spelled.format(host=published.host)
        chart = opened(tmp_path, parent(queue(published) | {"repository": address}))
        assert in_charts(chart) == ["charts/queue-0.3.0.tgz"]

    @pytest.mark.parametrize("spelled", ["HTTP://{host}/charts", "http://{host}/charts/"])
    def test_so_it_is_with_a_repository(
        self, tmp_path: Path, published: ChartServer, spelled: str
    ) -> None:
        address = spelled.format(host=published.host)
        chart = opened(tmp_path, parent(db(published) | {"repository": address}))
        assert in_charts(chart) == ["charts/db-1.2.0.tgz"]

    def test_a_folder_beside_the_chart_is_packed(self, tmp_path: Path) -> None:
        written(tmp_path, chart_files("common", "0.1.0", extra={".helmignore": "*.md\n"}))
        (tmp_path / "common" / "notes.md").write_text("not for others")
        chart = opened(tmp_path, parent(beside("common")))
        inside = unpack(chart.files["charts/common-0.1.0.tgz"])
        assert "templates/service.yaml" in inside
        assert "notes.md" not in inside

    def test_what_is_beside_a_link_to_the_chart_lies_where_the_link_does(
        self, tmp_path: Path
    ) -> None:
        real = written(tmp_path / "real", parent(beside("common")))
        written(tmp_path, chart_files("common", "0.1.0"))
        (tmp_path / "shop").symlink_to(real, target_is_directory=True)
        chart = open_chart(PathChart(path="shop", dependencies=True), base=tmp_path)
        assert in_charts(chart) == ["charts/common-0.1.0.tgz"]

    def test_links_are_followed_beside_the_chart_when_they_are_in_it(self, tmp_path: Path) -> None:
        common = written(tmp_path, chart_files("common", "0.1.0"))
        (tmp_path / "shared.txt").write_text("shared")
        (common / "shared.txt").symlink_to(tmp_path / "shared.txt")
        with pytest.raises(DependencyNotFetched, match="link that leads out of the folder"):
            opened(tmp_path, parent(beside("common")))
        source = PathChart(path="shop", dependencies=True, follow_links=True)
        chart = open_chart(source, base=tmp_path)
        inside = unpack(chart.files["charts/common-0.1.0.tgz"])
        assert inside["shared.txt"] == b"shared"

    def test_an_archive_beside_the_chart_is_taken_as_it_is(self, tmp_path: Path) -> None:
        archive = packed(chart_files("common", "0.1.0"))
        (tmp_path / "common.tgz").write_bytes(archive)
        chart = opened(tmp_path, parent(beside("common", folder="common.tgz")))
        assert chart.files["charts/common-0.1.0.tgz"] == archive

    def test_what_was_fetched_is_said(self, tmp_path: Path, published: ChartServer) -> None:
        written(tmp_path, chart_files("common", "0.1.0"))
        chart = opened(tmp_path, parent(db(published), queue(published), beside("common")))
        assert chart.fetched == (
            FetchedDependency("db", "1.2.0", f"{published.url}/charts"),
            FetchedDependency("queue", "0.3.0", f"oci://{published.host}/charts"),
            FetchedDependency("common", "0.1.0", "file://../common"),
        )

    def test_the_same_chart_is_the_same_archive(
        self, tmp_path: Path, published: ChartServer
    ) -> None:
        files = parent(db(published), queue(published))
        assert opened(tmp_path, files).archive == opened(tmp_path, files).archive

    def test_the_archive_holds_what_the_files_show(
        self, tmp_path: Path, published: ChartServer
    ) -> None:
        chart = opened(tmp_path, parent(db(published)))
        assert unpack(chart.archive) == chart.files

    def test_switched_off_dependencies_are_fetched_too(
        self, tmp_path: Path, published: ChartServer
    ) -> None:
        off = db(published, condition="db.enabled", tags=["extras"])
        files = parent(off, **{"values.yaml": b"db: {enabled: false}\ntags: {extras: false}\n"})
        assert in_charts(opened(tmp_path, files)) == ["charts/db-1.2.0.tgz"]

    def test_one_chart_under_two_names_is_fetched_once(
        self, tmp_path: Path, published: ChartServer
    ) -> None:
        chart = opened(tmp_path, parent(db(published, alias="a"), db(published, alias="b")))
        assert in_charts(chart) == ["charts/db-1.2.0.tgz"]
        assert published.paths().count("/charts/db-1.2.0.tgz") == 1

    def test_two_versions_of_one_chart_are_both_fetched(
        self, tmp_path: Path, published: ChartServer
    ) -> None:
        chart = opened(tmp_path, parent(db(published, "1.x"), db(published, "2.x", alias="new")))
        assert in_charts(chart) == ["charts/db-1.2.0.tgz", "charts/db-2.0.0.tgz"]

    def test_an_index_is_read_once_for_all_that_comes_from_it(
        self, tmp_path: Path, published: ChartServer
    ) -> None:
        published.publish(chart_files("cache", "1.0.0"))
        opened(tmp_path, parent(db(published), db(published) | {"name": "cache"}))
        assert published.paths().count("/charts/index.yaml") == 1

    def test_nothing_is_fetched_unless_it_is_asked_for(
        self, tmp_path: Path, published: ChartServer
    ) -> None:
        written(tmp_path, parent(db(published)))
        chart = open_chart(PathChart(path="shop"), base=tmp_path)
        assert [each.present for each in chart.metadata.dependencies] == [False]
        assert published.asked == []

    @pytest.mark.parametrize("api", ["v1", "v2"])
    def test_an_older_chart_names_them_in_a_file_of_their_own(
        self, tmp_path: Path, published: ChartServer, api: str
    ) -> None:
        files = parent(db(published), api="v1")
        files["Chart.yaml"] = files["Chart.yaml"].replace(b"v1", api.encode())
        assert in_charts(opened(tmp_path, files)) == ["charts/db-1.2.0.tgz"]

    def test_a_packed_chart_gets_them_from_repositories_as_well(
        self, tmp_path: Path, published: ChartServer
    ) -> None:
        (tmp_path / "shop.tgz").write_bytes(packed(parent(db(published))))
        source = PathChart(path="shop.tgz", dependencies=True)
        assert in_charts(open_chart(source, base=tmp_path)) == ["charts/db-1.2.0.tgz"]

    def test_a_chart_that_depends_on_nothing_is_as_it_was(self, tmp_path: Path) -> None:
        chart = opened(tmp_path, chart_files())
        assert chart.fetched == ()
        assert unpack(chart.archive) == chart_files()


class TestWhatIsThere:
    def test_what_satisfies_stays(self, tmp_path: Path, published: ChartServer) -> None:
        mine = packed(chart_files("db", "1.0.0", values="patched: true\n"))
        chart = opened(tmp_path, parent(db(published), **{"charts/db-1.0.0.tgz": mine}))
        assert chart.files["charts/db-1.0.0.tgz"] == mine
        assert published.asked == []

    def test_of_two_that_satisfy_the_newer_stays(
        self, tmp_path: Path, published: ChartServer
    ) -> None:
        both = {
            f"charts/db-{version}.tgz": packed(chart_files("db", version))
            for version in ("1.0.0", "1.10.0", "1.9.0")
        }
        assert in_charts(opened(tmp_path, parent(db(published), **both))) == [
            "charts/db-1.10.0.tgz"
        ]

    @pytest.mark.parametrize("name", ["db", "gone"])
    def test_archives_that_are_outdated_go_as_helm_deletes_them(
        self, tmp_path: Path, published: ChartServer, name: str
    ) -> None:
        old = {f"charts/{name}-0.9.0.tgz": packed(chart_files(name, "0.9.0"))}
        assert in_charts(opened(tmp_path, parent(db(published), **old))) == ["charts/db-1.2.0.tgz"]

    def test_a_folder_in_another_version_is_not_thrown_away(
        self, tmp_path: Path, published: ChartServer
    ) -> None:
        old = {f"charts/db/{path}": data for path, data in chart_files("db", "0.9.0").items()}
        with pytest.raises(DependencyInTheWay, match=r"charts/db holds version 0\.9\.0 of db"):
            opened(tmp_path, parent(db(published), **old))

    def test_what_has_no_repository_lies_in_the_charts_folder(
        self, tmp_path: Path, published: ChartServer
    ) -> None:
        local = {f"charts/db/{path}": data for path, data in chart_files("db", "1.0.0").items()}
        files = parent({"name": "db", "version": "1.x"}, queue(published), **local)
        assert "charts/queue-0.3.0.tgz" in in_charts(opened(tmp_path, files))

    def test_what_lies_beside_the_chart_is_packed_anew(self, tmp_path: Path) -> None:
        old = packed(chart_files("common", "0.1.0", values="old: true\n"))
        new = written(tmp_path, chart_files("common", "0.1.0", values="new: true\n"))
        files = parent(beside("common"), **{"charts/common-0.1.0.tgz": old})
        inside = unpack(opened(tmp_path, files).files["charts/common-0.1.0.tgz"])
        assert inside["values.yaml"] == (new / "values.yaml").read_bytes()

    def test_a_folder_of_the_charts_folder_may_be_named_as_a_path(self, tmp_path: Path) -> None:
        inside = chart_files("common", "0.1.0")
        local = {f"charts/common/{path}": data for path, data in inside.items()}
        named = {"name": "common", "version": "*", "repository": "file://charts/common"}
        chart = opened(tmp_path, parent(named, **local))
        assert chart.fetched == ()


class TestNested:
    def test_what_lies_beside_the_chart_gets_its_own_dependencies(
        self, tmp_path: Path, published: ChartServer
    ) -> None:
        common = chart_files("common", "0.1.0")
        common["Chart.yaml"] += f"dependencies: {json.dumps([db(published)])}\n".encode()
        written(tmp_path, common)
        chart = opened(tmp_path, parent(beside("common")))
        inside = unpack(chart.files["charts/common-0.1.0.tgz"])
        assert inside["charts/db-1.2.0.tgz"] == packed(chart_files("db", "1.2.0"))
        assert [each.name for each in chart.fetched] == ["common", "common/db"]

    def test_paths_start_at_the_chart_that_names_them(self, tmp_path: Path) -> None:
        written(tmp_path / "lib", chart_files("deep", "0.1.0"))
        common = chart_files("common", "0.1.0")
        common["Chart.yaml"] += f"dependencies: {json.dumps([beside('deep')])}\n".encode()
        written(tmp_path / "lib", common)
        chart = opened(tmp_path, parent(beside("common", folder="lib/common")))
        assert [each.name for each in chart.fetched] == ["common", "common/deep"]

    @pytest.mark.parametrize("back_to", ["common", "shop"])
    def test_a_chart_that_depends_on_itself_is_refused(self, tmp_path: Path, back_to: str) -> None:
        common = chart_files("common", "0.1.0")
        common["Chart.yaml"] += f"dependencies: {json.dumps([beside(back_to)])}\n".encode()
        written(tmp_path, common)
        with pytest.raises(DependencyNotFetched, match="depends on itself") as refused:
            opened(tmp_path, parent(beside("common")))
        assert isinstance(refused.value.cause, DependencyCircle)

    def test_charts_that_nest_without_end_are_refused_before_all_are_opened(
        self, tmp_path: Path
    ) -> None:
        for number in range(20):
            each = chart_files(f"c{number}", "0.1.0")
            below = [beside(f"c{number + 1}")]
            each["Chart.yaml"] += f"dependencies: {json.dumps(below)}\n".encode()
            written(tmp_path, each)
        with pytest.raises(DependencyNotFetched, match="nest more than 8 deep"):
            opened(tmp_path, parent(beside("c0")))

    def test_a_chart_that_two_depend_on_is_in_both(self, tmp_path: Path) -> None:
        written(tmp_path, chart_files("deep", "0.1.0"))
        for name in ("one", "two"):
            each = chart_files(name, "0.1.0")
            each["Chart.yaml"] += f"dependencies: {json.dumps([beside('deep')])}\n".encode()
            written(tmp_path, each)
        chart = opened(tmp_path, parent(beside("one"), beside("two")))
        for name in ("one", "two"):
            assert "charts/deep-0.1.0.tgz" in unpack(chart.files[f"charts/{name}-0.1.0.tgz"])


class TestRefusals:
    """Each is a sentence that names the dependency, and what to do."""

    @pytest.mark.parametrize(
        ("dependency", "error", "said"),
        [
            ({"name": "db", "version": "1.x"}, NoRepository, "db, which is not in its charts"),
            (
                {"name": "db", "version": "1.x", "repository": "@stable"},
                NamedRepository,
                "@stable, a name that Helm alone knows",
            ),
            (
                {"name": "db", "version": "1.x", "repository": "alias:stable"},
                NamedRepository,
                "alias:stable, a name that Helm alone knows",
            ),
            (
                {"name": "db", "version": "1.x", "repository": "s3://bucket/charts"},
                UnknownRepository,
                "s3://bucket/charts, which cannot be fetched from",
            ),
            (
                {"name": "db", "repository": "https://charts.example.com"},
                NoVersionWanted,
                "db has no version",
            ),
            (
                {"name": "db", "version": "newest", "repository": "https://charts.example.com"},
                DependencyNotFetched,
                "db of shop cannot be fetched. newest is neither a version nor a range",
            ),
        ],
        ids=["nowhere", "at", "alias", "scheme", "no-version", "no-range"],
    )
    def test_what_can_be_had_from_nowhere(
        self, tmp_path: Path, dependency: dict[str, Any], error: type[ChartNestError], said: str
    ) -> None:
        with pytest.raises(error, match=said):
            opened(tmp_path, parent(dependency))

    def test_a_version_that_nobody_published(self, tmp_path: Path, published: ChartServer) -> None:
        with pytest.raises(DependencyNotFetched) as refused:
            opened(tmp_path, parent(db(published, "^9")))
        assert "db of shop cannot be fetched" in str(refused.value)
        assert "no version that satisfies ^9; there are 2.0.0, 1.3.0-rc.1" in str(refused.value)
        assert "Chart.yaml" in str(refused.value.advice)

    def test_a_tag_that_nobody_pushed(self, tmp_path: Path, published: ChartServer) -> None:
        with pytest.raises(DependencyNotFetched, match=r"queue of shop .*\^9; there are 0\.4\.0"):
            opened(tmp_path, parent(queue(published, "^9")))

    def test_a_folder_in_another_version(self, tmp_path: Path) -> None:
        written(tmp_path, chart_files("common", "0.1.0"))
        with pytest.raises(DependencyNotFetched, match=r"satisfies \^2; there are 0\.1\.0"):
            opened(tmp_path, parent(beside("common", "^2")))

    def test_a_chart_the_repository_does_not_have(
        self, tmp_path: Path, published: ChartServer
    ) -> None:
        with pytest.raises(DependencyNotFetched, match="the repository has no dbs; it has db"):
            opened(tmp_path, parent(db(published) | {"name": "dbs"}))

    def test_a_server_that_is_not_there(self, tmp_path: Path) -> None:
        away = {"name": "db", "version": "1", "repository": "http://127.0.0.1:9/charts"}
        with pytest.raises(DependencyNotFetched, match="Could not fetch http://127") as refused:
            opened(tmp_path, parent(away))
        assert "network" in str(refused.value.advice)

    def test_a_folder_that_is_not_there(self, tmp_path: Path) -> None:
        with pytest.raises(DependencyNotFetched, match=r"common of shop .* No chart at "):
            opened(tmp_path, parent(beside("common")))

    def test_a_folder_that_holds_another_chart(self, tmp_path: Path) -> None:
        written(tmp_path, chart_files("other", "0.1.0"))
        with pytest.raises(DependencyNotFetched, match="holds the chart other, not common"):
            opened(tmp_path, parent(beside("common", folder="other")))

    def test_a_packed_chart_has_nothing_beside_it(self, tmp_path: Path) -> None:
        written(tmp_path, chart_files("common", "0.1.0"))
        (tmp_path / "shop.tgz").write_bytes(packed(parent(beside("common"))))
        with pytest.raises(DependencyNotFetched, match="beside the chart's own folder"):
            open_chart(PathChart(path="shop.tgz", dependencies=True), base=tmp_path)

    def test_an_archive_that_was_changed_on_its_way(
        self, tmp_path: Path, server: ChartServer
    ) -> None:
        server.publish(chart_files("db", "1.2.0"), digest="0" * 64)
        with pytest.raises(DependencyNotFetched, match="SHA-256"):
            opened(tmp_path, parent(db(server)))

    def test_a_cancellation_is_heard(self, tmp_path: Path, published: ChartServer) -> None:
        cancellation = Cancellation()

        def progress(*_: object) -> None:
            cancellation.request()

        with pytest.raises(Cancelled):
            opened(tmp_path, parent(db(published)), progress=progress, cancellation=cancellation)

    @pytest.mark.parametrize("content", [b"dependencies: 7\n", b"a: [", b"\xff", b"- x\n"])
    def test_what_names_no_dependencies_is_no_error_of_ours(
        self, tmp_path: Path, content: bytes
    ) -> None:
        files = chart_files("shop", "1.0.0") | {"requirements.yaml": content}
        with contextlib.suppress(ChartNestError):
            assert opened(tmp_path, files).fetched == ()


class TestLock:
    @pytest.fixture
    def files(self, published: ChartServer) -> Files:
        """Return a chart with a lock on the second newest version."""
        declared = db(published, "^1")
        locked = {"name": "db", "version": "1.0.0", "repository": declared["repository"]}
        lock = {"dependencies": [locked], "digest": _digest(declared, locked)}
        return parent(declared, **{"Chart.lock": json.dumps(lock).encode()})

    def test_what_is_locked_is_fetched(self, tmp_path: Path, files: Files) -> None:
        assert in_charts(opened(tmp_path, files)) == ["charts/db-1.0.0.tgz"]

    def test_a_chart_that_was_changed_since_is_refused(self, tmp_path: Path, files: Files) -> None:
        files["Chart.yaml"] = files["Chart.yaml"].replace(b"^1", b"^1.0")
        with pytest.raises(LockOutOfSync, match=r"\(Chart\.lock\) is out of sync with Chart\.yaml"):
            opened(tmp_path, files)

    def test_another_version_in_the_charts_folder_is_replaced(
        self, tmp_path: Path, files: Files
    ) -> None:
        files["charts/db-1.2.0.tgz"] = packed(chart_files("db", "1.2.0"))
        assert in_charts(opened(tmp_path, files)) == ["charts/db-1.0.0.tgz"]

    @pytest.mark.parametrize(
        "content",
        [b"a: [", b"\xff\xfe", b"- x\n", b"digest: 7\n", b"", b"dependencies: 7\n", b"a: &a [*a]"],
    )
    def test_a_lock_that_is_none_is_refused_in_words(
        self, tmp_path: Path, files: Files, content: bytes
    ) -> None:
        with pytest.raises(ChartNestError):
            opened(tmp_path, files | {"Chart.lock": content})


class TestLogin:
    def test_it_goes_to_the_host_it_was_given_for(
        self, tmp_path: Path, published: ChartServer
    ) -> None:
        published.protect("/charts", "ann", "open sesame")
        logins = {published.host: Login("ann", "open sesame")}
        chart = opened(tmp_path, parent(db(published)), dependency_logins=logins)
        assert in_charts(chart) == ["charts/db-1.2.0.tgz"]

    def test_it_goes_nowhere_else(
        self, tmp_path: Path, published: ChartServer, other_server: ChartServer
    ) -> None:
        logins = {other_server.host: Login("ann", "open sesame")}
        opened(tmp_path, parent(db(published)), dependency_logins=logins)
        assert not any("authorization" in each.headers for each in published.asked)

    def test_it_goes_unencrypted_only_when_given_so(
        self, tmp_path: Path, published: ChartServer, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("HTTP_PROXY", published.url)  # answers for a host of another name
        published.protect("/charts", "ann", "open sesame")
        wanted = {**db(published), "repository": "http://charts.example/charts"}
        login = Login("ann", "open sesame")
        with pytest.raises(DependencyLoginRefused) as refused:
            opened(tmp_path, parent(wanted), dependency_logins={"charts.example": login})
        assert refused.value.host == "http://charts.example"
        assert not any("authorization" in each.headers for each in published.asked)
        logins = {refused.value.host: login, published.host: login}
        chart = opened(tmp_path, parent(wanted), dependency_logins=logins)
        assert in_charts(chart) == ["charts/db-1.2.0.tgz"]

    def test_that_one_is_needed_is_said_with_whose(
        self, tmp_path: Path, published: ChartServer
    ) -> None:
        published.protect("/charts", "ann", "open sesame")
        with pytest.raises(DependencyLoginRefused, match=r"refuses access \(401\)") as refused:
            opened(tmp_path, parent(db(published)))
        assert refused.value.host == published.host
        assert str(refused.value.advice.for_window()) == f"Sign in to {published.host}."

    def test_a_registry_takes_one_too(self, tmp_path: Path, published: ChartServer) -> None:
        published.ask_for_token("ann", "open sesame")
        logins = {published.host: Login("ann", "open sesame")}
        chart = opened(tmp_path, parent(queue(published)), dependency_logins=logins)
        assert in_charts(chart) == ["charts/queue-0.3.0.tgz"]

    def test_archives_may_lie_on_another_host_that_has_a_login_of_its_own(
        self, tmp_path: Path, server: ChartServer, other_server: ChartServer
    ) -> None:
        files = chart_files("db", "1.2.0")
        other_server.put("/private/db-1.2.0.tgz", packed(files))
        other_server.protect("/private", "ann", "open sesame")
        server.publish(files, archives=f"{other_server.url}/private")
        with pytest.raises(DependencyLoginRefused) as refused:
            opened(tmp_path, parent(db(server)), dependency_logins={server.host: Login("b", "c")})
        assert refused.value.host == other_server.host
        assert not any("authorization" in each.headers for each in other_server.asked)
        logins = {other_server.host: Login("ann", "open sesame")}
        chart = opened(tmp_path, parent(db(server)), dependency_logins=logins)
        assert in_charts(chart) == ["charts/db-1.2.0.tgz"]


class TestKept:
    @pytest.mark.parametrize("dependency", [db, queue])
    def test_an_archive_is_fetched_once_and_asked_about_each_time(
        self, tmp_path: Path, published: ChartServer, dependency: Any
    ) -> None:
        first = opened(tmp_path, parent(dependency(published)))
        (name,) = (each.name for each in first.fetched)
        (archive,) = (first.files[path] for path in in_charts(first))
        second = opened(tmp_path, parent(dependency(published)))
        assert first.archive == second.archive
        asked = [path for path in published.paths() if name in path]
        digest = hashlib.sha256(archive).hexdigest()
        assert len([path for path in asked if path.endswith((".tgz", digest))]) == 1

    def test_a_version_that_was_published_again_is_fetched_again(
        self, tmp_path: Path, server: ChartServer
    ) -> None:
        server.push(chart_files("queue", "0.3.0", values="first: true\n"))
        opened(tmp_path, parent(queue(server)))
        server.push(again := chart_files("queue", "0.3.0", values="second: true\n"))
        chart = opened(tmp_path, parent(queue(server)))
        assert chart.files["charts/queue-0.3.0.tgz"] == packed(again)


@pytest.mark.parametrize(
    ("repository", "shown"),
    [
        ("https://ann:tea@charts.example.com:8443/a?sig=1#x", "https://charts.example.com:8443/a"),
        ("oci://registry.example.com/charts", "oci://registry.example.com/charts"),
        ("file://../common", "file://../common"),
        ("file:///srv/common", "file:///srv/common"),
        ("@stable", "@stable"),
        ("alias:stable", "alias:stable"),
        ("", ""),
        ("http://[", "?"),
    ],
)
def test_a_repository_is_shown_without_a_login(repository: str, shown: str) -> None:
    assert Dependency("db", "1", repository, present=False).origin == shown


def test_what_is_needed_is_known_before_anything_is_fetched(tmp_path: Path) -> None:
    away = {"name": "db", "version": "^1", "repository": "https://charts.example.com"}
    written(tmp_path, parent(away))
    chart = open_chart(PathChart(path="shop"), base=tmp_path)
    (wanted,) = needs(chart).wanted
    assert (wanted.name, wanted.version) == ("db", "^1")


def _digest(declared: dict[str, Any], locked: dict[str, Any]) -> str:
    text = json.dumps([[_ordered(declared)], [_ordered(locked)]], separators=(",", ":"))
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"


def _ordered(dependency: dict[str, Any]) -> dict[str, Any]:
    return {name: dependency[name] for name in ("name", "version", "repository")}
