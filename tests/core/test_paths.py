from __future__ import annotations

import os
from pathlib import Path

from core.paths import write_whole


def test_a_file_is_replaced_whole_and_its_owner_alone_reads_it(tmp_path: Path) -> None:
    path = tmp_path / "kept.json"
    path.write_text("before", "utf-8")
    write_whole(path, "一")
    assert path.read_text("utf-8") == "一"
    assert list(tmp_path.iterdir()) == [path]
    if os.name == "posix":
        assert path.stat().st_mode & 0o777 == 0o600
