"""The command line: the pipeline's functions, one command each; the only place that prints."""

from __future__ import annotations


def main() -> None:
    """Run `chartnest`."""
    raise SystemExit(0)
