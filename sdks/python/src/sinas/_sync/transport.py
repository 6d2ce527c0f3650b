# Written by scripts/unasync.py. Do not edit.
from __future__ import annotations

import time
import dataclasses
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, TypeVar

import httpx

from .._decode import decode, encode, query_items
from .._request import PAGE_SIZE, Request
from .._retry import retry_delay
from ..errors import AuthenticationError, ConnectionError, SinasError, TimeoutError, error_of
from .credentials import Credentials

T = TypeVar("T")

_TIMEOUT_SECONDS = 60.0
_CONNECT_TIMEOUT_SECONDS = 10.0


@dataclasses.dataclass(frozen=True)
class Transport:
    """Makes requests: with a credential, in time, and again where that is safe."""

    http: httpx.Client
    credentials: Credentials
    timeout: float | None
    """Seconds without an answer, for each attempt; None: as the request says."""
    max_retries: int

    def call(self, shape: type[T], request: Request) -> T:
        """Return the answer's JSON as `shape`."""
        answer: T = decode(shape, self.json(request))
        return answer

    def get(self, shape: type[T], path: str, query: Mapping[str, Any] | None = None) -> T:
        return self.call(shape, Request(method="GET", path=path, query=query or {}))

    def send(self, shape: type[T], method: str, path: str, body: Any = None) -> T:
        return self.call(shape, Request(method=method, path=path, body=body))

    def delete(self, path: str, query: Mapping[str, Any] | None = None) -> None:
        self.json(Request(method="DELETE", path=path, query=query or {}))

    def pages(
        self, shape: type[T], path: str, query: Mapping[str, Any], position: str = "skip"
    ) -> Iterator[T]:
        """All items of a list. The next page is fetched when it is reached."""
        limit = query.get("limit") or PAGE_SIZE
        start = query.get(position) or 0
        while True:
            page = self.get(list[shape], path, {**query, "limit": limit, position: start})  # type: ignore[valid-type]
            for item in page:
                yield item
            if len(page) < limit:
                return
            start += limit

    def json(self, request: Request) -> Any:
        """Return the answer's JSON, its text where it is none, or None where there is no body."""
        attempt = 0
        while True:
            try:
                with self.open(request) as response:
                    return _content(response.read(), response.headers)
            except SinasError as error:
                delay = retry_delay(error, attempt, self.max_retries, repeatable=request.is_repeatable)
                if delay is None:
                    raise
                time.sleep(delay)
                attempt += 1

    @contextmanager
    def open(self, request: Request) -> Iterator[httpx.Response]:
        """One attempt, up to the headers of a success. Raises what went wrong as an error of ours."""
        token = None if request.public else self.credentials.current()
        with _translated(request):
            try:
                response = self._send(request, token)
            except AuthenticationError:
                renewed = self.credentials.renew(token) if token is not None else None
                if not renewed:
                    raise
                response = self._send(request, renewed)
            try:
                yield response
            finally:
                response.close()

    def _send(self, request: Request, token: str | None) -> httpx.Response:
        built = self.http.build_request(
            request.method,
            request.path,
            params=httpx.QueryParams(list(query_items(request.query))),
            content=_body(request.body),
            headers=_headers(request, token),
            timeout=httpx.Timeout(
                self.timeout or request.timeout or _TIMEOUT_SECONDS, connect=_CONNECT_TIMEOUT_SECONDS
            ),
        )
        response = self.http.send(built, stream=True)
        if response.is_success:
            return response
        try:
            response.read()
            raise error_of(response.status_code, response.headers, response.text)
        finally:
            response.close()


class _translated:
    """Raises errors of httpx as errors of ours."""

    def __init__(self, request: Request) -> None:
        self._request = request

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, _traceback: object) -> None:
        where = f"{self._request.method} {self._request.path}"
        if isinstance(error, httpx.ConnectError | httpx.ConnectTimeout):
            raise ConnectionError(f"{where}: {error}", never_sent=True) from error
        if isinstance(error, httpx.TimeoutException):
            raise TimeoutError(f"{where}: no answer in time") from error
        if isinstance(error, httpx.TransportError | ValueError):
            raise ConnectionError(f"{where}: {error}") from error


def _headers(request: Request, token: str | None) -> dict[str, str]:
    headers = {"accept": "application/json"}
    if request.body is not None and not isinstance(request.body, bytes):
        headers["content-type"] = "application/json"
    if token:
        headers["authorization"] = f"Bearer {token}"
    return headers | {name: value for name, value in request.headers.items() if value is not None}


def _body(body: Any) -> bytes | None:
    if body is None or isinstance(body, bytes):
        return body
    return json.dumps(body, default=encode).encode()


def _content(body: bytes, headers: httpx.Headers) -> Any:
    if not body:
        return None
    return json.loads(body) if "json" in headers.get("content-type", "") else body.decode(errors="replace")
