"""What can keep a plan from being read or written at all."""

from __future__ import annotations

from core.errors import ChartNestError


class PlanFileUnreadable(ChartNestError):
    """The operating system does not give the plan file's content."""

    code = "plan-file-unreadable"
    what = "{path} cannot be read: {reason}."
    remedy = "Check the path, or make one with `chartnest plan new FILE`."
    in_window = "Check the path, or start a new plan."


class PlanNotWritable(ChartNestError):
    """No YAML text can carry what the plan holds."""

    code = "plan-not-writable"
    what = "The plan cannot be written: {reason}."
    remedy = "Remove that from the values or the command."
