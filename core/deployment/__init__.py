"""A bundle launched as a stack: launch, watch, update, delete, outputs, reason, history."""
