"""A web server on this computer that serves charts: files, Helm repositories, an OCI registry.

What it serves and how badly it behaves is set by the test; what was asked of it is remembered.
"""

from __future__ import annotations

import base64
import datetime
import hashlib
import ipaddress
import json
import ssl
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import parse_qs, urlsplit

import yaml
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.support.charts import Files, packed

if TYPE_CHECKING:
    from pathlib import Path

_MANIFEST = "application/vnd.oci.image.manifest.v1+json"
_INDEX = "application/vnd.oci.image.index.v1+json"
_CONFIG = "application/vnd.cncf.helm.config.v1+json"
_LAYER = "application/vnd.cncf.helm.chart.content.v1.tar+gzip"
_TOKEN = "token-of-the-test-registry"


@dataclass(frozen=True)
class Asked:
    """One request as it arrived; header names in lower case."""

    method: str
    path: str
    headers: dict[str, str]


@dataclass(frozen=True)
class _Page:
    content: bytes
    kind: str = "application/octet-stream"
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


class ChartServer:
    """Serves on a free loopback port from `with` to its end; `url` has no slash at the end.

    `asked` holds all requests. `stall` is an event: while set, bodies stop half-way.
    """

    def __init__(self, certificate: Certificate | None = None) -> None:
        self.asked: list[Asked] = []
        self.stall = threading.Event()
        self._pages: dict[str, _Page] = {}
        self._once: set[str] = set()
        self._logins: dict[str, str] = {}
        self._oci_login: tuple[str, str] | None = None
        self._challenge = 'Bearer realm="{url}/token",service="test"'
        self._refusal = b"{}"
        self._redirects: dict[str, str] = {}
        self._tags: dict[str, list[str]] = {}
        self._indexes: dict[str, dict[str, Any]] = {}
        self._closing = threading.Event()
        self._server = _Server(("127.0.0.1", 0), self._answerer())
        scheme = "http"
        if certificate:
            scheme = "https"
            context = certificate.server_context()
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        self.host = f"127.0.0.1:{self._server.server_port}"
        self.url = f"{scheme}://{self.host}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._closing.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def put(
        self, path: str, content: bytes, kind: str = "application/octet-stream", status: int = 200
    ) -> str:
        """Serve `content` at `path`; return its address."""
        self._pages[path] = _Page(content, kind, status)
        return self.url + path

    def put_once(self, path: str, content: bytes) -> str:
        """Serve `content` at `path` to whoever comes first; return its address."""
        self._once.add(path)
        return self.put(path, content)

    def redirect(self, path: str, target: str) -> str:
        """Redirect `path` to `target`; return its address."""
        self._pages[path] = _Page(b"", status=302, headers={"Location": target})
        return self.url + path

    def protect(self, prefix: str, username: str, password: str) -> None:
        """Ask for this login below `prefix`."""
        pair = base64.b64encode(f"{username}:{password}".encode()).decode()
        self._logins[prefix] = f"Basic {pair}"

    def publish(
        self, files: Files, repository: str = "/charts", archives: str = "", digest: str = ""
    ) -> str:
        """Add a chart to a repository; `archives` is where its index says the archive lies."""
        metadata = yaml.safe_load(files["Chart.yaml"])
        name, version = metadata["name"], metadata["version"]
        archive = packed(files)
        filename = f"{name}-{version}.tgz"
        self.put(f"{repository}/{filename}", archive)
        index = self._indexes.setdefault(repository, {"apiVersion": "v1", "entries": {}})
        entry = {
            "apiVersion": "v2",
            "name": name,
            "version": version,
            "urls": [f"{archives}/{filename}" if archives else filename],
            "digest": digest or hashlib.sha256(archive).hexdigest(),
        }
        index["entries"].setdefault(name, []).append(entry)
        self.put(f"{repository}/index.yaml", yaml.safe_dump(index).encode(), "text/yaml")
        return self.url + repository

    def push(self, files: Files, repository: str = "charts", tag: str | None = None) -> str:
        """Put a chart into the registry; return its oci:// address without the tag."""
        metadata = yaml.safe_load(files["Chart.yaml"])
        name = f"{repository}/{metadata['name']}"
        archive, config = packed(files), json.dumps(metadata).encode()
        layers = [(_CONFIG, config), (_LAYER, archive)]
        described = [
            {"mediaType": kind, "digest": _digest(content), "size": len(content)}
            for kind, content in layers
        ]
        for each, (_, content) in zip(described, layers, strict=True):
            self.put(f"/v2/{name}/blobs/{each['digest']}", content)
        manifest = json.dumps(
            {"schemaVersion": 2, "config": described[0], "layers": described[1:]}
        ).encode()
        tag = tag or metadata["version"].replace("+", "_")
        headers = {"Docker-Content-Digest": _digest(manifest)}
        for reference in (tag, _digest(manifest)):
            page = _Page(manifest, _MANIFEST, headers=headers)
            self._pages[f"/v2/{name}/manifests/{reference}"] = page
        self._tags.setdefault(name, []).append(tag)
        return f"oci://{self.host}/{name}"

    def push_index(
        self, tag: str, *listed: Files, name: str = "charts/shop", others: int = 0
    ) -> str:
        """Put an OCI image index under a tag, of charts that are pushed and of other things."""
        manifests = [self._pushed(name, files) for files in listed]
        for number in range(others):
            content = json.dumps({"config": {"mediaType": f"text/{number}"}}).encode()
            manifests.append(self._put_manifest(name, _digest(content), content))
        index = json.dumps({"schemaVersion": 2, "mediaType": _INDEX, "manifests": manifests})
        for reference in (tag, _digest(index.encode())):
            self._put_manifest(name, reference, index.encode(), _INDEX)
        self._tags.setdefault(name, []).append(tag)
        return f"oci://{self.host}/{name}"

    def _pushed(self, name: str, files: Files) -> dict[str, object]:
        self.push(files, name.rpartition("/")[0])
        tag = self._tags[name].pop()
        content = self._pages.pop(f"/v2/{name}/manifests/{tag}").content
        return self._put_manifest(name, _digest(content), content)

    def _put_manifest(
        self, name: str, reference: str, content: bytes, kind: str = _MANIFEST
    ) -> dict[str, object]:
        headers = {"Docker-Content-Digest": _digest(content)}
        self._pages[f"/v2/{name}/manifests/{reference}"] = _Page(content, kind, headers=headers)
        return {"mediaType": kind, "digest": _digest(content), "size": len(content)}

    def spoil(self, name: str, tag: str, what: str) -> None:
        """Make a pushed chart one that no Helm pulls: by its `kind`, `config` or `size`."""
        path = f"/v2/{name}/manifests/{tag}"
        page = self._pages[path]
        manifest = json.loads(page.content)
        if what == "config":
            del self._pages[f"/v2/{name}/blobs/{manifest['config']['digest']}"]
        elif what == "size":
            manifest["layers"][0]["size"] += 1
        kind = (
            "application/vnd.docker.distribution.manifest.v2+json" if what == "kind" else _MANIFEST
        )
        content = json.dumps(manifest).encode()
        for reference in (tag, _digest(content)):
            self._put_manifest(name, reference, content, kind)

    def manifest_digest(self, tag: str, name: str = "charts/shop") -> str:
        """Return the digest of what lies under a tag."""
        return _digest(self._pages[f"/v2/{name}/manifests/{tag}"].content)

    def challenge(self, header: str, body: bytes = b"{}") -> None:
        """Let the registry ask with this header; `{url}` in it is this server."""
        self._challenge = header
        self._refusal = body
        self._oci_login = self._oci_login or ("", "")

    def send_on(self, part: str, target: str) -> None:
        """Redirect requests of the registry with `part` in their path to `target`."""
        self._redirects[part] = target

    def corrupt(self, digest_of: Files) -> None:
        """Change a pushed chart's blob behind its digest's back."""
        digest = _digest(packed(digest_of))
        (path,) = [each for each in self._pages if each.endswith(digest)]
        self.put(path, packed(digest_of) + b"changed")

    def ask_for_token(self, username: str, password: str) -> None:
        """Let the registry ask for a token, given for this login; empty ones mean anybody."""
        self._oci_login = (username, password)

    def paths(self) -> list[str]:
        """Return what was asked, without queries."""
        return [urlsplit(each.path).path for each in self.asked]

    def _answer(self, asked: Asked) -> _Page:
        path = urlsplit(asked.path).path
        given = asked.headers.get("authorization", "")
        for prefix, wanted in self._logins.items():
            if path.startswith(prefix) and given != wanted:
                return _Page(b"", status=401, headers={"WWW-Authenticate": 'Basic realm="charts"'})
        if path == "/token":
            return self._give_token(given)
        if path.startswith("/v2/"):
            return self._answer_registry(asked, path, given)
        missing = _Page(b"not found", "text/plain", 404)
        return (self._pages.pop if path in self._once else self._pages.get)(path, missing)

    def _give_token(self, given: str) -> _Page:
        username, password = self._oci_login or ("", "")
        pair = base64.b64encode(f"{username}:{password}".encode()).decode()
        if username and given != f"Basic {pair}":
            return _Page(b'{"errors": [{"code": "UNAUTHORIZED"}]}', "application/json", 401)
        return _Page(json.dumps({"token": _TOKEN}).encode(), "application/json")

    def _answer_registry(self, asked: Asked, path: str, given: str) -> _Page:
        if self._oci_login is not None and given != f"Bearer {_TOKEN}":
            challenge = self._challenge.replace("{url}", self.url)
            return _Page(self._refusal, status=401, headers={"WWW-Authenticate": challenge})
        if path == "/v2/":
            return _Page(b"{}", "application/json")
        for part, target in self._redirects.items():
            if part in path:
                return _Page(b"", status=307, headers={"Location": target + path})
        if path.endswith("/tags/list"):
            return self._list_tags(asked, path)
        missing = _Page(b'{"errors": [{"code": "MANIFEST_UNKNOWN"}]}', "application/json", 404)
        return self._pages.get(path, missing)

    def _list_tags(self, asked: Asked, path: str) -> _Page:
        """Answer two tags a page, whatever was asked for, so that paging is always tested."""
        name = path.removeprefix("/v2/").removesuffix("/tags/list")
        if name not in self._tags:
            return _Page(b'{"errors": [{"code": "NAME_UNKNOWN"}]}', "application/json", 404)
        last = parse_qs(urlsplit(asked.path).query).get("last", [""])[0]
        tags = sorted(self._tags[name])
        start = tags.index(last) + 1 if last else 0
        page, rest = tags[start : start + 2], tags[start + 2 :]
        link = {"Link": f'<{path}?n=2&last={page[-1]}>; rel="next"'} if rest else {}
        body = json.dumps({"name": name, "tags": page}).encode()
        return _Page(body, "application/json", headers=link)

    def _answerer(self) -> type[BaseHTTPRequestHandler]:
        server = self

        class Answerer(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def do_POST(self) -> None:
                """Refuse Docker's newer way to ask for a token: clients know the older one."""
                self.send_error(405)

            def do_GET(self) -> None:
                headers = {name.lower(): value for name, value in self.headers.items()}
                asked = Asked(self.command, self.path, headers)
                server.asked.append(asked)
                page = server._answer(asked)
                self.send_response(page.status)
                self.send_header("Content-Type", page.kind)
                self.send_header("Content-Length", str(len(page.content)))
                for name, value in page.headers.items():
                    self.send_header(name, value)
                self.end_headers()
                if self.command == "GET":
                    self._send(page.content)

            do_HEAD = do_GET  # noqa: N815 - the base class's name

            def _send(self, content: bytes) -> None:
                half = len(content) // 2
                try:
                    self.wfile.write(content[:half])
                    self.wfile.flush()
                    while server.stall.is_set() and not server._closing.wait(0.02):
                        pass
                    self.wfile.write(content[half:])
                except (BrokenPipeError, ConnectionResetError):
                    self.close_connection = True

            def log_message(self, *_: object) -> None:
                """Keep quiet."""

        return Answerer


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """Keep quiet: tests let clients go away and refuse certificates on purpose."""


def _digest(content: bytes) -> str:
    return f"sha256:{hashlib.sha256(content).hexdigest()}"


class Certificate:
    """A self-signed certificate for 127.0.0.1; `pem` is what a client has to trust."""

    def __init__(self, folder: Path) -> None:
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "ChartNest tests")])
        now = datetime.datetime.now(datetime.UTC)
        address = x509.IPAddress(ipaddress.ip_address("127.0.0.1"))
        certificate = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - datetime.timedelta(days=1))
            .not_valid_after(now + datetime.timedelta(days=1))
            .add_extension(x509.SubjectAlternativeName([address]), critical=False)
            .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
            .sign(key, hashes.SHA256())
        )
        self.pem = certificate.public_bytes(serialization.Encoding.PEM).decode()
        self._file = folder / "server.pem"
        private = key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        self._file.write_text(private.decode() + self.pem)

    def server_context(self) -> ssl.SSLContext:
        """Return the TLS settings of a server with this certificate."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self._file)
        return context
