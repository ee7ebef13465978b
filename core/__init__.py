"""The pipeline from a plan to a running release; no Qt, and nothing printed outside `core.cli`."""

__version__ = "0.1.0"

CHILD = "--child"
"""The first word of a child's command line in a frozen build; `gui.start` reads it."""
