"""One http port that plays what the hook Job's script talks to: the Kubernetes API, the signal's
address and a web server with charts. Answers can be scripted; all that was asked is kept.
"""

from __future__ import annotations

import json
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Answer:
    """What one request gets; `delay` seconds late, or `cut` off before its last byte."""

    status: int = 200
    body: bytes = b"{}"
    headers: tuple[tuple[str, str], ...] = ()
    delay: float = 0
    cut: bool = False


@dataclass(frozen=True)
class Asked:
    """A request as it came in."""

    method: str
    path: str
    query: str
    headers: dict[str, str]
    body: bytes


@dataclass
class SmallApi:
    """`objects` by path; `scripted` answers by (method, path), used up first to last, the last
    one staying when it is given as `always`; those in `hold` wait for `release()`."""

    objects: dict[str, dict[str, Any]] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    scripted: dict[tuple[str, str], list[Answer]] = field(default_factory=dict)
    always: dict[tuple[str, str], Answer] = field(default_factory=dict)
    hold: dict[tuple[str, str], bool] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    bind: str = "127.0.0.1"
    address: str = ""
    _version: int = 0
    _go: threading.Event = field(default_factory=threading.Event)
    _came: threading.Condition = field(default_factory=threading.Condition)

    def __enter__(self) -> Self:
        api = self

        class Handler(BaseHTTPRequestHandler):
            def _serve(self) -> None:
                length = int(self.headers.get("Content-Length") or 0)
                url = urlsplit(self.path)
                asked = Asked(
                    self.command,
                    url.path,
                    url.query,
                    {name.lower(): value for name, value in self.headers.items()},
                    self.rfile.read(length),
                )
                with api._came:
                    api.asked.append(asked)
                    api._came.notify_all()
                answer = api._answer(asked)
                if api.hold.get((asked.method, asked.path)):
                    api._go.wait(20)
                time.sleep(answer.delay)
                self.send_response(answer.status)
                self.send_header("Content-Length", str(len(answer.body)))
                for name, value in answer.headers:
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(answer.body[:-1] if answer.cut else answer.body)

            do_GET = do_POST = do_PUT = do_DELETE = _serve  # noqa: N815 - names of the protocol

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer((self.bind, 0), Handler)
        self._server.daemon_threads = True
        self._server.handle_error = lambda *_: None  # type: ignore[method-assign]
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))
        self._thread.start()
        self.address = f"http://127.0.0.1:{self.port}"
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    @property
    def port(self) -> int:
        """Where it listens, on the address `bind`."""
        return self._server.server_port

    @property
    def signals(self) -> list[dict[str, str]]:
        """The signals that arrived and were accepted or not."""
        return [json.loads(each.body) for each in self.asked if each.path == "/signal"]

    def release(self) -> None:
        """Let the requests go on that `hold` holds."""
        self._go.set()

    def wait_for(self, method: str, path: str, times: int = 1) -> None:
        """Return once such a request has come so many times."""

        def have_come() -> bool:
            return sum((each.method, each.path) == (method, path) for each in self.asked) >= times

        with self._came:
            assert self._came.wait_for(have_come, 60), f"{method} {path} never came"

    def _answer(self, asked: Asked) -> Answer:
        key = (asked.method, asked.path)
        if self.scripted.get(key):
            return self.scripted[key].pop(0)
        if key in self.always:
            return self.always[key]
        if asked.path == "/signal":
            return Answer()
        if asked.path in self.files:
            return Answer(body=self.files[asked.path])
        return self._kubernetes(asked)

    def _kubernetes(self, asked: Asked) -> Answer:
        path, objects = asked.path, self.objects
        match asked.method:
            case "GET" if path in objects:
                return _json(200, objects[path])
            case "GET" if path.endswith("/pods"):
                items = [body for each, body in objects.items() if each.startswith(f"{path}/")]
                return _json(200, {"kind": "List", "items": items})
            case "POST" | "PUT":
                return self._write(path, json.loads(asked.body))
            case "DELETE" if path.endswith("/jobs"):
                self.objects = {each: objects[each] for each in objects if "/pods/" not in each}
                return _json(200, {})
            case "DELETE" if path in objects:
                return _json(200, objects.pop(path))
        return _json(404, {"reason": "NotFound", "message": f"{path} not found"})

    def _write(self, path: str, body: dict[str, Any]) -> Answer:
        """Create or replace, refusing what exists already or was modified meanwhile."""
        version = body["metadata"].get("resourceVersion")
        if version is None:
            path = f"{path}/{body['metadata']['name']}"
        existing = self.objects.get(path, {"metadata": {}})
        if existing["metadata"].get("resourceVersion") != version:
            return _json(409, {"reason": "Conflict", "message": "exists, or was modified"})
        self._version += 1
        body["metadata"]["resourceVersion"] = str(self._version)
        self.objects[path] = body
        return _json(200, body)


def _json(status: int, body: object) -> Answer:
    return Answer(status, json.dumps(body).encode())
