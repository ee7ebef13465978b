"""What the services refuse, in our words; nothing of it shows a secret."""

from __future__ import annotations

import logging
import socket
from typing import TYPE_CHECKING

import pytest

from core.cloud.connection import Connection, Credentials, Endpoints, is_loopback
from core.cloud.errors import (
    ActionInProgress,
    BucketMissing,
    ClockWrong,
    CloudError,
    CloudRefused,
    CloudUnreachable,
    Forbidden,
    LaunchPending,
    NothingToChange,
    ServiceBroken,
    StackExists,
    StackNotFound,
    Throttled,
    TokenExpired,
    UnknownAccessKey,
    WrongSecret,
)
from core.cloud.oss import OssClient
from core.cloud.ros import RosClient
from core.cloud.sts import StsClient
from core.errors import ExitCode

if TYPE_CHECKING:
    from tests.core.cloud.answering import AnsweringServer


@pytest.mark.parametrize(
    ("refusal", "expected"),
    [
        ((400, "SignatureDoesNotMatch", "Specified signature is not matched."), WrongSecret),
        ((400, "IncompleteSignature", "The request signature does not conform."), WrongSecret),
        (
            (403, "InvalidAccessKeyId.Inactive", "Specified access key is disabled."),
            UnknownAccessKey,
        ),
        ((400, "InvalidSecurityToken.Expired", "The token is expired."), TokenExpired),
        ((400, "InvalidTimeStamp.Expired", "Specified time stamp is expired."), ClockWrong),
        ((403, "Forbidden", "not authorized"), Forbidden),
        ((403, "NoPermission", "not authorized"), Forbidden),
        ((404, "StackNotFound", "The Stack (x) could not be found."), StackNotFound),
        ((409, "StackExists", "The Stack (x) already exists."), StackExists),
        ((409, "ActionInProgress", "Stack x already has an action in progress."), ActionInProgress),
        ((400, "InvalidIdempotenceParameter", "other parameters"), LaunchPending),
        ((400, "LastTokenProcessing", "still running"), LaunchPending),
        ((400, "NotSupported", "There are no changes to be made."), NothingToChange),
        ((400, "StackValidationFailed", "No such parameter."), CloudRefused),
        ((500, "InternalError", "oops"), ServiceBroken),
    ],
)
def test_each_error_code_has_its_own_error(
    server: AnsweringServer,
    connection: Connection,
    refusal: tuple[int, str, str],
    expected: type[CloudError],
) -> None:
    server.refuse(*refusal)
    with pytest.raises(expected) as refused:
        RosClient(connection).stack("x")
    assert type(refused.value) is expected
    assert refused.value.exit_code is ExitCode.REFUSED
    assert str(refused.value.sentence)
    assert str(refused.value.advice)


def test_a_missing_right_is_named_as_the_service_names_it(
    server: AnsweringServer, connection: Connection
) -> None:
    detail = {"AuthAction": "ros:GetStack", "AuthPrincipalDisplayName": "dev"}
    server.refuse(403, "Forbidden", "denied by policy", AccessDeniedDetail=detail)
    with pytest.raises(Forbidden, match="lacks the right ros:GetStack"):
        RosClient(connection).stack("x")


def test_a_right_that_nobody_names_is_that_of_the_call(
    server: AnsweringServer, connection: Connection
) -> None:
    server.refuse(403, "NoPermission", "You are not authorized to do this action.")
    with pytest.raises(Forbidden, match="sts:GetCallerIdentity"):
        StsClient(connection).identity()


def test_a_refusal_says_the_services_sentence_without_request_id(
    server: AnsweringServer, connection: Connection
) -> None:
    server.refuse(400, "StackValidationFailed", "The Parameter (Size) was not provided")
    with pytest.raises(CloudRefused) as refused:
        RosClient(connection).validate_template("{}")
    assert str(refused.value) == (
        "ROS refused ValidateTemplate: The Parameter (Size) was not provided. "
        "(StackValidationFailed)"
    )


def test_control_characters_of_an_answer_are_made_visible(
    server: AnsweringServer, connection: Connection
) -> None:
    server.refuse(400, "Weird", "red \x1b[31m alert \u202e")
    with pytest.raises(CloudRefused, match=r"red \\u001b\[31m alert \\u202e"):
        RosClient(connection).stack("x")


