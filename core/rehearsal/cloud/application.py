"""One aiohttp application for ROS, CS, STS, OSS, signals and chart files on one port."""

from __future__ import annotations

import logging
import os
import uuid
from typing import TYPE_CHECKING, Any, Final

from aiohttp import web

from core.rehearsal.cloud import charts as chart_files
from core.rehearsal.cloud import cs, sts
from core.rehearsal.cloud import signals as signal_addresses
from core.rehearsal.cloud.actions import ACTIONS
from core.rehearsal.cloud.fields import Fields
from core.rehearsal.cloud.idempotence import answered_once
from core.rehearsal.cloud.oss import Oss
from core.rehearsal.cloud.signature import Request, Verifier
from core.rehearsal.cloud.throttle import Throttle
from core.rehearsal.rehearsal import PRESENCE
from core.rehearsal.stack.refusals import Refusal

if TYPE_CHECKING:
    from core.cloud.connection import Credentials
    from core.rehearsal.cloud.charts import Charts
    from core.rehearsal.cloud.cs import AckCluster
    from core.rehearsal.cloud.signals import Signals
    from core.rehearsal.stack.engine import Engine

MAX_BODY: Final = 64 * 1024 * 1024
# ContinueCreateStack carries its template in the query, percent-encoded.
MAX_LINE: Final = 4 * 1024 * 1024
ROS, STS, CS = "2019-09-10", "2015-04-01", "2015-12-15"
_LOG: Final = logging.getLogger(__name__)


class Api:
    """The services behind the one port; `callback` alone may be served elsewhere too."""

    def __init__(  # noqa: PLR0913 - these are the services
        self,
        engine: Engine,
        cluster: AckCluster,
        known: list[Credentials],
        signals: Signals,
        charts: Charts,
        *,
        rate_limit: int,
    ) -> None:
        self._engine = engine
        self._cluster = cluster
        self._verifier = Verifier(known)
        self._throttle = Throttle(rate_limit)
        self._signals = signals
        self._charts = charts
        self._oss = Oss(engine.store, {one.access_key_id: one for one in known})

    def application(self) -> web.Application:
        """Return all services."""
        application = self.callback()
        application.router.add_get(PRESENCE, _present)
        application.router.add_put(chart_files.PATH, self._charts.put)
        application.router.add_route("*", "/{path:.*}", self._route)
        return application

    def callback(self) -> web.Application:
        """Return what pods of a cluster elsewhere need: signals and chart files."""
        application = web.Application(client_max_size=MAX_BODY)
        application.router.add_post(signal_addresses.PATH, self._signals.receive)
        application.router.add_get(chart_files.PATH, self._charts.get)
        return application

    async def _route(self, request: web.Request) -> web.StreamResponse:
        by_header = request.headers.get("Authorization", "").startswith("OSS4-")
        if by_header or "x-oss-signature" in request.query:
            return await self._oss.answer(request)
        return await self._answer(request)

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        request_id = str(uuid.uuid4()).upper()
        try:
            answer = await self._verified_answer(request)
        except Refusal as refusal:
            return _refused(refusal, request, request_id)
        except Exception:  # noqa: BLE001 - whatever it is, the client gets an answer
            _LOG.exception("a rehearsed service failed")
            broken = Refusal("InternalError", "The rehearsal server made a mistake.", 500)
            return _refused(broken, request, request_id)
        return web.json_response({**answer, "RequestId": request_id})

    async def _verified_answer(self, request: web.Request) -> dict[str, Any]:
        body = await request.read()
        headers = {name.lower(): value for name, value in request.headers.items()}
        caller = self._verifier.verify(
            Request(
                request.method, request.rel_url.raw_path, list(request.query.items()), headers, body
            )
        )
        version = headers.get("x-acs-version")
        if version == CS:
            return cs.answer(self._cluster, request.path, request.query)
        form = await request.post()
        texts = {key: value for key, value in form.items() if isinstance(value, str)}
        fields = Fields({**request.query, **texts})
        action = headers.get("x-acs-action", "")
        if (version, action) == (STS, "GetCallerIdentity"):
            return sts.get_caller_identity(caller)
        return self._ros(version, action, fields)

    def _ros(self, version: str | None, action: str, fields: Fields) -> dict[str, Any]:
        run = ACTIONS.get(action)
        if version != ROS or run is None:
            message = f"Specified api {action} ({version}) is not done in a rehearsal."
            raise Refusal("InvalidAction.NotFound", message, 404)
        self._throttle.check(action, fields.text("RegionId"))
        engine = self._engine
        return answered_once(engine.store, action, fields, lambda: run(engine, fields))


async def _present(_: web.Request) -> web.Response:
    return web.json_response({"pid": os.getpid()})


def _refused(refusal: Refusal, request: web.Request, request_id: str) -> web.Response:
    answer = {
        "RequestId": request_id,
        "HostId": request.host,
        "Code": refusal.code,
        "Message": refusal.message,
        "Recommend": f"https://api.aliyun.com/troubleshoot?q={refusal.code}&product=ROS",
    }
    return web.json_response(answer, status=refusal.status)
