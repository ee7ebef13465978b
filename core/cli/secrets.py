"""The secrets a plan asks for: from options, the keyring, or the person in front of it."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

from core.cloud.accounts import Accounts
from core.cloud.errors import KeyringClosed
from core.delivery.parameters import CHART_PASSWORD
from core.errors import Problem, Sentence, raise_if_errors, say, why_unreadable
from core.plan.model import AskedValue, login_of
from core.plan.secrets import broken_given

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Sequence

    from core.cli.terminal import Terminal
    from core.plan.model import Plan

_FORM: Final = "PATH=@FILE|env:NAME"


def add_secret_option(parser: argparse.ArgumentParser) -> None:
    """Let a command take secrets, by file or environment and never as an argument."""
    parser.add_argument(
        "--secret",
        action="append",
        default=[],
        metavar=_FORM,
        help="a secret value of the plan, or chart:password; one line end after it is dropped",
    )


def given_secrets(options: Sequence[str], plan: Plan) -> dict[str, str]:
    """Return the secrets named by `--secret` options; raise ProblemsFound when one is wrong."""
    wanted = {secret.path: secret for secret in _wanted(plan)}
    secrets: dict[str, str] = {}
    problems: list[Problem] = []
    for option in options:
        path, source = _parted(option)
        problem = _refused(path, source, wanted) or read_secret(path, source, secrets)
        if problem is None:
            problem = _checked(plan, path, secrets[path])
        if problem:
            problems.append(problem)
    raise_if_errors("--secret", problems)
    return secrets


def all_secrets(plan: Plan, given: dict[str, str], terminal: Terminal) -> dict[str, str]:
    """Return every secret of the plan: given, kept in the keyring, or asked for.

    Raises ProblemsFound with those that nobody can be asked for.
    """
    missing = [secret for secret in _wanted(plan) if secret.path not in given]
    recalled = _recalled(plan, missing, terminal) if missing else {}
    secrets = dict(given)
    problems: list[Problem | None] = []
    for secret in missing:
        text = recalled.get(secret.path)
        if text is None and terminal.interactive:
            text = _ask(secret, terminal)
        if text is None:
            problems.append(_lacking(secret))
        else:
            secrets[secret.path] = text
            problems.append(_checked(plan, secret.path, text))
    raise_if_errors("secrets", filter(None, problems))
    return secrets


def _recalled(
    plan: Plan, missing: Sequence[AskedValue], terminal: Terminal
) -> dict[str, str | None]:
    """Return what the keyring has; one that does not open is said, and has nothing."""
    accounts = Accounts()
    try:
        return {each.path: accounts.recall(plan.name, each.path) for each in missing}
    except KeyringClosed as refusal:
        terminal.note(refusal.sentence)
        return {}


def remember_secrets(plan: Plan, secrets: dict[str, str], terminal: Terminal) -> None:
    """Keep secrets in the keyring for the plan's next launches, and say where they went."""
    for kept in Accounts().remember_all(plan.name, secrets):
        terminal.note(kept)


def forget_secrets(plan: Plan) -> None:
    """Forget the secrets that were kept for the plan."""
    accounts = Accounts()
    for secret in _wanted(plan):
        accounts.forget(plan.name, secret.path)


def _parted(option: str) -> tuple[str, str]:
    """Return the path and the source of an option; the path of a value may hold a = itself."""
    found = re.fullmatch(r"(.*?)=((?:@|env:).*)", option, re.DOTALL)
    path, _, source = option.partition("=")
    return (found[1], found[2]) if found else (path, source)


def _wanted(plan: Plan) -> Iterator[AskedValue]:
    yield from plan.secret_values
    if login_of(plan.chart).username:
        description = f"Password of {login_of(plan.chart).username} for the chart's source"
        yield AskedValue(path=CHART_PASSWORD, secret=True, description=description)


def _refused(path: str, source: str, wanted: dict[str, AskedValue]) -> Problem | None:
    """Return what is wrong with an option; what it may hold by mistake is not shown."""
    if path not in wanted:
        known = ", ".join(wanted) or "none"
        what = say("The plan has no secret of this path.")
        return Problem(path or "?", what, say("Its secrets are: {known}.", known=known))
    if not source.startswith(("@", "env:")):
        what = say("A secret among the arguments is seen by everyone on this computer.")
        return Problem(path, what, say("Write {path}=@FILE or {path}=env:NAME.", path=path))
    return None


def read_secret(path: str, source: str, secrets: dict[str, str]) -> Problem | None:
    """Put the secret that `source` (`@FILE`, `env:NAME`) names under `path`, or say why not."""
    if source.startswith("env:"):
        text = os.environ.get(source.removeprefix("env:"))
        if text is None:
            what = say("The environment has no {name}.", name=source.removeprefix("env:"))
            return Problem(path, what, say("Set it, or give the secret by a file."))
        secrets[path] = text
        return None
    file = Path(source.removeprefix("@"))
    try:
        text = file.read_bytes().decode()
    except (OSError, UnicodeDecodeError) as error:
        what = say("{file} cannot be read: {reason}.", file=file, reason=why_unreadable(error))
        return Problem(path, what, say("Check the path."))
    secrets[path] = text.removesuffix("\n").removesuffix("\r")
    return None


def _checked(plan: Plan, path: str, text: str) -> Problem | None:
    remedy: Sentence | None = broken_given(plan, path, text)
    what = say("What was given is not what the chart takes here.")
    return Problem(path, what, remedy) if remedy else None


def _lacking(secret: AskedValue) -> Problem:
    what = say("Nobody is here to be asked for this secret.")
    return Problem(secret.path, what, say("Add --secret {path}=@FILE.", path=secret.path))


def _ask(secret: AskedValue, terminal: Terminal) -> str:
    about = f" ({secret.description})" if secret.description else ""
    return terminal.ask(f"{secret.path}{about}: ")
