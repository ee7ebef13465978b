"""How large Helm's record of a release becomes: it is a Secret, and Kubernetes takes 1 MiB."""

from __future__ import annotations

import base64
import gzip
import json
from typing import TYPE_CHECKING, Final

from core.delivery.hook_chart import TRAVELLING_CHART, TRAVELLING_VALUES
from core.errors import Problem, say
from core.plan.model import DeliveryMethod

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from core.chart.model import Chart
    from core.delivery.model import Bundle

RECORD_LIMIT: Final = 1000 * 1024
# Less than this cannot become too large, whatever is in it: it is stored twice, in base64.
_NEVER_TOO_LARGE: Final = 350 * 1024
_TRAVELLING: Final = (f"files/{TRAVELLING_CHART}", f"files/{TRAVELLING_VALUES}")


def record_size(files: Mapping[str, bytes], values: str, manifest: str) -> int:
    """Return the bytes of the record of a release of a chart made of `files`.

    Helm stores base64(gzip(JSON)), the JSON holding every file of the chart in base64, the values
    and the rendered manifest (helm/helm, pkg/storage/driver/util.go).
    """
    release = {
        "chart": [
            {"name": name, "data": base64.b64encode(content).decode()}
            for name, content in sorted(files.items())
        ],
        "config": values,
        "manifest": manifest,
    }
    packed = gzip.compress(json.dumps(release).encode(), mtime=0)
    return -(-len(packed) // 3) * 4


def check_records(bundle: Bundle, chart: Chart) -> Iterator[Problem]:
    """Yield a problem for each release whose record would be too large.

    What the chart renders is not counted: the size of its own record is the least it can be.
    """
    values = bundle.plan.values
    yield from _check("chart", chart.files, values, "")
    if bundle.plan.delivery.method is DeliveryMethod.HOOK and bundle.hosted:
        files = bundle.hosted.files
        travelling = [files[path] for path in _TRAVELLING if path in files]
        manifest = [base64.b64encode(each).decode() for each in (*travelling, values.encode())]
        yield from _check("delivery", files, values, "\n".join(manifest))


def _check(place: str, files: Mapping[str, bytes], values: str, manifest: str) -> Iterator[Problem]:
    if sum(map(len, files.values())) + len(values) < _NEVER_TOO_LARGE:
        return
    size = record_size(files, values, manifest)
    if size <= RECORD_LIMIT:
        return
    part, content = max(files.items(), key=lambda file: len(gzip.compress(file[1], mtime=0)))
    if len(gzip.compress(values.encode(), mtime=0)) > len(gzip.compress(content, mtime=0)):
        part = "the values"
    what = say(
        "Helm's record of the release would be {size} KiB, above {limit} KiB, most of it {part}.",
        size=size // 1024,
        limit=RECORD_LIMIT // 1024,
        part=part,
    )
    remedy = say(
        "Make {part} smaller, or put the chart at an address instead of sending it along.",
        part=part,
    )
    yield Problem(place, what, remedy)
