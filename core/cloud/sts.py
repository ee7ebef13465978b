"""STS: whose AccessKey it is, and temporary credentials of a role."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from core.cloud.connection import Credentials
from core.cloud.sdk import errors_translated, open_api_config

if TYPE_CHECKING:
    from core.cloud.connection import Connection

_SESSION_NAME: Final = "chartnest"
_SESSION_SECONDS: Final = 3_600  # the most a role allows unless its owner raised it


@dataclass(frozen=True)
class Identity:
    """Who an AccessKey belongs to; `kind` is Account, RAMUser or AssumedRoleUser."""

    account_id: str
    arn: str
    kind: str

    @property
    def user(self) -> str:
        """Return the user's or role's name, or `root`."""
        return self.arn.rpartition(":")[2]


class StsClient:
    """A client for one account; may be shared between threads."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def identity(self) -> Identity:
        """Return whose credentials these are: the way to verify them."""
        with errors_translated("STS", "GetCallerIdentity"):
            body = self._client.get_caller_identity().body
        return Identity(str(body.account_id), str(body.arn), str(body.identity_type))

    def assume_role(
        self, role_arn: str, *, session: str | None = None, external_id: str | None = None
    ) -> Credentials:
        """Return credentials of a role, valid for an hour; its owner may ask for the other two."""
        from alibabacloud_sts20150401.models import AssumeRoleRequest

        request = AssumeRoleRequest(
            role_arn=role_arn,
            role_session_name=session or _SESSION_NAME,
            duration_seconds=_SESSION_SECONDS,
            external_id=external_id,
        )
        with errors_translated("STS", "AssumeRole"):
            granted = self._client.assume_role(request).body.credentials
        return Credentials(granted.access_key_id, granted.access_key_secret, granted.security_token)

    @cached_property
    def _client(self) -> Any:
        from alibabacloud_sts20150401.client import Client

        return Client(open_api_config(self._connection, self._connection.endpoints.sts))
