"""`python -P -m core.rehearsal.helm_command …`: one Helm command."""

from __future__ import annotations

import sys

from core.rehearsal.helm_command.command import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
