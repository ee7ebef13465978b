"""What the cluster refuses, in the words of a real API server."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.kubernetes.causes import Cause
    from core.rehearsal.cluster.kinds.kind import Kind


class Refusal(Exception):
    """A request the cluster answers with a `Status` of kind Failure."""

    def __init__(
        self, code: int, reason: str, message: str, details: dict[str, Any] | None = None
    ) -> None:
        super().__init__(message)
        self.code = code
        self.reason = reason
        self.message = message
        self.details = details

    @property
    def status(self) -> dict[str, Any]:
        """Return the `Status` object that is sent."""
        status: dict[str, Any] = {
            "kind": "Status",
            "apiVersion": "v1",
            "metadata": {},
            "status": "Failure",
            "message": self.message,
            "reason": self.reason,
            "code": self.code,
        }
        if self.details:
            status["details"] = self.details
        return status


def invalid(kind: Kind, name: str, causes: Sequence[Cause]) -> Refusal:
    """Refuse an object whose fields are well-formed and wrong."""
    told = ", ".join(map(str, causes))
    if len(causes) > 1:
        told = f"[{told}]"
    return Refusal(
        HTTPStatus.UNPROCESSABLE_ENTITY,
        "Invalid",
        f'{kind.qualified_name} "{name}" is invalid: {told}',
        {
            "name": name,
            "group": kind.group,
            "kind": kind.name,
            "causes": [
                {"reason": c.reason, "message": c.message, "field": c.field} for c in causes
            ],
        },
    )


def bad_request(message: str) -> Refusal:
    """Refuse a request that cannot be read."""
    return Refusal(HTTPStatus.BAD_REQUEST, "BadRequest", message)


def no_such_path() -> Refusal:
    """Refuse a path that nothing is served under."""
    return Refusal(
        HTTPStatus.NOT_FOUND, "NotFound", "the server could not find the requested resource"
    )


def not_found(kind: Kind, name: str) -> Refusal:
    """Refuse a name that no object has."""
    return Refusal(
        HTTPStatus.NOT_FOUND,
        "NotFound",
        f'{kind.resource} "{name}" not found',
        _named(kind, name),
    )


def already_exists(kind: Kind, name: str) -> Refusal:
    """Refuse to create a second object of one name."""
    return Refusal(
        HTTPStatus.CONFLICT,
        "AlreadyExists",
        f'{kind.resource} "{name}" already exists',
        _named(kind, name),
    )


def conflict(kind: Kind, name: str, why: str) -> Refusal:
    """Refuse a change to an object that is no longer what the client saw."""
    return Refusal(
        HTTPStatus.CONFLICT,
        "Conflict",
        f'Operation cannot be fulfilled on {kind.resource} "{name}": {why}',
        _named(kind, name),
    )


def modified(kind: Kind, name: str) -> Refusal:
    """Refuse a change that carries an old resourceVersion."""
    return conflict(
        kind,
        name,
        "the object has been modified; please apply your changes to the latest version and try"
        " again",
    )


def forbidden(kind: Kind, name: str, why: str) -> Refusal:
    """Refuse what is not allowed whoever asks."""
    return Refusal(
        HTTPStatus.FORBIDDEN,
        "Forbidden",
        f'{kind.resource} "{name}" is forbidden: {why}',
        _named(kind, name),
    )


def method_not_allowed() -> Refusal:
    """Refuse a verb its path does not know."""
    return Refusal(
        HTTPStatus.METHOD_NOT_ALLOWED,
        "MethodNotAllowed",
        "the server does not allow this method on the requested resource",
    )


def unsupported_media_type(content_type: str) -> Refusal:
    """Refuse a body in a format that is not understood."""
    return Refusal(
        HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
        "UnsupportedMediaType",
        f'the body of the request was in an unknown format "{content_type}"',
    )


def expired(wanted: int, oldest: int) -> Refusal:
    """Refuse to watch from a moment that is no longer kept."""
    return Refusal(HTTPStatus.GONE, "Expired", f"too old resource version: {wanted} ({oldest})")


def not_rehearsed(what: str) -> Refusal:
    """Refuse what only a cluster that runs containers can do."""
    return Refusal(
        HTTPStatus.NOT_IMPLEMENTED,
        "NotImplemented",
        f"{what} needs a container, and a rehearsal runs none",
    )


def _named(kind: Kind, name: str) -> dict[str, Any]:
    details = {"name": name, "kind": kind.plural}
    return details | ({"group": kind.group} if kind.group else {})
