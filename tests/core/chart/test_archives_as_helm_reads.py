"""Archives as people make them: what opens here is what Helm takes, and the same is rendered."""

from __future__ import annotations

import gzip
import io
import tarfile
from typing import TYPE_CHECKING, Final

import pytest

from core.chart.engine import render
from core.chart.sources import open_chart
from core.errors import ChartNestError
from core.plan.model import PathChart, Release
from tests.support.real_helm import EACH, rendered_by

if TYPE_CHECKING:
    from pathlib import Path

CHART: Final = b"apiVersion: v2\nname: shop\nversion: 0.1.0\n"
MAP: Final = b"""\
apiVersion: v1
kind: ConfigMap
metadata: {name: shop}
data: {color: {{ .Values.color | default "none" | quote }}, version: {{ .Chart.Version }}}
"""
FILES: Final = {"Chart.yaml": CHART, "values.yaml": b"color: red\n", "templates/map.yaml": MAP}
BLUE: Final = b"color: blue\n"

Member = tuple[str | tarfile.TarInfo, bytes]


def at(prefix: str, separator: str = "/") -> list[Member]:
    return [(prefix + name.replace("/", separator), content) for name, content in FILES.items()]


def special(name: str, kind: bytes, target: str = "") -> Member:
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, target
    return info, b""


def tar(members: list[Member], encoding: str = "utf-8", form: int = tarfile.GNU_FORMAT) -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w", format=form, encoding=encoding) as archive:
        for name, content in members:
            info = tarfile.TarInfo(name) if isinstance(name, str) else name
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return stream.getvalue()


def tgz(members: list[Member], encoding: str = "utf-8") -> bytes:
    return gzip.compress(tar(members, encoding), mtime=0)


def subchart(name: str) -> bytes:
    template = MAP.replace(b"name: shop", f"name: {name}".encode())
    chart = CHART.replace(b"shop", b"db")
    return tgz([("db/Chart.yaml", chart), ("db/templates/map.yaml", template)])


USUAL: Final = at("shop/")
TAR: Final = tar(USUAL)

# By its name: the archive, and what `color` renders to.
TAKEN: Final = {
    "made in the folder": (tgz(at("./")), "red"),
    "made in the folder, with folders": (
        tgz([special("./", tarfile.DIRTYPE), special("./templates", tarfile.DIRTYPE), *at("./")]),
        "red",
    ),
    "dots before and inside": (tgz([*at("././"), ("././templates/./note.txt", b"")]), "red"),
    "a name in GBK": (tgz([*USUAL, ("shop/说明.txt", b"x")], "gbk"), "red"),
    "a backslash inside a GBK letter": (tgz([*USUAL, ("shop/files/開示.txt", b"")], "big5"), "red"),
    "a template's name in GBK": (tgz([*USUAL, ("shop/templates/说明.yaml", b"# x")], "gbk"), "red"),
    "a file again": (tgz([*USUAL, ("shop/values.yaml", BLUE)]), "blue"),
    "a file again, otherwise spelled": (tgz([*USUAL, ("shop/./values.yaml", BLUE)]), "blue"),
    "Chart.yaml again": (
        tgz([*USUAL, ("shop/Chart.yaml", CHART.replace(b"0.1.0", b"0.2.0"))]),
        "red",
    ),
    "two top folders": (tgz([USUAL[0], ("a/values.yaml", BLUE), ("b/templates/m", MAP)]), "blue"),
    "up and down inside": (tgz([*USUAL, ("shop/templates/../values.yaml", BLUE)]), "blue"),
    "two dots inside": (tgz([*USUAL, ("shop/files/..data", b"")]), "red"),
    "backslashes": (tgz(at("shop\\", "\\")), "red"),
    "a backslash after slashes": (tgz([*USUAL, ("shop/files\\values.yaml", BLUE)]), "blue"),
    "a wide blank": (tgz([*USUAL, ("shop/files/a\u3000b.txt", b"")]), "red"),
    "a symbolic link": (tgz([*USUAL, special("shop/x", tarfile.SYMTYPE, "/etc/passwd")]), "red"),
    "a link for the values": (
        tgz([*USUAL, special("shop/values.yaml", tarfile.SYMTYPE, "v")]),
        "none",
    ),
    "a hard link": (
        tgz([*USUAL, special("shop/templates/b", tarfile.LNKTYPE, "shop/templates/map.yaml")]),
        "red",
    ),
    "gzip in two parts": (gzip.compress(TAR[:700]) + gzip.compress(TAR[700:]), "red"),
    "bytes after the end": (gzip.compress(TAR) + b"more", "red"),
    "a tar after the tar": (gzip.compress(TAR + tar([("shop/values.yaml", BLUE)])), "red"),
    "names in pax headers": (
        gzip.compress(tar([*USUAL, ("shop/" + "编" * 60, b"")], form=tarfile.PAX_FORMAT)),
        "red",
    ),
    "a subchart's archive twice": (
        tgz([*USUAL, *(("shop/charts/db.tgz", subchart(name)) for name in ("first", "second"))]),
        "red",
    ),
}
# By its name: the archive, and what the refusal says.
REFUSED: Final = {
    "made beside the folder": (tgz(at("./shop/")), "one folder too deep, at shop/Chart.yaml"),
    "a file beside the folder": (tgz([*USUAL, ("README.md", b"")]), "outside the chart's folder"),
    "out of the folder": (tgz([*USUAL, ("shop/../../x", b"")]), "climbs out"),
    "two dots before": (tgz([*USUAL, ("shop/..data", b"")]), "climbs out"),
    "two slashes": (tgz([*USUAL, ("shop//values.yaml", BLUE)]), "absolute path"),
    "a drive inside": (tgz([*USUAL, ("shop/c:/x", b"")]), "absolute path"),
    "a whole absolute path": (tgz(at("/tmp/shop/")), "absolute path"),
    "a drive before": (tgz(at("C:\\shop\\", "\\")), "absolute path"),
    "not compressed": (TAR, "tar archive that is not compressed"),
    "a zip": (b"PK\x03\x04" + bytes(60), "it is a zip archive"),
    "xz": (b"\xfd7zXZ\0" + bytes(60), "with xz, not with gzip"),
    "bzip2": (b"BZh9" + bytes(60), "with bzip2, not with gzip"),
    "cut off": (tgz(USUAL)[:120], "damaged"),
    "nothing": (b"", "not a gzip-compressed archive"),
    "an empty tar": (gzip.compress(bytes(1024)), "empty"),
}
# Helm takes these. Here they are refused on purpose: no chart needs them, and names like these
# harm whoever unpacks or prints them.
STRICTER: Final = {
    "an absolute path": (tgz(at("/")), "absolute path"),
    "a parent before": (tgz([*USUAL, ("../x", b"")]), "climbs out"),
    "a device": (tgz([*USUAL, special("shop/x", tarfile.CHRTYPE)]), "not an ordinary file"),
    "a pipe": (tgz([*USUAL, special("shop/x", tarfile.FIFOTYPE)]), "not an ordinary file"),
    "a terminal's command": (tgz([*USUAL, ("shop/\x1b[2J", b"")]), "control characters"),
    "text turned around": (tgz([*USUAL, ("shop/a\u202eb", b"")]), "control characters"),
    "a second Chart.yaml that says less": (
        tgz([("shop/Chart.yaml", CHART + b"kubeVersion: '>=1'\n"), *USUAL]),
        "twice, and kubeVersion in the first one only",
    ),
}


