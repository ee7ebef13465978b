from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING

import pytest

from core.chart.kept import KeptArchives

if TYPE_CHECKING:
    from pathlib import Path


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


@pytest.fixture
def kept(tmp_path: Path) -> KeptArchives:
    return KeptArchives(tmp_path / "charts", room=25)


@pytest.mark.parametrize("prefix", ["", "sha256:"])
def test_an_archive_is_found_by_its_digest(kept: KeptArchives, prefix: str) -> None:
    kept.keep(b"archive")
    assert kept.find(prefix + digest(b"archive")) == b"archive"


def test_what_was_never_kept_is_not_found(kept: KeptArchives) -> None:
    assert kept.find(digest(b"archive")) is None


@pytest.mark.parametrize("name", ["", "../../secret", "\0", "sha256:", "a" * 63])
def test_what_is_no_digest_is_never_looked_for(kept: KeptArchives, name: str) -> None:
    assert kept.find(name) is None


def test_an_archive_that_was_changed_on_disk_is_not_used(kept: KeptArchives) -> None:
    kept.keep(b"archive")
    (file,) = kept.folder.iterdir()
    file.write_bytes(b"another")
    assert kept.find(digest(b"archive")) is None


def test_what_was_used_longest_ago_makes_room(kept: KeptArchives) -> None:
    for age, content in ((3, b"oldest one"), (2, b"second one")):
        kept.keep(content)
        os.utime(kept.folder / f"{digest(content)}.tgz", (1000 - age, 1000 - age))
    assert kept.find(digest(b"oldest one")), "and is the one used last from now on"
    kept.keep(b"the third")
    assert kept.find(digest(b"second one")) is None
    assert kept.find(digest(b"oldest one"))
    assert kept.find(digest(b"the third"))


def test_a_folder_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    unusable = KeptArchives(tmp_path / "file" / "charts")
    unusable.keep(b"archive")
    assert unusable.find(digest(b"archive")) is None


def test_what_could_not_be_kept_leaves_nothing_behind(kept: KeptArchives) -> None:
    in_the_way = kept.folder / f"{digest(b'archive')}.tgz"
    in_the_way.mkdir(parents=True)
    kept.keep(b"archive")
    assert list(kept.folder.iterdir()) == [in_the_way]
