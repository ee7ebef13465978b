"""Chart archives: unpacked in memory without trust, packed to the same bytes every time."""

from __future__ import annotations

import gzip
import io
import tarfile
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import yaml

from core.chart.errors import NotAChart, UnsafeArchive
from core.chart.members import inside_chart, readable
from core.errors import say
from core.yaml import go as go_yaml

if TYPE_CHECKING:
    from collections.abc import Mapping

    from core.errors import Sentence

# Helm's own limits (MaxDecompressedChartSize, MaxDecompressedFileSize in its archive loader):
# what passes here also passes there.
MAX_UNPACKED: Final = 100 * 1024 * 1024
MAX_FILE: Final = 5 * 1024 * 1024
MAX_ARCHIVE: Final = 20 * 1024 * 1024
MAX_FILES: Final = 10_000
MAX_NESTING: Final = 8

# Charts compress 4 to 40 times; only an attack packs 200 bytes into one.
_MAX_RATIO: Final = 200
_RATIO_COUNTS_FROM: Final = 4 * 1024 * 1024
_CHUNK: Final = 64 * 1024
GZIP_MAGIC: Final = b"\x1f\x8b"
# What people take for a chart because its name ends as one, or because it lies in one.
_OTHER_FORMATS: Final = {
    b"PK\x03\x04": say("it is a zip archive"),
    b"\xfd7zXZ\0": say("it is compressed with xz, not with gzip"),
    b"BZh": say("it is compressed with bzip2, not with gzip"),
    b"\x28\xb5\x2f\xfd": say("it is compressed with zstd, not with gzip"),
}
_TAR_MAGIC: Final = slice(257, 262)


@dataclass
class Budget:
    """What unpacking may still take; shared by an archive and the archives inside it."""

    size: int = MAX_UNPACKED
    files: int = MAX_FILES

    def take(self, size: int) -> None:
        """Count one file of `size` bytes; raise `UnsafeArchive` when it is too much."""
        self.size -= size
        self.files -= 1
        if self.size < 0:
            raise UnsafeArchive(
                reason=say("it unpacks to more than {limit} MiB", limit=MAX_UNPACKED >> 20)
            )
        if self.files < 0:
            raise UnsafeArchive(
                reason=say("it holds more than {limit_files} files", limit_files=MAX_FILES)
            )


def unpack(untrusted_archive: bytes, budget: Budget | None = None) -> dict[str, bytes]:
    """Return the files of a chart .tgz by their path inside the chart's folder.

    Members are named, repeated and left out as Helm reads them. Nothing touches the disk. Raises
    `NotAChart` when the bytes are no .tgz and `UnsafeArchive` for anything a chart has no
    business with: devices, paths that climb, bombs.
    """
    if not untrusted_archive.startswith(GZIP_MAGIC):
        raise NotAChart(place=say("The file"), reason=_other_format(untrusted_archive))
    if len(untrusted_archive) > MAX_ARCHIVE:
        raise UnsafeArchive(reason=say("it is larger than {limit} MiB", limit=MAX_ARCHIVE >> 20))
    stream = _GunzipStream(untrusted_archive)
    try:
        # Stream mode: every header is judged before a byte of its file is decompressed.
        # Archivers on a Chinese Windows write names in GBK; to Helm they are but bytes.
        with tarfile.open(
            fileobj=stream, mode="r|", encoding="utf-8", errors="surrogateescape"
        ) as archive:
            files = _read_members(archive, budget or Budget())
    except (tarfile.TarError, zlib.error, EOFError, ValueError, RecursionError) as error:
        raise NotAChart(
            place=say("The file"), reason=say("the archive is damaged ({error})", error=error)
        ) from error
    if not files:
        raise NotAChart(place=say("The file"), reason=say("the archive is empty"))
    return files


