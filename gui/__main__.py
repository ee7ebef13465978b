"""Starts the window."""

import sys

from gui.app import main

# A process started to work apart imports this module, too.
if __name__ == "__main__":
    sys.exit(main())
