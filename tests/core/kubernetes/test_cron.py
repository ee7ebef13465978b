from __future__ import annotations

import pytest

from core.kubernetes.cron import schedule_faults


@pytest.mark.parametrize(
    "schedule",
    [
        "* * * * *",
        "*/5 1-3,7 1 JAN-mar mon-fri",
        "@hourly",
        "@every 90s",
        "5/15 ? * * 0",
        "1,2,3 * * * *",
    ],
)
def test_good_schedules_pass(schedule: str) -> None:
    assert list(schedule_faults(schedule)) == []


@pytest.mark.parametrize(
    ("schedule", "fault"),
    [
        ("60 * * * *", "end of range (60) above maximum (59): 60"),
        ("* * 0 * *", "beginning of range (0) below minimum (1): 0"),
        ("* * * * 7", "end of range (7) above maximum (6): 7"),
        ("9-3 * * * *", "beginning of range (9) beyond end of range (3): 9-3"),
        ("*/0 * * * *", "step of range should be a positive number: */0"),
        ("1-2-3 * * * *", "too many hyphens: 1-2-3"),
        ("1/2/3 * * * *", "too many slashes: 1/2/3"),
        ("* * * *", "expected exactly 5 fields, found 4: [* * * *]"),
        ("0 0 * * * *", "expected exactly 5 fields, found 6: [0 0 * * * *]"),
        ("x * * * *", 'failed to parse int from x: strconv.Atoi: parsing "x": invalid syntax'),
        ("@never", "unrecognized descriptor: @never"),
        ("@every soon", "failed to parse duration @every soon: time: invalid duration"),
    ],
)
def test_a_fault_is_told_as_the_parser_tells_it(schedule: str, fault: str) -> None:
    assert list(schedule_faults(schedule)) == [fault]
