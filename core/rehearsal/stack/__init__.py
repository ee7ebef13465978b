"""The stack engine: templates, functions, and the life of a stack."""
