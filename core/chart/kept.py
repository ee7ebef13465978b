"""Archives of dependencies kept on this computer, by the digest of their content."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from core.paths import cache_directory

# Room for the dependencies of many charts; what was used longest ago goes first.
ROOM: Final = 256 * 1024 * 1024
_DIGEST: Final = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class KeptArchives:
    """A folder of archives that takes up to `room` bytes.

    What cannot be kept or found again is fetched again: no error comes of it.
    """

    folder: Path = field(default_factory=lambda: cache_directory() / "charts")
    room: int = ROOM

    def find(self, sha256: str) -> bytes | None:
        """Return the archive with this digest, None when it is not kept."""
        digest = sha256.removeprefix("sha256:").lower()
        if not _DIGEST.fullmatch(digest):  # it comes from an index, and leads to a file
            return None
        path = self._path(digest)
        try:
            content = path.read_bytes()
            os.utime(path)
        except OSError:
            return None
        return content if hashlib.sha256(content).hexdigest() == digest else None

    def keep(self, archive: bytes) -> None:
        """Keep an archive, and let go what there is no more room for."""
        path = self._path(hashlib.sha256(archive).hexdigest())
        with suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            with tempfile.NamedTemporaryFile(dir=self.folder, suffix=".new", delete=False) as file:
                new = Path(file.name)
                try:
                    file.write(archive)
                    file.close()  # Windows moves no open file
                    new.replace(path)
                except OSError:
                    file.close()
                    new.unlink(missing_ok=True)
                    raise
            self._make_room()

    def _path(self, digest: str) -> Path:
        return self.folder / f"{digest}.tgz"

    def _make_room(self) -> None:
        newest_first = sorted(
            ((path.stat(), path) for path in self.folder.iterdir()),
            key=lambda found: found[0].st_mtime_ns,
            reverse=True,
        )
        taken = 0
        for status, path in newest_first:
            taken += status.st_size
            if taken > self.room:
                path.unlink(missing_ok=True)
