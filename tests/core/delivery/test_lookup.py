"""What ROS looks up by itself."""

from __future__ import annotations

import pytest

from core.delivery.lookup import ros_path


@pytest.mark.parametrize(
    "written", ["status.phase", ".status.phase", "{.status.phase}", "$.status.phase"]
)
def test_every_way_to_write_a_path_is_one_to_ros(written: str) -> None:
    assert ros_path(written) == "$.status.phase"


def test_a_path_may_begin_with_a_bracket() -> None:
    assert ros_path("{['a']}") == "$['a']"
