"""Client of Sinas, the self-hosted platform for AI agents and automation.

with Sinas() as sinas:
    print(sinas.functions.execute("default", "add", {"a": 1, "b": 2}).result)
"""

from . import types
from ._async.client import AsyncSinas
from ._async.event_stream import AsyncEventStream
from ._sync.client import Sinas
from ._sync.event_stream import EventStream
from ._tokens import TokenPair
from .errors import (
    ApiError,
    AuthenticationError,
    BadRequestError,
    ConflictError,
    ConnectionError,
    NotFoundError,
    PermissionDeniedError,
    PreconditionFailedError,
    RateLimitError,
    ServerError,
    SinasError,
    TimeoutError,
    TurnError,
    ValidationError,
    ValidationIssue,
    WebhookVerificationError,
)
from .events import ChatEvent, ExecutionEvent
from .webhooks import sign_webhook, verify_webhook

__all__ = [
    "ApiError",
    "AsyncEventStream",
    "AsyncSinas",
    "AuthenticationError",
    "BadRequestError",
    "ChatEvent",
    "ConflictError",
    "ConnectionError",
    "EventStream",
    "ExecutionEvent",
    "NotFoundError",
    "PermissionDeniedError",
    "PreconditionFailedError",
    "RateLimitError",
    "ServerError",
    "Sinas",
    "SinasError",
    "TimeoutError",
    "TokenPair",
    "TurnError",
    "ValidationError",
    "ValidationIssue",
    "WebhookVerificationError",
    "sign_webhook",
    "types",
    "verify_webhook",
]
