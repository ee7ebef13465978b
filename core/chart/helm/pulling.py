"""What the Job's Helm needs to be, to fetch a chart from where it lies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from core.chart.helm.versions import OLDEST, since
from core.errors import Problem, Sentence, say, warning
from core.plan.model import OciChart

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.chart.model import Chart

_PLAIN_HTTP_SINCE: Final = "3.13"
_NAME_THE_HELM: Final = say("Say which Helm the image holds.")


def check_pulling(chart: Chart, helm: str | None) -> Iterator[Problem]:
    """Yield why a Job whose image holds `helm` cannot fetch the chart from its source."""
    if helm is not None and not since(helm, OLDEST):
        what = say(
            "The Job needs Helm {first} or newer, and the image holds {helm}.",
            first=OLDEST,
            helm=helm,
        )
        yield Problem("delivery.image", what, _newer(OLDEST))
    if helm is not None and "@" in (chart.address or "") and not since(helm, "3.17.0"):
        what = say("Helm {helm} pulls no chart by its digest alone; 3.17 is the first.", helm=helm)
        yield Problem("chart.oci", what, say("Name the tag beside the digest, or a newer Helm."))
    source = chart.source
    plain = isinstance(source, OciChart) and source.tls.plain_http
    if plain and helm is None:
        what = say(
            "The image's Helm is not known; one before {first} cannot talk http to a registry.",
            first=_PLAIN_HTTP_SINCE,
        )
        yield warning("chart.tls.plainHttp", what, _NAME_THE_HELM)
    elif plain and helm is not None and not since(helm, _PLAIN_HTTP_SINCE):
        what = say("The image's Helm {helm} cannot talk http to a registry.", helm=helm)
        yield Problem("chart.tls.plainHttp", what, _newer(_PLAIN_HTTP_SINCE))


def _newer(first: str) -> Sentence:
    return say("Choose an image with Helm {first} or newer.", first=first)
