"""The window over the pipeline of `core`."""
