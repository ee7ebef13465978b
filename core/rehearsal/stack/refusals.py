"""What the API refuses, with the codes and HTTP statuses of the real service.

These travel over the wire to an SDK, which is why they are no ChartNest errors: the client on
the other side makes its own sentences from them.
"""

from __future__ import annotations


class Refusal(Exception):
    """An error answer: its code, HTTP status and message."""

    def __init__(self, code: str, message: str, status: int = 400) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.status = status


class ResourceFailed(Exception):
    """A resource could not be created, updated or deleted; `kind` is the exception ROS names."""

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.kind = kind
        self.message = message


def invalid_template(message: str) -> Refusal:
    """Return the refusal of a template that is none."""
    return Refusal("InvalidTemplate", message)


def validation_failed(message: str) -> Refusal:
    """Return the refusal of a template or parameter that breaks a rule."""
    return Refusal("StackValidationFailed", message)


def property_error(resource: str, complaint: str) -> Refusal:
    """Return the refusal of a resource's properties."""
    return validation_failed(f"Property error: resources.{resource}.properties: {complaint}")


def invalid_parameter(name: str, message: str) -> Refusal:
    """Return the refusal of a request's field that is not what it must be."""
    return Refusal("InvalidParameter", f"The specified parameter {name} is invalid: {message}")


def missing_field(name: str) -> Refusal:
    """Return the refusal of a request without a required field."""
    return Refusal(f"Missing{name}", f"{name} is mandatory for this action.")


def parameter_missing(name: str) -> Refusal:
    """Return the refusal when a parameter without a default is not given."""
    return Refusal("UserParameterMissing", f"The Parameter ({name}) was not provided.")


def unknown_parameter(name: str) -> Refusal:
    """Return the refusal of a parameter that the template does not define."""
    return Refusal("UnknownUserParameter", f"The Parameter ({name}) was not defined in template.")


def stack_exists(name: str) -> Refusal:
    """Return the refusal of a name that another stack has."""
    return Refusal("StackExists", f"The Stack ({name}) already exists.", 409)


def stack_not_found(identity: str) -> Refusal:
    """Return the refusal of an id that no stack has."""
    return Refusal("StackNotFound", f"The Stack ({identity}) could not be found.", 404)


def resource_not_found(name: str, stack_name: str) -> Refusal:
    """Return the refusal of a resource that the stack does not have."""
    return Refusal(
        "ResourceNotFound",
        f"The Resource ({name}) could not be found in Stack {stack_name}.",
        404,
    )


def action_in_progress(stack_name: str, action: str) -> Refusal:
    """Return the refusal when the stack is busy."""
    return Refusal(
        "ActionInProgress",
        f"Stack {stack_name} already has an action ({action}) in progress.",
        409,
    )


def not_supported(message: str) -> Refusal:
    """Return the refusal of what the stack cannot do now, or a rehearsal never does."""
    return Refusal("NotSupported", message)
