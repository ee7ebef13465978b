from __future__ import annotations

import os
from typing import TYPE_CHECKING

from core.paths import write_whole

if TYPE_CHECKING:
    from pathlib import Path


def test_a_file_is_replaced_whole_and_its_owner_alone_reads_it(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    path = folder / "kept.json"
    path.write_text("before", "utf-8")
    write_whole(path, "一")
    assert path.read_text("utf-8") == "一"
    assert list(folder.iterdir()) == [path]
    if os.name == "posix":
        assert path.stat().st_mode & 0o777 == 0o600
