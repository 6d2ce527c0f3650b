"""What can go wrong. Everything that this client raises is a `SinasError`."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class ValidationIssue:
    """One thing that is wrong with an input."""

    type: str
    """A stable word: `missing`, `string_pattern_mismatch`, `value_error`, ..."""

    loc: tuple[str | int, ...]
    """Where: `("body", "cron_expression")`."""

    msg: str


class SinasError(Exception):
    """The base of all errors of this client."""


class ApiError(SinasError):
    """The server answered with an error."""

    def __init__(
        self,
        status: int,
        message: str,
        *,
        code: str | None = None,
        issues: tuple[ValidationIssue, ...] = (),
        request_id: str | None = None,
        retry_after: float | None = None,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.code = code
        """A stable word such as `NOT_FOUND`, where the server tells it."""
        self.issues = issues
        """What is wrong with the input, where the status is 422."""
        self.request_id = request_id
        """The request's id in the server's logs."""
        self.retry_after = retry_after
        """Seconds after which the server asks to be tried again."""


class BadRequestError(ApiError):
    """400: refused, for example because the name is taken."""


class AuthenticationError(ApiError):
    """401: no credential, or one that doesn't hold."""


class PermissionDeniedError(ApiError):
    """403: not permitted."""


class NotFoundError(ApiError):
    """404: not there, or not visible to the caller."""


class ConflictError(ApiError):
    """409: not in the state that things are in."""


class PreconditionFailedError(ApiError):
    """412: it was changed by somebody else meanwhile."""


class ValidationError(ApiError):
    """422: `issues` tells what is wrong with the input."""


class RateLimitError(ApiError):
    """429: too many requests; see `retry_after`."""


class ServerError(ApiError):
    """5xx: the server, or what it depends on, failed."""


class ConnectionError(SinasError):
    """There was no answer, or only a part of one."""

    def __init__(self, message: str, *, never_sent: bool = False) -> None:
        super().__init__(message)
        self.never_sent = never_sent
        """The request can't have reached the server."""


class TimeoutError(SinasError):
    """There was no answer in time."""


class TurnError(SinasError):
    """The agent's turn failed: the last event of its stream was an error."""

    def __init__(self, message: str, code: str | None = None) -> None:
        super().__init__(message)
        self.code = code


class WebhookVerificationError(SinasError):
    """A webhook's signature does not hold."""


_BY_STATUS: dict[int, type[ApiError]] = {
    400: BadRequestError,
    401: AuthenticationError,
    403: PermissionDeniedError,
    404: NotFoundError,
    409: ConflictError,
    412: PreconditionFailedError,
    422: ValidationError,
    429: RateLimitError,
}


def error_of(status: int, headers: Mapping[str, str], text: str) -> ApiError:
    """Return the error of an answer that isn't a success."""
    body = _parse(text)
    detail = body.get("detail")
    issues = tuple(
        ValidationIssue(issue.get("type", ""), tuple(issue.get("loc", ())), issue.get("msg", ""))
        for issue in (detail if isinstance(detail, list) else [])
    )
    message = detail if isinstance(detail, str) else "; ".join(f"{'.'.join(map(str, i.loc))}: {i.msg}" for i in issues)
    error = _BY_STATUS.get(status, ServerError if status >= 500 else ApiError)
    return error(
        status,
        message or text or f"HTTP {status}",
        code=body.get("code"),
        issues=issues,
        request_id=headers.get("x-request-id"),
        retry_after=_retry_after(headers.get("retry-after")),
    )


def _parse(text: str) -> dict[str, Any]:
    try:
        body = json.loads(text)
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}


def _retry_after(value: str | None) -> float | None:
    """Seconds, from a number of them or a date: https://www.rfc-editor.org/rfc/rfc9110#field.retry-after."""
    if value is None:
        return None
    if value.isdecimal():
        return float(value)
    try:
        return max(0.0, parsedate_to_datetime(value).timestamp() - time.time())
    except ValueError:
        return None
