"""A session with one registry: requests signed in as it asks for it, and as nobody else does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from core.chart.answers import json_object
from core.chart.challenge import challenges
from core.chart.errors import BadRepository, LoginElsewhere, LoginRefused
from core.chart.fetching import Request, authority
from core.chart.repository import basic
from core.errors import say

if TYPE_CHECKING:
    from collections.abc import Mapping

    import httpx

    from core.chart.challenge import Challenge
    from core.chart.fetching import Answer, Fetcher
    from core.chart.model import Login
    from core.errors import Sentence

MAX_ANSWER: Final = 4 * 1024 * 1024


class Session:
    """Requests to the registry at `base`; `scope` is what a token is asked for.

    The login goes to the registry's own host and to the address of tokens it names itself. A host
    it redirects to gets neither, nor does the address that such a host names.
    """

    def __init__(
        self, fetcher: Fetcher, base: str, place: str, scope: str, login: Login | None
    ) -> None:
        self._fetcher = fetcher
        self._base = base
        self._place = place
        self._scope = scope
        self._login = login
        self._authorization: str | None = None

    def get(self, path: str, wanted: Sentence, limit: int, accept: str = "*/*") -> Answer:
        """Return the answer to `path`, below the registry's API; raise a `ChartNestError`."""
        answer = self._get(path, wanted, limit, accept)
        if answer.status == 401:
            self._authorization = self._sign_in(answer)
            answer = self._get(path, wanted, limit, accept)
        if answer.status == 401:
            raise LoginRefused(place=self._place, status=401)
        return answer

    def _get(self, path: str, wanted: Sentence, limit: int, accept: str) -> Answer:
        url = self._base + path
        request = Request(url, wanted, limit, accept, self._authorization, tolerated=(401,))
        try:
            answer = self._fetcher.get(request)
        except LoginRefused as refusal:
            raise LoginRefused(place=self._place, status=refusal.arguments["status"]) from None
        if answer.status == 401 and authority(answer.url) != authority(url):
            raise LoginElsewhere(place=self._place, host=answer.url.netloc.decode("ascii"))
        return answer

    def _sign_in(self, refusal: Answer) -> str:
        asked = tuple(challenges(refusal.headers.get("WWW-Authenticate", "")))
        bearer = [each for each in asked if each.scheme == "bearer"]
        credentials = basic(self._login)
        if not self._authorization and (named := _first_with_realm(bearer)):
            return f"Bearer {self._token(named)}"
        if credentials and any(each.scheme == "basic" for each in asked):
            if credentials != self._authorization:
                return credentials
        elif bearer and not self._authorization:
            raise self.nonsense(say("it asks to sign in, but names no realm to get a token from"))
        raise LoginRefused(place=self._place, status=401)

    def _token(self, challenge: Mapping[str, str]) -> str:
        realm = self._realm(challenge["realm"])
        wanted = {"service": challenge.get("service"), "scope": challenge.get("scope")}
        wanted["scope"] = wanted["scope"] or self._scope
        url = realm.copy_merge_params({key: value for key, value in wanted.items() if value})
        request = Request(str(url), say("token"), MAX_ANSWER, authorization=basic(self._login))
        answer = json_object(self._place, self._fetcher.get(request).content)
        token = answer.get("token") or answer.get("access_token")
        if not isinstance(token, str) or not token.isascii() or not token.isprintable():
            raise self.nonsense(say("it gives no token"))
        return token

    def _realm(self, untrusted: str) -> httpx.URL:
        import httpx

        try:
            realm = httpx.URL(untrusted)
        except httpx.InvalidURL:
            raise self.nonsense(say("it holds an address that is none")) from None
        if realm.scheme not in ("http", "https") or not realm.host:
            reason = say("the realm {realm} of its challenge is no address", realm=untrusted)
            raise self.nonsense(reason)
        is_secret = self._login is not None
        if is_secret and realm.scheme == "http" and self._base.startswith("https:"):
            raise self.nonsense(say("it asks to sign in without encryption"))
        return realm

    def nonsense(self, reason: Sentence) -> BadRepository:
        """Return the error for an answer that no registry gives."""
        return BadRepository(place=self._place, reason=reason)


def _first_with_realm(asked: list[Challenge]) -> Mapping[str, str] | None:
    return next((each.parameters for each in asked if each.parameters.get("realm")), None)
