"""What Alibaba Cloud refuses, what keeps it from answering, and what accounts lack."""

from __future__ import annotations

from core.errors import ChartNestError, ExitCode


class CloudError(ChartNestError):
    """A call did not succeed; `service` and `action` name it."""

    exit_code = ExitCode.REFUSED


class CloudRefused(CloudError):
    """A service refused, for a reason that has no class of its own."""

    code = "cloud-refused"
    what = "{service} refused {action}: {message} ({error_code})"
    remedy = "Mend what it names, then try again."


class WrongSecret(CloudError):
    """The AccessKey ID exists, the secret is not its own."""

    code = "wrong-secret"
    what = "{service} refused {action}: the AccessKey secret does not belong to the AccessKey ID."
    remedy = "Add the account again with the secret that was shown when the AccessKey was made."


class UnknownAccessKey(CloudError):
    """The AccessKey ID does not exist, or is disabled."""

    code = "unknown-access-key"
    what = "{service} refused {action}: no active AccessKey has this ID."
    remedy = "Look in the RAM console whether the AccessKey was deleted or disabled."


class TokenExpired(CloudError):
    """Temporary credentials are over, or belong to another AccessKey."""

    code = "token-expired"
    what = "{service} refused {action}: the STS token has expired or is not valid."
    remedy = "Get new temporary credentials and add the account again."


class ClockWrong(CloudError):
    """This computer's clock is too far off for a signature."""

    code = "clock-wrong"
    what = "{service} refused {action}: this computer's clock is wrong by more than 15 minutes."
    remedy = "Set the clock, then try again."


class Forbidden(CloudError):
    """The account may not do this."""

    code = "forbidden"
    what = "{service} refused {action}: the account lacks the right {right}."
    remedy = "Ask for a RAM policy that allows {right}."


class Throttled(CloudError):
    """Too many calls in a short time."""

    code = "throttled"
    what = "{service} takes no more {action} calls for now."
    remedy = "Wait a minute; at most 100 calls a minute are allowed to one account."


class CloudUnreachable(CloudError):
    """No answer, or none that a service of Alibaba Cloud gives."""

    code = "cloud-unreachable"
    what = "{service} gave no answer to {action}: {message}"
    remedy = "Check the network and the proxy, then try again: nothing is done twice."


class ServiceBroken(CloudError):
    """The service answered that something is wrong on its side."""

    code = "service-broken"
    what = "{service} failed at {action}: {message} ({error_code})"
    remedy = "Try again in a minute."


class StackNotFound(CloudError):
    """There is no such stack, or it is gone."""

    code = "stack-not-found"
    what = "ROS knows no such stack: {message}"
    remedy = "List the deployments; it may be deleted, or in another region."


class StackExists(CloudError):
    """A stack of this name exists in the region."""

    code = "stack-exists"
    what = "A stack of this name exists already: {message}"
    remedy = "Launch again: a new name is chosen."


class ActionInProgress(CloudError):
    """The stack is busy with an earlier operation."""

    code = "action-in-progress"
    what = "The stack is busy: {message}"
    remedy = "Wait until the operation ends, or cancel it."


class NothingToChange(CloudError):
    """An update that changes nothing."""

    code = "nothing-to-change"
    what = "The stack is already as the plan wants it."
    remedy = "Change the plan, then update."


class LaunchPending(CloudError):
    """A call with this client token came before, and is not over or had other parameters."""

    code = "launch-pending"
    what = "ROS has seen this launch before: {message}"
    remedy = "Launch again in a minute; the same stack is found."


class BucketMissing(CloudError):
    """The OSS bucket of the plan is not there."""

    code = "bucket-missing"
    what = "OSS has no bucket {bucket} in this region."
    remedy = "Make the bucket in the stack's region, or name another in delivery.hosting."
    in_window = "Make the bucket in the stack's region, or name another in the step Delivery."


class UnknownAccount(ChartNestError):
    """No profile has this name."""

    code = "unknown-account"
    what = "No account is called {name}."
    remedy = "Add it with `chartnest account add {name}`, or name another in the plan."
    in_window = "Add it in the step Account, or choose another there."


class SecretGone(ChartNestError):
    """A profile is there and its secret is not."""

    code = "secret-gone"
    what = "The secret of the account {name} is no longer in {place}."
    remedy = "Add the account again with `chartnest account add {name}`."
    in_window = "Add the account again in the step Account."


class KeyringClosed(ChartNestError):
    """The keyring is locked, and nobody unlocked it."""

    code = "keyring-closed"
    what = "Nothing can be read from or kept in {place}: it is locked."
    remedy = "Unlock it and try again."


class KeyringFailed(KeyringClosed):
    """The keyring met an error of its own."""

    code = "keyring-failed"
    what = "Nothing can be read from or kept in {place}: {reason}."
    remedy = "See that it runs, then try again."


class KeyringKeptNot(KeyringClosed):
    """The keyring said that it keeps a secret, and has none or another when asked for it."""

    code = "keyring-kept-not"
    what = "A secret given to {place} was not there afterwards as it was given."
    remedy = "Look at the keyring's settings, or choose another keyring."


class SecretTooLong(KeyringClosed):
    """The secret is longer than what the keyring takes."""

    code = "secret-too-long"
    what = "A secret is too long for {place}, which takes {limit} characters."
    remedy = "Give it again in each session."


class KeyringForgotNot(KeyringClosed):
    """The keyring still has a secret that it was to forget."""

    code = "keyring-forgot-not"
    what = "A secret that was to be forgotten is still in {place}: {key}."
    remedy = "Delete it there by hand; it is an entry of chartnest."


class KeyringAbsent(ChartNestError):
    """A profile was to be removed where no keyring can be asked to forget its secrets."""

    code = "keyring-absent"
    what = "The secrets of the account {name} are in a keyring that cannot be reached from here."
    remedy = "Remove the account in the session in which it was added."


class NotKeptForLong(ChartNestError):
    """A secret that was to be remembered is not."""

    code = "not-kept-for-long"
    what = "{where}"
    remedy = "It is asked for again at the next launch."


class BadAccountName(ChartNestError):
    """A profile name that cannot be a file's name everywhere."""

    code = "bad-account-name"
    what = "{name} cannot name an account."
    remedy = "Use 1 to 64 letters, digits, dots, dashes and underscores; begin with a letter."


class BadRole(ChartNestError):
    """What should name a role does not."""

    code = "bad-role"
    what = "{role} is not a role's ARN."
    remedy = "Copy the ARN from the RAM console: acs:ram::ACCOUNT:role/NAME."


class AliyunConfigUnreadable(ChartNestError):
    """The aliyun command line's configuration cannot be read."""

    code = "aliyun-config-unreadable"
    what = "{path} is not a configuration of the aliyun command line: {message}."
    remedy = "Run `aliyun configure` once, or add the account by hand."