def test_a_throttled_call_is_made_again(server: AnsweringServer, connection: Connection) -> None:
    server.refuse(429, "Throttling.User", "slow down")
    server.answer(200, {"AccountId": "1", "Arn": "acs:ram::1:user/dev", "IdentityType": "RAMUser"})
    identity = StsClient(connection).identity()
    assert (identity.account_id, identity.user) == ("1", "user/dev")
    assert len(server.asked) == 2


def test_a_call_throttled_three_times_is_given_up(
    server: AnsweringServer, connection: Connection
) -> None:
    server.refuse(400, "Throttling.Api", "slow down")
    with pytest.raises(Throttled):
        RosClient(connection).stack("x")
    assert len(server.asked) == 3


def test_what_must_not_happen_twice_is_asked_once(
    server: AnsweringServer, connection: Connection
) -> None:
    server.refuse(400, "Throttling", "slow down")
    with pytest.raises(Throttled):
        RosClient(connection).continue_create("x", recreate=["Signal1"], parameters={})
    assert len(server.asked) == 1


def test_a_page_of_a_proxy_is_no_answer(server: AnsweringServer, connection: Connection) -> None:
    server.answer(502, b"<html>Bad Gateway</html>", "text/html")
    with pytest.raises(CloudUnreachable, match="not an answer of Alibaba Cloud"):
        RosClient(connection).stack("x")


def test_a_closed_port_is_named_in_one_line() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    nowhere = Connection(
        Credentials("id", "planted-secret"), "r", Endpoints.all_at(f"http://127.0.0.1:{port}")
    )
    with pytest.raises(CloudUnreachable) as ros:
        RosClient(nowhere).stack("x")
    with pytest.raises(CloudUnreachable) as oss:
        OssClient(nowhere).put("bucket", "key", b"", "text/plain")
    for unreachable in (ros.value, oss.value):
        assert "Connection refused." in str(unreachable)
        assert "planted" not in str(unreachable)


def test_calls_to_this_computer_go_past_a_proxy(
    server: AnsweringServer, connection: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "HTTPS_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    server.answer(200, {"AccountId": "1", "Arn": "a:b", "IdentityType": "RAMUser"})
    assert StsClient(connection).identity().account_id == "1"
    OssClient(connection).check_bucket("bucket")


def test_oss_refusals_are_named(server: AnsweringServer, connection: Connection) -> None:
    error = b"<Error><Code>%s</Code><Message>m</Message><RequestId>r</RequestId></Error>"
    server.answer(404, error % b"NoSuchBucket", "application/xml")
    with pytest.raises(BucketMissing, match="shop-charts"):
        OssClient(connection).put("shop-charts", "k", b"", "text/plain")
    server.answers.clear()
    server.answer(403, error % b"AccessDenied", "application/xml")
    with pytest.raises(Forbidden, match="oss:PutObject"):
        OssClient(connection).put("shop-charts", "k", b"", "text/plain")
    server.answers.clear()
    server.answer(403, error % b"SignatureDoesNotMatch", "application/xml")
    with pytest.raises(WrongSecret):
        OssClient(connection).put("shop-charts", "k", b"", "text/plain")


def test_the_sdk_logs_nothing_even_when_asked_to_debug(
    server: AnsweringServer,
    connection: Connection,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("DEBUG", "sdk")
    caplog.set_level(logging.DEBUG)
    server.refuse(404, "StackNotFound", "none")
    with pytest.raises(StackNotFound):
        RosClient(connection).stack("x")
    said = caplog.text + "".join(capfd.readouterr())
    assert "planted" not in said
    assert "Authorization" not in said


@pytest.mark.parametrize(
    ("address", "here"),
    [
        ("http://127.0.0.1:80", True),
        ("http://localhost:1", True),
        ("http://[::1]:1", True),
        ("https://ros.aliyuncs.com", False),
        ("http://10.0.0.1", False),
        (None, False),
    ],
)
def test_this_computer_is_told_from_others(address: str | None, here: bool) -> None:
    assert is_loopback(address) is here
