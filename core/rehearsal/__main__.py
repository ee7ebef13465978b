"""Serves the rehearsal that is found again, without a word; `chartnest rehearsal serve` talks."""

from __future__ import annotations

import argparse
import asyncio
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from core.chart.surroundings import DEFAULT_KUBERNETES_VERSION
from core.cloud.kubeconfig import given_cluster
from core.errors import ChartNestError
from core.rehearsal.options import Options, default_state
from core.rehearsal.process import serve_found

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(words: Sequence[str] | None = None) -> int:
    """Serve until told to end; say on stderr why not."""
    parser = argparse.ArgumentParser(prog="core.rehearsal", allow_abbrev=False)
    parser.add_argument("--state", type=Path)
    parser.add_argument("--kubeconfig", type=Path)
    parser.add_argument("--context", default="")
    parser.add_argument("--callback-host")
    parser.add_argument("--kubernetes-version", default=DEFAULT_KUBERNETES_VERSION)
    parser.add_argument("--helm", type=Path)
    arguments = parser.parse_args(words)
    options = Options(
        state=arguments.state or default_state(),
        given_cluster=given_cluster(arguments.kubeconfig, arguments.context),
        callback_host=arguments.callback_host,
        kubernetes_version=arguments.kubernetes_version,
        helm=arguments.helm,
    )
    try:
        asyncio.run(serve_found(options, lambda _: None))
    except ChartNestError as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_code
    except KeyboardInterrupt:
        pass
    return 0


if __name__ == "__main__":
    sys.exit(main())
