"""Charts put where a rehearsal's cluster fetches them."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from core.delivery.model import PackagedChart
from core.deployment.hosting import RehearsalHost
from core.progress import silent
from tests.support.charts import packed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from core.rehearsal.rehearsal import Rehearsal

_NUMBERS = itertools.count(1)


def host(rehearsal: Rehearsal, files: Mapping[str, bytes]) -> str:
    """Return the address that a chart of these files is put at."""
    archive = PackagedChart("chart", f"0.0.{next(_NUMBERS)}", files, packed(dict(files)))
    return RehearsalHost(rehearsal.connection()).place(archive, silent)
