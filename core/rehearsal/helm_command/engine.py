"""The Helm library's actions with all options that it takes; its Python binding leaves some out.

What it misses: leaving hooks out, waiting for Jobs, how dependents are deleted. The library refuses
an option that it does not know, so that nothing is ignored in silence.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from helm_python import Config, HelmContext

Answer = dict[str, Any]


def deploy(
    config: Config,
    context: HelmContext,
    verb: str,
    words: tuple[str, str, dict[str, Any]],
    **options: object,
) -> Answer:
    """Install or upgrade; `words` are the chart, the release's name and its values."""
    from helm_python import _native

    chart, name, values = words
    return _answered(
        f"helm_{verb}",
        config._raw(),  # noqa: SLF001 - the binding's own way to the library
        context._raw(),  # noqa: SLF001 - as above
        _native.HANDLE(0),  # no chart that is open: it is named
        chart,
        name,
        json.dumps(values),
        _given(options),
    )


def uninstall(config: Config, name: str, **options: object) -> Answer:
    """Uninstall; `info` of the answer says what was kept."""
    return _answered("helm_uninstall", config._raw(), name, _given(options))  # noqa: SLF001 - as above


def roll_back(config: Config, name: str, **options: object) -> None:
    """Roll back, by default to the revision before."""
    from helm_python import _native

    _native.call_status("helm_rollback", config._raw(), name, _given(options))  # noqa: SLF001 - as above


def _answered(function: str, *arguments: object) -> Answer:
    from helm_python import _native

    answer: Answer = json.loads(_native.call_string(function, *arguments))
    return answer


def _given(options: dict[str, object]) -> str:
    return json.dumps({name: value for name, value in options.items() if value})