def pack(name: str, files: Mapping[str, bytes]) -> bytes:
    """Return a .tgz with `files` in the folder `name`; equal files give equal bytes."""
    tar = io.BytesIO()
    with tarfile.open(fileobj=tar, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for path in sorted(files, key=lambda path: (path != "Chart.yaml", path)):
            member = tarfile.TarInfo(f"{name}/{path}")
            member.size = len(files[path])
            archive.addfile(member, io.BytesIO(files[path]))
    return gzip.compress(tar.getvalue(), compresslevel=6, mtime=0)


def with_subcharts(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return `files` with every archive in a `charts/` folder replaced by what it holds.

    The same limits hold for all of it together. Raises as `unpack` does.
    """
    budget = Budget()
    for content in files.values():
        budget.take(len(content))
    return _unfold(files, budget, depth=1)


def _unfold(files: Mapping[str, bytes], budget: Budget, depth: int) -> dict[str, bytes]:
    if depth > MAX_NESTING:
        raise UnsafeArchive(
            reason=say(
                "its subcharts nest more than {limit_nesting} deep", limit_nesting=MAX_NESTING
            )
        )
    unfolded: dict[str, bytes] = {}
    for path, content in files.items():
        if not is_packed_subchart(path):
            unfolded[path] = content
            continue
        try:
            inner = _unfold(unpack(content, budget), budget, depth + 1)
        except NotAChart as refusal:
            reason = say(
                "{path} in it cannot be unpacked: {reason}",
                path=path,
                reason=refusal.arguments["reason"],
            )
            raise NotAChart(place=say("The file"), reason=reason) from None
        folder = path.removesuffix(".tgz")
        unfolded.update({f"{folder}/{inside}": data for inside, data in inner.items()})
    return unfolded


def is_packed_subchart(path: str) -> bool:
    """Tell whether Helm loads the file at `path` as a packed subchart (`charts/NAME.tgz`)."""
    folders, _, name = path.rpartition("/")
    in_charts = folders == "charts" or folders.endswith("/charts")
    # Helm skips names that begin with "_" or "." in charts/.
    return in_charts and name.endswith(".tgz") and name[0] not in "._"


def _other_format(content: bytes) -> Sentence:
    for magic, reason in _OTHER_FORMATS.items():
        if content.startswith(magic):
            return reason
    if content[_TAR_MAGIC] == b"ustar":
        return say("it is a tar archive that is not compressed with gzip")
    return say("it is not a gzip-compressed archive")


def _read_members(archive: tarfile.TarFile, budget: Budget) -> dict[str, bytes]:
    """Return the files by their paths; of a path that comes twice, the one that Helm takes."""
    files: dict[str, bytes] = {}
    for untrusted_member in archive:
        if untrusted_member.isdir():
            budget.take(0)
            continue
        path = readable(inside_chart(untrusted_member.name))
        _refuse_if_unsafe(untrusted_member, path)
        budget.take(untrusted_member.size)
        content = _content(archive, untrusted_member)
        if path in files and is_packed_subchart(path):
            continue  # here alone Helm takes the first
        if path in files and path == "Chart.yaml":
            _refuse_if_mixed(files[path], content)
        if not _is_mac_metadata(path):
            files[path] = content
    return files


def _content(archive: tarfile.TarFile, untrusted_member: tarfile.TarInfo) -> bytes:
    """Return what Helm reads: a link is an empty file to it, wherever it leads."""
    if not untrusted_member.isreg():
        return b""
    content = archive.extractfile(untrusted_member)
    return content.read() if content else b""


def _refuse_if_unsafe(untrusted_member: tarfile.TarInfo, path: str) -> None:
    is_link = untrusted_member.issym() or untrusted_member.islnk()
    if not (is_link or untrusted_member.isreg()) or untrusted_member.issparse():
        raise UnsafeArchive(reason=say("{path} is not an ordinary file", path=path))
    if not 0 <= untrusted_member.size <= MAX_FILE:
        raise UnsafeArchive(
            reason=say("{path} is larger than {limit} MiB", path=path, limit=MAX_FILE >> 20)
        )


def _refuse_if_mixed(earlier: bytes, later: bytes) -> None:
    """Refuse a second Chart.yaml that leaves out what the first one says: Helm mixes the two."""
    try:
        left_out = set(go_yaml.load(earlier)) - set(go_yaml.load(later))
    except (yaml.YAMLError, TypeError):
        left_out = {"Chart.yaml"}
    if left_out:
        reason = say(
            "it holds Chart.yaml twice, and {left_out} in the first one only",
            left_out=", ".join(sorted(map(str, left_out))),
        )
        raise UnsafeArchive(reason=reason)


def _is_mac_metadata(path: str) -> bool:
    return path.rpartition("/")[2].startswith("._")


class _GunzipStream(io.RawIOBase):
    """A readable stream that decompresses no more than was asked for, and stops bombs."""

    def __init__(self, untrusted_gzip: bytes) -> None:
        super().__init__()
        self._compressed = memoryview(untrusted_gzip)
        self._fed = 0
        self._produced = 0
        self._ready = bytearray()
        self._gunzip = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)

    def read(self, size: int = -1) -> bytes:
        """Return `size` decompressed bytes, fewer only at the end."""
        while len(self._ready) < size and self._decompress():
            self._check()
        wanted = bytes(self._ready[:size])
        del self._ready[:size]
        return wanted

    def _decompress(self) -> bool:
        if self._gunzip.eof and not self._next_stream():
            return False
        pending = self._gunzip.unconsumed_tail
        if not pending:
            pending = bytes(self._compressed[self._fed : self._fed + _CHUNK])
            self._fed += len(pending)
        produced = self._gunzip.decompress(pending, _CHUNK)
        if not pending and not produced:
            raise EOFError("it ends too early")
        self._produced += len(produced)
        self._ready += produced
        return True

    def _next_stream(self) -> bool:
        """Go on with what was compressed apart and appended; other bytes after the end are none."""
        self._fed -= len(self._gunzip.unused_data)
        if bytes(self._compressed[self._fed : self._fed + 2]) != GZIP_MAGIC:
            return False
        self._gunzip = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
        return True

    def _check(self) -> None:
        # Headers and padding count too: tar needs at most about 1.5 KiB more for a file.
        if self._produced > MAX_UNPACKED + MAX_FILES * 2048:
            raise UnsafeArchive(
                reason=say("it unpacks to more than {limit} MiB", limit=MAX_UNPACKED >> 20)
            )
        consumed = self._fed - len(self._gunzip.unconsumed_tail)
        if self._produced > _RATIO_COUNTS_FROM and self._produced > _MAX_RATIO * consumed:
            raise UnsafeArchive(
                reason=say(
                    "it unpacks to more than {limit_ratio} times its size", limit_ratio=_MAX_RATIO
                )
            )
