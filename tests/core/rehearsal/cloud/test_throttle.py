from __future__ import annotations

from core.rehearsal.options import Options
from core.rehearsal.process import ephemeral
from core.rehearsal.switches import Switches
from tests.support.official_sdk import Ros, refusal


def test_calls_above_the_limit_are_refused_action_by_action() -> None:
    with ephemeral(Options(switches=Switches(rate_limit=3))) as rehearsal:
        ros = Ros(rehearsal)
        for _ in range(3):
            ros.call("list_stacks")
        assert refusal(ros.call, "list_stacks") == ("Throttling.User", 429)
        assert refusal(ros.call, "get_stack", stack_id="nowhere") == ("StackNotFound", 404)
