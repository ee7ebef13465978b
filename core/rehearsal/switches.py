"""What a rehearsal can be told to do otherwise."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Switches:
    """Behaviour of the real service that is unknown, or that tests need both ways.

    `wait_for_hooks`: ClusterHelmApplication completes when Helm does, or as soon as Helm has
    taken the release on. `helm_timeout`: seconds Helm may take, None for no limit; Helm's own
    limit is five minutes. `headers_as_text`: the handle's Headers are a JSON text instead of a
    map. `rate_limit`: refuse more than so many calls of one action a minute, 0 for no limit; the
    real service's is 100.
    """

    wait_for_hooks: bool = True
    helm_timeout: int | None = 300
    headers_as_text: bool = False
    rate_limit: int = 0
