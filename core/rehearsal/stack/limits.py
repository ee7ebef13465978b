"""In which states of a stack the API takes what: the lists of ROS's user guide."""

from __future__ import annotations

from typing import Final

# Continue to create a stack: its creation failed, and rollback was disabled.
CONTINUABLE: Final = frozenset({"CREATE_FAILED"})
# Update a stack, Limits.
UPDATABLE: Final = frozenset(
    {
        *("CREATE_COMPLETE", "UPDATE_COMPLETE", "UPDATE_FAILED"),
        *("ROLLBACK_COMPLETE", "ROLLBACK_FAILED", "CHECK_COMPLETE", "CHECK_FAILED"),
        *("IMPORT_CREATE_COMPLETE", "IMPORT_UPDATE_COMPLETE", "IMPORT_UPDATE_FAILED"),
        *("IMPORT_UPDATE_ROLLBACK_COMPLETE", "IMPORT_UPDATE_ROLLBACK_FAILED"),
    }
)
# CancelUpdateStack names creations and updates; that a deletion can be cancelled is unproven.
CANCELLABLE: Final = frozenset({"CREATE_IN_PROGRESS", "UPDATE_IN_PROGRESS", "DELETE_IN_PROGRESS"})
