"""The ways requests take: through the proxy of their host, with the authorities trusted there."""

from __future__ import annotations

import os
import re
import ssl
from functools import lru_cache
from typing import Final

import httpx

from core.chart.errors import BadAuthority, BadCertificates
from core.chart.proxies import Proxies

# Python and OpenSSL read these whenever TLS is set up.
_TLS_SETTINGS: Final = ("SSL_CERT_FILE", "SSL_CERT_DIR", "SSLKEYLOGFILE")
_PEM: Final = re.compile(r"-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]*-----END CERTIFICATE-----")


class ProxyFailed(httpx.ProxyError):
    """The proxy that the environment names could not be used."""

    def __init__(self, proxy: httpx.URL, cause: Exception) -> None:
        self.proxy = proxy
        self.cause = cause
        super().__init__(str(cause))


class Routes(httpx.BaseTransport):
    """Sends each request, redirected ones too, through the proxy its own host goes through."""

    def __init__(self, ca_certificate: str | None) -> None:
        self._ca_certificate = ca_certificate
        self._proxies = Proxies.of_environment()
        self._transports: dict[tuple[bool, httpx.URL | None], httpx.HTTPTransport] = {}

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request."""
        proxy = self._proxies.proxy_for(request.url)
        encrypted = request.url.scheme == "https" or (proxy and proxy.url.scheme == "https")
        key = (bool(encrypted), proxy.url if proxy else None)
        if key not in self._transports:
            # Where nothing is encrypted, no setting for TLS can be wrong.
            trusted = _trusted_authorities(self._ca_certificate) if encrypted else False
            self._transports[key] = httpx.HTTPTransport(
                verify=trusted, trust_env=False, proxy=_with_tls(proxy, trusted)
            )
        try:
            return self._transports[key].handle_request(request)
        except (httpx.ProxyError, httpx.ConnectError, httpx.ConnectTimeout) as error:
            if proxy is None:
                raise
            raise ProxyFailed(proxy.url, error) from None

    def close(self) -> None:
        """Close all connections."""
        for transport in self._transports.values():
            transport.close()


def _with_tls(proxy: httpx.Proxy | None, trusted: ssl.SSLContext | bool) -> httpx.Proxy | None:
    if proxy and proxy.url.scheme == "https" and not isinstance(trusted, bool):
        return httpx.Proxy(proxy.url, auth=proxy.auth, ssl_context=trusted)
    return proxy


def _trusted_authorities(ca_certificate: str | None) -> ssl.SSLContext:
    settings = tuple(os.environ.get(name, "") for name in _TLS_SETTINGS)
    return _tls_context(ca_certificate, settings)


@lru_cache(maxsize=4)  # reading the system's authorities takes 50 ms
def _tls_context(ca_certificate: str | None, _settings: tuple[str, ...]) -> ssl.SSLContext:
    try:
        context = httpx.create_ssl_context()
        context.load_default_certs()  # a company's own authority is known to the system only
    except OSError as error:
        raise _bad_certificates(error) from None
    if ca_certificate:
        # Around the certificates people keep notes, in any language.
        certificates = "\n".join(_PEM.findall(ca_certificate))
        try:
            context.load_verify_locations(cadata=certificates)
        except (OSError, ValueError) as error:
            raise BadAuthority(reason=plain(error)) from None
    return context


def _bad_certificates(error: OSError) -> BadCertificates:
    """Return which setting is wrong: OpenSSL's own error does not name the file."""
    authorities, _, key_log = _TLS_SETTINGS
    variable = key_log if os.environ.get(key_log) else authorities
    if os.environ.get(authorities) and not _has_certificates(os.environ[authorities]):
        variable = authorities
    return BadCertificates(variable=variable, reason=plain(error.strerror or error))


def _has_certificates(path: str) -> bool:
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).load_verify_locations(path)
    except OSError:
        return False
    return True


def plain(error: object) -> str:
    """Return what an error of the system says, without its numbers."""
    return re.sub(r"^\[(?:Errno|SSL|X509)[^\]]*\] | \(_ssl\.c:\d+\)$", "", str(error))
