"""The pipeline from a plan to a running release; no Qt, and nothing printed outside `core.cli`."""

__version__ = "0.1.0"
