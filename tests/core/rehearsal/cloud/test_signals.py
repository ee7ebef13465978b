from __future__ import annotations

import shutil
import subprocess
import time
from contextlib import suppress
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.rehearsal.cloud.signals import LIFETIME, check_address, parse_signal, signal_url
from core.rehearsal.stack.model import Signal
from core.rehearsal.stack.refusals import Refusal
from tests.support.stacks import template_text, waiting

if TYPE_CHECKING:
    from tests.support.official_sdk import Ros

DATA = {"Data": {"Value": {"Fn::GetAtt": ["Wait", "Data"]}}}


def send(attributes: dict[str, Any], body: Any) -> int:
    return httpx.post(
        attributes["URL"], headers=attributes["Headers"], json=body, trust_env=False
    ).status_code


def test_url_and_headers_of_the_handle_deliver_a_signal(ros: Ros) -> None:
    stack_id = ros.create(template_text(waiting(), Outputs=DATA))
    body = {"id": "release", "data": "aGk="}
    assert send(ros.attributes(stack_id, "Signal"), body) == 200
    assert ros.ended(stack_id).outputs[0]["OutputValue"] == '{"release": "aGk="}'


@pytest.mark.skipif(not shutil.which("curl"), reason="curl is not installed")
def test_the_curl_line_of_the_handle_delivers_a_signal(ros: Ros) -> None:
    stack_id = ros.create(template_text(waiting(), Outputs=DATA))
    line = ros.attributes(stack_id, "Signal")["CurlCli"]
    assert r"\&" in line
    command = f"""{line} -sS --noproxy '*' -d '{{"Status": "SUCCESS", "Data": "x"}}'"""
    subprocess.run(command, shell=True, check=True, capture_output=True)
    assert ros.ended(stack_id).outputs[0]["OutputValue"] == '{"1": "x"}'


def test_an_address_that_was_tampered_with_is_refused(ros: Ros) -> None:
    stack_id = ros.create(template_text(waiting()))
    attributes = ros.attributes(stack_id, "Signal")
    elsewhere = {**attributes, "URL": attributes["URL"].replace("Signal", "Wait")}
    assert send(elsewhere, {}) == 403
    forged = {**attributes, "URL": attributes["URL"].replace("signature=", "signature=%C3%A9")}
    assert send(forged, {}) == 403
    headless = {**attributes, "Headers": {"Content-Type": "application/json"}}
    assert send(headless, {}) == 400
    assert send(attributes, ["no", "object"]) == 400


def test_an_address_is_good_for_a_week_and_no_longer() -> None:
    stack: Any = SimpleNamespace(name="shop", id="s-1")
    before = time.time()
    address = signal_url("http://127.0.0.1:1", stack, "Signal", "key")
    after = time.time()

    def fields() -> dict[str, str]:
        return dict(parse_qsl(urlsplit(address).query))

    check_address(fields(), "key", after)
    check_address(fields(), "key", before + LIFETIME - 1)
    with pytest.raises(Refusal) as late:
        check_address(fields(), "key", after + LIFETIME + 1)
    assert late.value.code == "SignatureExpired"
    postponed = fields() | {"expire": str(int(after) + 2 * LIFETIME)}
    with pytest.raises(Refusal) as forged:
        check_address(postponed, "key", after)
    assert forged.value.code == "SignatureDoesNotMatch"


@pytest.mark.parametrize(
    ("body", "signal"),
    [
        (b"", Signal("", "SUCCESS")),
        (b"{}", Signal("", "SUCCESS")),
        (b'{"Status":"FAILURE","Reason":"r"}', Signal("", "FAILURE", "", "r")),
        (b'{"status":"WARNING","id":"a","data":{"x":1}}', Signal("a", "WARNING", '{"x": 1}')),
    ],
)
def test_a_body_may_be_written_in_many_ways(body: bytes, signal: Signal) -> None:
    assert parse_signal(body) == signal


@given(st.binary())
def test_any_body_is_a_signal_or_refused(body: bytes) -> None:
    with suppress(Refusal):
        assert parse_signal(body).status in {"SUCCESS", "FAILURE", "WARNING"}