def written(folder: Path, archive: bytes) -> Path:
    path = folder / "shop.tgz"
    path.write_bytes(archive)
    return path


@pytest.mark.parametrize(("archive", "color"), TAKEN.values(), ids=TAKEN)
def test_what_helm_takes_opens_and_renders_the_same(
    tmp_path: Path, archive: bytes, color: str
) -> None:
    written(tmp_path, archive)
    chart = open_chart(PathChart(path="shop.tgz"), base=tmp_path)
    rendered = {each.name: each for each in render(chart, "", Release(name="shop")).objects}
    assert rendered["shop"].body["data"] == {"color": color, "version": chart.metadata.version}
    assert "second" not in rendered
    assert all(name.encode() for name in chart.files)  # readable, whatever the archive had


@pytest.mark.parametrize("version", EACH)
@pytest.mark.parametrize(("archive", "color"), TAKEN.values(), ids=TAKEN)
def test_helm_takes_it(tmp_path: Path, version: str, archive: bytes, color: str) -> None:
    rendered = rendered_by(version, written(tmp_path, archive), tmp_path)
    assert rendered is not None
    assert f'color: "{color}"' in rendered


@pytest.mark.parametrize(
    ("archive", "reason"), [*REFUSED.values(), *STRICTER.values()], ids=[*REFUSED, *STRICTER]
)
def test_what_is_refused_says_why(tmp_path: Path, archive: bytes, reason: str) -> None:
    written(tmp_path, archive)
    with pytest.raises(ChartNestError, match=reason):
        open_chart(PathChart(path="shop.tgz"), base=tmp_path)


@pytest.mark.parametrize("version", EACH)
@pytest.mark.parametrize("archive", [each[0] for each in REFUSED.values()], ids=REFUSED)
def test_helm_refuses_it(tmp_path: Path, version: str, archive: bytes) -> None:
    assert rendered_by(version, written(tmp_path, archive), tmp_path) is None


@pytest.mark.parametrize("version", EACH)
@pytest.mark.parametrize("archive", [each[0] for each in STRICTER.values()], ids=STRICTER)
def test_helm_is_less_strict(tmp_path: Path, version: str, archive: bytes) -> None:
    assert rendered_by(version, written(tmp_path, archive), tmp_path) is not None
