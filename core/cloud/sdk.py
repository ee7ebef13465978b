"""The one place that sets up Alibaba's SDKs and turns their exceptions into our errors."""

from __future__ import annotations

import logging
import os
import re
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from core.cloud.connection import is_loopback
from core.cloud.errors import (
    ActionInProgress,
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
from core.log import Log

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from core.cloud.connection import Connection

_LOG: Final = Log("cloud")
CONNECT_TIMEOUT: Final = 5_000  # ms
_LONGEST_PAUSE: Final = 3_000  # ms between two attempts, whatever the service asks for
READ_TIMEOUT: Final = 20_000  # ms; listing the clusters of a large account takes over 10 s

# An error code, or its beginning, and what it means; the first that fits counts.
_BY_CODE: Final[tuple[tuple[str, type[CloudError]], ...]] = (
    ("SignatureDoesNotMatch", WrongSecret),
    ("IncompleteSignature", WrongSecret),
    ("InvalidAccessKeyId", UnknownAccessKey),
    ("InvalidSecurityToken", TokenExpired),
    ("MissingSecurityToken", TokenExpired),
    ("SecurityTokenExpired", TokenExpired),
    ("InvalidTimeStamp", ClockWrong),
    ("RequestTimeTooSkewed", ClockWrong),
    ("Throttling", Throttled),
    ("QpsLimitExceeded", Throttled),
    ("Forbidden", Forbidden),
    ("NoPermission", Forbidden),
    ("AccessDenied", Forbidden),
    ("StackNotFound", StackNotFound),
    ("StackExists", StackExists),
    ("ActionInProgress", ActionInProgress),
    ("InvalidIdempotenceParameter", LaunchPending),
    ("IdempotentParameterMismatch", LaunchPending),
    ("LastTokenProcessing", LaunchPending),
)
_RIGHT: Final = re.compile(r"\b([a-z]+:[A-Z][A-Za-z]+)\b")
_RAM_PREFIX: Final = {"ROS": "ros", "ACK": "cs", "STS": "sts", "OSS": "oss"}


def open_api_config(connection: Connection, endpoint: str | None, *, retry: bool = True) -> Any:
    """Return the configuration of a client; `endpoint` is `http://host:port` or None.

    With `retry` a call that was not answered, or came too often, is made again twice: only for
    calls that do nothing the second time.
    """
    from alibabacloud_tea_openapi.utils_models import Config

    _silence_sdk()
    address = urlsplit(endpoint) if endpoint else None
    return Config(
        access_key_id=connection.credentials.access_key_id,
        access_key_secret=connection.credentials.access_key_secret,
        security_token=connection.credentials.security_token,
        region_id=connection.region,
        endpoint=address.netloc if address else None,
        protocol=address.scheme if address else "https",
        http_proxy=_proxy_past(endpoint),
        connect_timeout=CONNECT_TIMEOUT,
        read_timeout=READ_TIMEOUT,
        retry_options=_retry_options() if retry else None,
        user_agent="ChartNest",
    )


@contextmanager
def errors_translated(service: str, action: str) -> Iterator[None]:
    """Turn what the SDK raises inside into a `CloudError` that names `service` and `action`."""
    from alibabacloud_tea_openapi.exceptions import AlibabaCloudException
    from darabonba.exceptions import UnretryableException

    began = time.monotonic()
    try:
        yield
        _LOG.debug("called", service=service, action=action, seconds=time.monotonic() - began)
    except AlibabaCloudException as refusal:
        _LOG.warning("refused", service=service, action=action, code=refusal.code)
        raise _refusal(service, action, refusal) from None
    except UnretryableException as failure:
        _LOG.warning("unreachable", service=service, action=action)
        raise _unreachable(service, action, failure.inner_exception) from None


def refused(
    service: str, action: str, error_code: str, message: str, right: str = ""
) -> CloudError:
    """Return the error for a service's error code; `right` is the missing one where it is told."""
    arguments: dict[str, object] = {
        "service": service,
        "action": action,
        "error_code": error_code,
        "message": message.rstrip(". ") + ".",
    }
    if error_code == "NotSupported" and "no change" in message.lower():
        return NothingToChange(**arguments)
    for beginning, error in _BY_CODE:
        if error_code.startswith(beginning):
            missing = right or _right_named_in(message) or f"{_RAM_PREFIX[service]}:{action}"
            return error(**arguments, right=missing)
    return CloudRefused(**arguments)


def _refusal(service: str, action: str, refusal: Any) -> CloudError:
    untrusted: Mapping[str, object] = refusal.data if isinstance(refusal.data, dict) else {}
    message = str(untrusted.get("Message") or untrusted.get("message") or refusal.message)
    if (refusal.status_code or 0) >= 500:
        return ServiceBroken(
            service=service, action=action, message=message, error_code=refusal.code
        )
    denied = untrusted.get("AccessDeniedDetail")
    right = str(denied.get("AuthAction") or "") if isinstance(denied, dict) else ""
    return refused(service, action, str(refusal.code), message, right)


def _unreachable(service: str, action: str, cause: object) -> CloudUnreachable:
    """Return what stands for no answer, or for one that is no JSON, as proxies give."""
    from darabonba.exceptions import RetryError

    message = "what came back is not an answer of Alibaba Cloud."
    if isinstance(cause, RetryError):
        message = innermost_of(str(cause))
    return CloudUnreachable(service=service, action=action, message=message)


def innermost_of(chain: str) -> str:
    """Return the last cause of a chain that urllib3 nests like `A(B(…: [Errno 111] reason'))`."""
    reason = re.search(r"\[Errno -?\d+\] ([^'\")]+)", chain)
    if reason:
        return f"{reason[1]}."
    return "it took too long." if "timed out" in chain else f"{chain[:200]}."


def _right_named_in(message: str) -> str:
    named = _RIGHT.search(message)
    return named[1] if named else ""


def _proxy_past(endpoint: str | None) -> str | None:
    """Return what keeps the SDK from sending calls to this computer through a proxy.

    It honours HTTP_PROXY and not NO_PROXY, and an empty setting counts as none: the server itself,
    named as its own proxy, is reached directly.
    """
    proxied = os.environ.get("HTTP_PROXY") or os.environ.get("http_proxy")
    return endpoint if proxied and is_loopback(endpoint) else None


def _retry_options() -> Any:
    from darabonba.policy.retry import RetryOptions

    backoff = {"policy": "EqualJitter", "period": 200, "cap": _LONGEST_PAUSE}
    return RetryOptions(
        {
            "retryable": True,
            "retryCondition": [
                {
                    "maxAttempts": 3,
                    "backoff": backoff,
                    "maxDelay": _LONGEST_PAUSE,
                    "exception": ["RetryError", "ThrottlingException"],
                    "errorCode": [
                        "Throttling",
                        "Throttling.User",
                        "Throttling.Api",
                        "ServiceUnavailable",
                    ],
                }
            ],
        }
    )


def _silence_sdk() -> None:
    """Take away the logger the SDK sets up at import: asked to debug, it prints credentials."""
    import darabonba.core  # noqa: F401 - its import makes the logger

    logger = logging.getLogger("darabonba-core")
    logger.handlers.clear()
    logger.setLevel(logging.WARNING)
