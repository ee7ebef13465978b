"""`chartnest account`: profiles whose secrets live in the keyring."""

from __future__ import annotations

import os
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Final

from core.cli.terminal import Terminal, table
from core.cloud.accounts import DEFAULT_REGION, Accounts, Profile, Site
from core.cloud.aliyun_cli import Importable, aliyun_config, read_aliyun_profiles
from core.cloud.connection import ID_VARIABLE, KEY_VARIABLE, Credentials
from core.errors import ChartNestError, ExitCode, Problem, ProblemsFound, say
from core.plan.names import unknown_region

if TYPE_CHECKING:
    import argparse

_SHORT_LIVED: Final = (
    f"The account ended with this command: set {ID_VARIABLE} and {KEY_VARIABLE} where you work, "
    "and without a keyring they stand for any account."
)


class NoCredentials(ChartNestError):
    """Nobody is there to be asked, and the environment says nothing."""

    code = "no-credentials"
    what = "There is no AccessKey to keep."
    remedy = f"Run this in a terminal, or set {ID_VARIABLE} and {KEY_VARIABLE}."


class NotInAliyunCli(ChartNestError):
    """The aliyun command line has no such profile."""

    code = "not-in-aliyun-cli"
    what = "{path} has no profile {name}."
    remedy = "Those that can be taken over: {names}."


class NotForUs(ChartNestError):
    """The aliyun command line's profile signs in by other means than an AccessKey."""

    code = "not-for-us"
    what = "The profile {name} of {path} cannot be taken over: {why}."
    remedy = "Those that can: {names}."


class NotKept(ChartNestError):
    """There is a keyring, and it did not keep the account: with the command it would be gone."""

    code = "account-not-kept"
    what = "{why} The account {name} is not kept."
    remedy = (
        f"Unlock or mend the keyring and add it again; where that cannot be, set {ID_VARIABLE} and "
        f"{KEY_VARIABLE}: while no keyring opens they stand for any account."
    )


def configure(_name: str, parser: argparse.ArgumentParser) -> None:
    """Add `add`, `list`, `verify` and `remove`."""
    actions = parser.add_subparsers(metavar="ACTION", required=True)
    add = actions.add_parser("add", help="keep an AccessKey under a name")
    add.add_argument("name", metavar="NAME")
    add.add_argument("--region", metavar="REGION", help="its default region (cn-hangzhou)")
    add.add_argument("--site", choices=[site.value for site in Site])
    add.add_argument("--role-arn", metavar="ARN", help="a role to assume at each connection")
    add.add_argument(
        "--from-aliyun-cli",
        metavar="PROFILE",
        nargs="?",
        const="",
        help="take over a profile of the aliyun command line, by default its current one; its "
        "file is only read",
    )
    add.set_defaults(run=_add)
    every = actions.add_parser("list", help="list accounts, without their secrets")
    every.set_defaults(run=_list)
    verify = actions.add_parser("verify", help="ask Alibaba Cloud whose AccessKey it is")
    verify.add_argument("name", metavar="NAME")
    verify.set_defaults(run=_verify)
    remove = actions.add_parser("remove", help="forget an account and its secrets")
    remove.add_argument("name", metavar="NAME")
    remove.set_defaults(run=_remove)


def _add(arguments: argparse.Namespace, terminal: Terminal) -> int:
    remedy = unknown_region(arguments.region) if arguments.region else None
    if remedy:
        what = say("{region} is not a region.", region=arguments.region)
        raise ProblemsFound("account add", [Problem("--region", what, remedy)])
    accounts = Accounts()
    given = (
        _from_aliyun_cli(arguments.from_aliyun_cli)
        if arguments.from_aliyun_cli is not None
        else Importable(Profile(arguments.name, DEFAULT_REGION), _ask(terminal))
    )
    profile = replace(
        given.profile,
        name=arguments.name,
        region=arguments.region or given.profile.region,
        site=Site(arguments.site or given.profile.site),
        role_arn=arguments.role_arn or given.profile.role_arn,
    )
    kept = accounts.add(profile, given.credentials)
    if kept.refusal:
        raise NotKept(why=kept.refusal.sentence, name=profile.name)
    document = {"account": asdict(accounts.profile(profile.name)), "kept": str(kept)}
    ready = f"Account {profile.name} is ready. {kept}"
    terminal.answer(document, ready if kept.lasting else f"{kept} {_SHORT_LIVED}")
    return ExitCode.DONE


def _from_aliyun_cli(name: str) -> Importable:
    """Return a profile of the aliyun command line; without a name its current one."""
    path = aliyun_config()
    known = read_aliyun_profiles(path)
    name = name or known.current or "default"
    for found in known.importable:
        if found.profile.name == name:
            return found
    names = ", ".join(found.profile.name for found in known.importable) or "none"
    for other in known.others:
        if other.name == name:
            raise NotForUs(path=path, name=name, why=other.why, names=names)
    raise NotInAliyunCli(path=path, name=name, names=names)


def _ask(terminal: Terminal) -> Credentials:
    """Return an AccessKey from the environment, else from the person, without echo."""
    credentials = Credentials.from_environment(os.environ)
    if credentials:
        return credentials
    if not terminal.interactive:
        raise NoCredentials
    key_id = terminal.ask("AccessKey ID: ").strip()
    secret = terminal.ask("AccessKey secret: ").strip()
    token = terminal.ask("STS token (only for temporary keys, else Enter): ").strip()
    if not key_id or not secret:
        raise NoCredentials
    return Credentials(key_id, secret, token or None)


def _list(_arguments: argparse.Namespace, terminal: Terminal) -> int:
    accounts = Accounts()
    profiles = accounts.profiles()
    rows = [(p.name, p.region, p.site.value, p.key_hint, p.role_arn or "") for p in profiles]
    text = table(("NAME", "REGION", "SITE", "ACCESSKEY", "ROLE"), rows)
    terminal.answer(
        {"accounts": [asdict(profile) for profile in profiles], "kept": str(accounts.where_kept)},
        text if profiles else "No accounts yet. Add one with `chartnest account add NAME`.",
    )
    return ExitCode.DONE


def _verify(arguments: argparse.Namespace, terminal: Terminal) -> int:
    identity = Accounts().verify(arguments.name)
    document = {"account": arguments.name, "identity": asdict(identity)}
    text = f"{arguments.name} is {identity.user} ({identity.kind}) of {identity.account_id}."
    terminal.answer(document, text)
    return ExitCode.DONE


def _remove(arguments: argparse.Namespace, terminal: Terminal) -> int:
    Accounts().remove(arguments.name)
    terminal.answer(
        {"removed": arguments.name}, f"Account {arguments.name} and its secrets are forgotten."
    )
    return ExitCode.DONE
