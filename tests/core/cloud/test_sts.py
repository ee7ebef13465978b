"""A role assumed, in the shape STS answers with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.cloud.accounts import Accounts, Profile
from core.cloud.secrets import SessionStore

if TYPE_CHECKING:
    from core.cloud.connection import Connection
    from tests.core.cloud.answering import AnsweringServer

ROLE = "acs:ram::1:role/deploy"
GRANTED = {
    "RequestId": "R-1",
    "AssumedRoleUser": {"Arn": f"{ROLE}/chartnest", "AssumedRoleId": "3:chartnest"},
    "Credentials": {
        "AccessKeyId": "STS.granted",
        "AccessKeySecret": "granted-secret",
        "SecurityToken": "granted-token",
        "Expiration": "2026-11-24T04:00:00Z",
    },
}


def test_a_profile_with_a_role_connects_as_that_role(
    server: AnsweringServer, connection: Connection
) -> None:
    server.answer(200, GRANTED)
    accounts = Accounts(store=SessionStore())
    profile = Profile(
        "work", "cn-hangzhou", role_arn=ROLE, role_session="li", external_id="contract-7"
    )
    accounts.add(profile, connection.credentials)
    given = accounts.connection("work", endpoints=connection.endpoints).credentials
    assert given.access_key_id == "STS.granted"
    assert (given.access_key_secret, given.security_token) == ("granted-secret", "granted-token")
    (asked,) = server.asked
    assert "RoleArn=acs%3Aram%3A%3A1%3Arole%2Fdeploy" in asked
    assert "RoleSessionName=li" in asked
    assert "ExternalId=contract-7" in asked
