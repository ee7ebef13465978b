"""Security Token Service: who is asking."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from core.rehearsal.stack.blueprint import ACCOUNT_ID

if TYPE_CHECKING:
    from core.cloud.connection import Credentials


def get_caller_identity(caller: Credentials) -> dict[str, Any]:
    """GetCallerIdentity: the account itself, or a role when the credentials are temporary."""
    if caller.security_token is None:
        return {
            "AccountId": ACCOUNT_ID,
            "Arn": f"acs:ram::{ACCOUNT_ID}:root",
            "IdentityType": "Account",
            "PrincipalId": ACCOUNT_ID,
            "UserId": ACCOUNT_ID,
        }
    return {
        "AccountId": ACCOUNT_ID,
        "Arn": f"acs:ram::{ACCOUNT_ID}:assumed-role/rehearsal/session",
        "IdentityType": "AssumedRoleUser",
        "PrincipalId": "300000000000001:session",
        "RoleId": "300000000000001",
    }
