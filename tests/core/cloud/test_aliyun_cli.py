"""Profiles of the aliyun command line, taken over without touching its file."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from core.cloud.aliyun_cli import aliyun_config, read_aliyun_profiles
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
