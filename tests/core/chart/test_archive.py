from __future__ import annotations

import contextlib
import gzip
import io
import tarfile
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.chart.archive import MAX_FILE, MAX_FILES, pack, unpack, with_subcharts
from core.chart.errors import NotAChart, UnsafeArchive
from tests.support.charts import chart_files, packed, raw_archive, with_subchart

GIB = 1024**3


def member(name: str, kind: bytes = tarfile.REGTYPE, size: int = 0) -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.type, info.size, info.linkname = kind, size, "/etc/passwd"
    return info


def squeezed_zeros(header: tarfile.TarInfo, zeros: int) -> bytes:
    compressed = io.BytesIO()
    with gzip.GzipFile(fileobj=compressed, mode="wb", compresslevel=1, mtime=0) as stream:
        stream.write(header.tobuf())
        for _ in range(zeros // (1 << 20)):
            stream.write(bytes(1 << 20))
    return compressed.getvalue()


def test_what_is_packed_unpacks_to_the_same_files() -> None:
    files = chart_files(extra={"files/编码.txt": "ünï", "a/" * 60 + "deep": b"\0\xff"})
    assert unpack(pack("shop", files)) == files


def test_equal_files_pack_to_equal_bytes_in_whatever_order() -> None:
    files = chart_files()
    assert pack("shop", files) == pack("shop", dict(reversed(files.items())))


@pytest.mark.parametrize(
    ("members", "reason"),
    [
        ([("shop/../../etc/x", b"")], "climbs out"),
        ([("shop/..", b"")], "climbs out"),
        ([("shop\\..\\..\\x", b"")], "climbs out"),
        ([("/shop/x", b"")], "absolute"),
        ([("C:\\shop\\x", b"")], "absolute"),
        ([("shop/C:/x", b"")], "absolute"),
        ([("Chart.yaml", b"")], "outside the chart's folder"),
        ([(member("shop/x", tarfile.CHRTYPE), b"")], "not an ordinary file"),
        ([(member("shop/x", tarfile.FIFOTYPE), b"")], "not an ordinary file"),
        ([("shop/\x1b[2Jx", b"")], "control characters"),
        ([("shop/x", bytes(MAX_FILE + 1))], "larger than 5 MiB"),
        ([(f"shop/{n}", b"") for n in range(MAX_FILES + 1)], "more than 10000 files"),
    ],
)
def test_an_archive_that_could_do_harm_is_refused(
    members: list[tuple[tarfile.TarInfo | str, bytes]], reason: str
) -> None:
    with pytest.raises(UnsafeArchive, match=reason):
        unpack(raw_archive(*members))


@pytest.mark.parametrize(
    "header",
    [
        member("shop/zeros", size=GIB),
        member("shop/pax", tarfile.XHDTYPE, size=GIB),
        member("shop/longname", tarfile.GNUTYPE_LONGNAME, size=GIB),
    ],
)
def test_a_bomb_is_refused_before_it_takes_memory(header: tarfile.TarInfo) -> None:
    bomb = squeezed_zeros(header, 200 << 20)
    tracemalloc.start()
    with pytest.raises(UnsafeArchive):
        unpack(bomb)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 64 << 20


@pytest.mark.parametrize("truncated_to", [0, 1, 2, 10, 40, 100, 200])
def test_a_damaged_archive_is_no_chart(truncated_to: int) -> None:
    with pytest.raises(NotAChart):
        unpack(packed(chart_files())[:truncated_to])


@given(st.binary(max_size=300), st.integers(0, 400))
def test_random_bytes_are_refused_and_nothing_else_happens(noise: bytes, position: int) -> None:
    archive = bytearray(packed(chart_files()))
    archive[position : position + len(noise)] = noise
    with contextlib.suppress(NotAChart, UnsafeArchive):
        unpack(bytes(archive))


def test_mac_metadata_is_left_out() -> None:
    assert list(unpack(raw_archive(("shop/a", b"1"), ("shop/._a", b"2")))) == ["a"]


def test_packed_subcharts_unfold_into_their_files() -> None:
    files = with_subcharts(with_subchart(packed_inside=True))
    assert "charts/stock-0.1.0/templates/level.yaml" in files


def test_subcharts_may_not_nest_without_end() -> None:
    files = chart_files()
    for _ in range(10):
        files = chart_files(extra={"charts/shop.tgz": packed(files)})
    with pytest.raises(UnsafeArchive, match="nest"):
        with_subcharts(files)


def test_bombs_in_subcharts_share_one_budget() -> None:
    part = chart_files(extra={"files/zeros": bytes(MAX_FILE // 2)})
    files = chart_files(extra={f"charts/c{n}.tgz": packed(part) for n in range(50)})
    with pytest.raises(UnsafeArchive, match="100 MiB"):
        with_subcharts(files)
