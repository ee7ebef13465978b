"""Profiles of the aliyun command line, taken over without touching its file."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from core.cloud.aliyun_cli import AliyunProfiles, aliyun_config, read_aliyun_profiles
from core.cloud.connection import Credentials
from core.cloud.errors import AliyunConfigUnreadable

if TYPE_CHECKING:
    from pathlib import Path

KEY = {"access_key_id": "LTAI1", "access_key_secret": "s1"}


def config(folder: Path, *profiles: dict[str, object]) -> Path:
    path = folder / "config.json"
    path.write_text(json.dumps({"current": "default", "profiles": profiles, "meta_path": ""}))
    return path


def test_the_configuration_is_looked_for_in_the_home_folder(home: Path) -> None:
    assert aliyun_config() == home / ".aliyun" / "config.json"


def test_keys_tokens_and_roles_are_taken_over(tmp_path: Path) -> None:
    path = config(
        tmp_path,
        {"name": "default", "mode": "AK", "region_id": "cn-beijing", **KEY},
        {"name": "temporary", "mode": "StsToken", "sts_token": "t1", **KEY},
        {"name": "deploy", "mode": "RamRoleArn", "ram_role_arn": "acs:ram::1:role/x", **KEY},
    )
    before = path.read_bytes()
    plain, temporary, role = read_aliyun_profiles(path).importable
    assert (plain.profile.name, plain.profile.region) == ("default", "cn-beijing")
    assert plain.credentials == Credentials("LTAI1", "s1")
    assert temporary.credentials.security_token == "t1"
    assert role.profile.role_arn == "acs:ram::1:role/x"
    assert role.profile.region == "cn-hangzhou"
    assert path.read_bytes() == before


def test_other_ways_to_sign_in_are_named(tmp_path: Path) -> None:
    path = config(
        tmp_path,
        {"name": "ecs", "mode": "EcsRamRole", "ram_role_name": "r"},
        {"name": "browser", "mode": "CloudSSO", "numbers": 3, "nothing": None},
        {"name": "half", "mode": "AK", "access_key_id": "LTAI1"},
    )
    found = read_aliyun_profiles(path)
    assert found.importable == ()
    named = [(other.name, other.mode) for other in found.others]
    assert named == [("ecs", "EcsRamRole"), ("browser", "CloudSSO"), ("half", "AK")]


def test_a_token_is_taken_where_the_mode_uses_one_and_nowhere_else(tmp_path: Path) -> None:
    role = {"ram_role_arn": "acs:ram::1:role/x", "sts_token": "t"}
    path = config(
        tmp_path,
        {"name": "key", "mode": "AK", "sts_token": "left over", "ram_role_arn": "left over", **KEY},
        {"name": "token", "mode": "StsToken", "ram_role_arn": "left over", "sts_token": "t", **KEY},
        {"name": "role", "mode": "RamRoleArn", **role, **KEY},
    )
    key, token, role_with_token = read_aliyun_profiles(path).importable
    assert (key.credentials.security_token, key.profile.role_arn) == (None, None)
    assert (token.credentials.security_token, token.profile.role_arn) == ("t", None)
    assert role_with_token.credentials.security_token == "t"


def test_what_a_roles_owner_asks_for_is_taken_along(tmp_path: Path) -> None:
    path = config(
        tmp_path,
        {
            "name": "role",
            "mode": "ramrolearn",
            "ram_role_arn": "acs:ram::1:role/x",
            "ram_session_name": "li",
            "external_id": "contract-7",
            "expired_seconds": 900,
            **KEY,
        },
    )
    (role,) = read_aliyun_profiles(path).importable
    assert (role.profile.role_session, role.profile.external_id) == ("li", "contract-7")


def test_a_role_upon_another_profile_has_that_ones_key(tmp_path: Path) -> None:
    chain = {"mode": "ChainableRamRoleArn", "ram_role_arn": "acs:ram::1:role/x"}
    path = config(
        tmp_path,
        {"name": "over-key", "source_profile": "key", **chain},
        {"name": "over-token", "source_profile": "token", **chain},
        {"name": "key", "mode": "AK", "region_id": "cn-beijing", "sts_token": "stale", **KEY},
        {"name": "token", "mode": "StsToken", "sts_token": "t", **KEY},
    )
    over_key, over_token, *_ = read_aliyun_profiles(path).importable
    assert over_key.credentials == Credentials("LTAI1", "s1")
    assert (over_key.profile.role_arn, over_key.profile.region) == (
        "acs:ram::1:role/x",
        "cn-beijing",
    )
    assert over_token.credentials.security_token == "t"


def test_a_role_upon_what_has_no_key_says_so(tmp_path: Path) -> None:
    chain = {"mode": "ChainableRamRoleArn", "ram_role_arn": "acs:ram::1:role/x"}
    path = config(
        tmp_path,
        {"name": "nowhere", "source_profile": "absent", **chain},
        {"name": "itself", "source_profile": "itself", **chain},
        {"name": "browser", "source_profile": "sso", **chain},
        {"name": "none", **chain},
        {"name": "sso", "mode": "CloudSSO", **KEY},
    )
    found = read_aliyun_profiles(path)
    assert found.importable == ()
    why = {other.name: str(other.why) for other in found.others}
    assert "absent is not there" in why["nowhere"]
    assert "is a role, too" in why["itself"]
    assert "mode CloudSSO is not supported" in why["browser"]
    assert "lacks source_profile" in why["none"]


@pytest.mark.parametrize(
    ("fields", "token"),
    [({}, None), ({"sts_token": "t"}, "t"), ({"ram_role_arn": "acs:ram::1:role/x"}, None)],
)
def test_a_profile_without_a_mode_is_recognised_by_what_it_has(
    tmp_path: Path, fields: dict[str, object], token: str | None
) -> None:
    (found,) = read_aliyun_profiles(config(tmp_path, {"name": "p", **KEY, **fields})).importable
    assert found.credentials.security_token == token
    assert found.profile.role_arn == fields.get("ram_role_arn")


@pytest.mark.parametrize(
    "mode",
    [
        "EcsRamRole",
        "RsaKeyPair",
        "RamRoleArnWithRoleName",
        "External",
        "CredentialsURI",
        "OIDC",
        "CloudSSO",
        "OAuth",
        "BearerToken",
        "Anonymous",
        "OfTomorrow",
    ],
)
def test_a_mode_that_is_not_ours_is_named_though_it_holds_a_key(tmp_path: Path, mode: str) -> None:
    path = config(tmp_path, {"name": "p", "mode": mode, "sts_token": "t", **KEY})
    (other,) = read_aliyun_profiles(path).others
    assert str(other.why) == f"the mode {mode} is not supported"


@pytest.mark.parametrize(
    "bad",
    [
        "x",
        None,
        3,
        [],
        {},
        {"name": None, "mode": "AK", **KEY},
        {"name": "bad", "mode": None},
        {"name": "bad", "mode": 7, "access_key_id": 1, "access_key_secret": {}},
        {"name": "bad", "mode": "AK", "access_key_id": "LTAI1", "access_key_secret": None},
        {"name": "bad", "mode": "RamRoleArn", "ram_role_arn": "no-arn", **KEY},
    ],
)
def test_one_bad_profile_does_not_cost_the_good_one(tmp_path: Path, bad: object) -> None:
    path = tmp_path / "config.json"
    good = {"name": "good", "mode": "AK", **KEY}
    path.write_text(json.dumps({"current": ["odd"], "profiles": [bad, good]}))
    found = read_aliyun_profiles(path)
    assert [each.profile.name for each in found.importable] == ["good"]
    assert [str(each.why) for each in found.others] != []
    assert found.current == ""


def test_of_two_profiles_of_one_name_the_first_counts(tmp_path: Path) -> None:
    path = config(
        tmp_path,
        {"name": "p", "mode": "AK", **KEY},
        {"name": "p", "mode": "CloudSSO"},
    )
    found = read_aliyun_profiles(path)
    assert len(found.importable) == 1
    assert found.others == ()


@pytest.mark.parametrize("text", ['{"current": "", "profiles": null}', '{"profiles": []}', "{}"])
def test_a_configuration_without_profiles_has_none(tmp_path: Path, text: str) -> None:
    path = tmp_path / "config.json"
    path.write_text(text)
    assert read_aliyun_profiles(path) == AliyunProfiles("", (), ())


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"[]", "no list of profiles"),
        (b'{"profiles": {}}', "no list of profiles"),
        (b'{"profiles": ["x"]}', "none of its profiles"),
        (b'{\n"profiles": [', "line 2 is no JSON"),
        (b"\xff\xfe{\x00", "not UTF-8"),
        (b"[" * 100_000, "no JSON"),
    ],
)
def test_what_is_wrong_with_the_file_is_said_in_words(
    tmp_path: Path, content: bytes, said: str
) -> None:
    path = tmp_path / "config.json"
    path.write_bytes(content)
    with pytest.raises(AliyunConfigUnreadable, match=said) as refused:
        read_aliyun_profiles(path)
    assert "Error" not in str(refused.value)


@pytest.mark.parametrize("text", ["", "[]", "{", '{"profiles": 3}', '{"profiles": [3]}', "\x00"])
def test_a_file_of_another_kind_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "config.json"
    path.write_text(text)
    with pytest.raises(AliyunConfigUnreadable):
        read_aliyun_profiles(path)


def test_an_absent_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(AliyunConfigUnreadable, match="No such file"):
        read_aliyun_profiles(tmp_path / "config.json")


def test_no_secret_shows(tmp_path: Path) -> None:
    path = config(tmp_path, {"name": "default", "mode": "AK", **KEY})
    assert "s1" not in repr(read_aliyun_profiles(path))
