"""A good plan to start from, as text and as data."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from core.plan.file import parse_plan

if TYPE_CHECKING:
    from core.plan.model import Plan

GOOD = """\
apiVersion: chartnest/v2
name: shop
account:
  region: cn-hangzhou
cluster:
  id: c0123456789abcdef0123456789abcdef
chart:
  repo: https://example.com/charts
  name: shop
  version: ^1.4
release:
  name: shop
  namespace: store
  timeout: 10m
values: |
  replicaCount: 2
delivery:
  method: hook
"""


@pytest.fixture
def good_text() -> str:
    return GOOD


@pytest.fixture
def plan() -> Plan:
    read, problems = parse_plan(GOOD)
    assert problems == ()
    assert read is not None
    return read
