"""Where ChartNest keeps things on this computer, and where its own files are."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
TEMPLATES: Final = ROOT / "templates"
RESOURCES: Final = ROOT / "resources"
HOME_VARIABLE: Final = "CHARTNEST_HOME"


def data_directory() -> Path:
    """Return the user's data directory, made if missing; `CHARTNEST_HOME` overrides it."""
    override = os.environ.get(HOME_VARIABLE)
    path = Path(override).absolute() if override else _default()
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    return path


def cache_directory() -> Path:
    """Return where what can be had again is kept, below `CHARTNEST_HOME` when that is set."""
    if os.environ.get("CHARTNEST_HOME"):
        return data_directory() / "cache"
    import platformdirs  # noqa: PLC0415 - 4 ms, and nothing when CHARTNEST_HOME is set

    return platformdirs.user_cache_path("chartnest", appauthor=False)


def write_whole(path: Path, text: str) -> None:
    """Write a file that its owner alone reads, whole or not at all, whoever writes it besides."""
    import tempfile  # noqa: PLC0415 - 10 ms, and few commands write

    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", dir=path.parent, suffix=".new", delete=False
    ) as file:
        file.write(text)
    Path(file.name).replace(path)


def _default() -> Path:
    import platformdirs  # noqa: PLC0415 - 4 ms, and nothing when CHARTNEST_HOME is set

    return platformdirs.user_data_path("chartnest", appauthor=False)
