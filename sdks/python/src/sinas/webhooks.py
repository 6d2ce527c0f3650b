"""Signatures of webhooks, for receivers and senders: https://www.standardwebhooks.com."""

from __future__ import annotations

import base64
import binascii
import hmac
import json
import time
import uuid
from collections.abc import Mapping
from typing import Any

from .errors import WebhookVerificationError

_TOLERANCE_SECONDS = 300.0
"""Seconds that the sender's clock may differ; what is older may be a replay."""


def sign_webhook(
    body: str | bytes, secret: str, *, message_id: str | None = None, timestamp: int | None = None
) -> dict[str, str]:
    """Return the headers that sign a body. Send the very same bytes.

    A message that is sent again keeps its id. `timestamp` is in Unix seconds.
    """
    message_id = message_id or f"msg_{uuid.uuid4()}"
    sent_at = str(int(time.time()) if timestamp is None else timestamp)
    signature = base64.b64encode(_mac(secret, message_id, sent_at, body)).decode()
    return {"webhook-id": message_id, "webhook-timestamp": sent_at, "webhook-signature": f"v1,{signature}"}


def verify_webhook(
    body: str | bytes,
    headers: Mapping[str, str],
    secret: str,
    *,
    tolerance: float = _TOLERANCE_SECONDS,
    now: float | None = None,
) -> Any:
    """See that a request was signed by who holds the secret, and just now. Return its body as JSON.

    `body` is what came: JSON that was parsed and printed again has another signature. Raises WebhookVerificationError.
    """
    lower = {name.lower(): value for name, value in headers.items()}
    message_id, timestamp, signatures = (lower.get(f"webhook-{name}") for name in ("id", "timestamp", "signature"))
    if not message_id or not timestamp or not signatures:
        raise WebhookVerificationError("the headers webhook-id, webhook-timestamp and webhook-signature are required")
    if not (timestamp.isascii() and timestamp.isdecimal() and len(timestamp) <= 12):
        raise WebhookVerificationError("the timestamp is not in Unix seconds")
    if abs((time.time() if now is None else now) - int(timestamp)) > tolerance:
        raise WebhookVerificationError("the timestamp is too old or too new")
    expected = _mac(secret, message_id, timestamp, body)
    # While a secret is changed, the sender signs with both.
    given = (signature.removeprefix("v1,") for signature in signatures.split() if signature.startswith("v1,"))
    if not any(hmac.compare_digest(_decoded(signature) or b"", expected) for signature in given):
        raise WebhookVerificationError("no signature matches")
    return json.loads(body)


def _mac(secret: str, message_id: str, timestamp: str, body: str | bytes) -> bytes:
    key = _decoded(secret.removeprefix("whsec_"))
    if not key:
        raise WebhookVerificationError("the secret is not base64")
    content = body.encode() if isinstance(body, str) else body
    return hmac.digest(key, f"{message_id}.{timestamp}.".encode() + content, "sha256")


def _decoded(text: str) -> bytes | None:
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error:
        return None
