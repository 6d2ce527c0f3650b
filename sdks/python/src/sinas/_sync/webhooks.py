# Written by scripts/unasync.py. Do not edit.
from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Unpack

from .._request import LONG_TIMEOUT_SECONDS, Request, encode_path, path
from ..types import (
    CreateWebhook,
    ListWebhookDeliveries,
    ListWebhooks,
    UpdateWebhook,
    Webhook,
    WebhookDelivery,
    WebhookDeliveryDetail,
    WebhookDetail,
)
from .resource import Resource


class Webhooks(Resource):
    """Paths at which requests from outside start functions. A webhook is named by its id or its path."""

    def create(self, **params: Unpack[CreateWebhook]) -> Webhook:
        """Create a webhook."""
        return self._transport.send(Webhook, "POST", "/api/v1/webhooks", params)

    def list(self, **params: Unpack[ListWebhooks]) -> Iterator[Webhook]:
        """Webhooks, newest first."""
        return self._transport.pages(Webhook, "/api/v1/webhooks", params)

    def get(self, webhook: str) -> WebhookDetail:
        """Read a webhook."""
        return self._transport.get(WebhookDetail, f"/api/v1/webhooks/{encode_path(webhook)}")

    def update(self, webhook: str, **params: Unpack[UpdateWebhook]) -> Webhook:
        """Change a webhook. The change counts for the next request."""
        return self._transport.send(Webhook, "PATCH", f"/api/v1/webhooks/{encode_path(webhook)}", params)

    def delete(self, webhook: str) -> None:
        """Delete a webhook and its deliveries."""
        self._transport.delete(f"/api/v1/webhooks/{encode_path(webhook)}")

    def deliveries(self, webhook: str, **params: Unpack[ListWebhookDeliveries]) -> Iterator[WebhookDelivery]:
        """What came, newest first, and what became of it."""
        return self._transport.pages(WebhookDelivery, path("/api/v1/webhooks/{}/deliveries", webhook), params)

    def delivery(self, delivery_id: str) -> WebhookDeliveryDetail:
        """Read a delivery with the answer that was sent."""
        return self._transport.get(WebhookDeliveryDetail, path("/api/v1/webhook-deliveries/{}", delivery_id))

    def replay(self, delivery_id: str) -> WebhookDeliveryDetail:
        """Carry a delivery out again, with the webhook as it is now."""
        where = path("/api/v1/webhook-deliveries/{}/replay", delivery_id)
        return self._transport.send(WebhookDeliveryDetail, "POST", where)

    def invoke(
        self,
        webhook: str,
        *,
        method: str = "POST",
        query: Mapping[str, Any] | None = None,
        body: Any = None,
        headers: Mapping[str, str] | None = None,
    ) -> Any:
        """Call a webhook. Return its answer: JSON, or text where it isn't.

        `body` is JSON, or the bytes that were signed.
        """
        # What stands behind it is not known to be harmless twice.
        request = Request(
            method=method,
            path=f"/webhooks/{encode_path(webhook)}",
            query=query or {},
            body=body,
            headers=headers or {},
            repeatable=method == "GET",
            timeout=LONG_TIMEOUT_SECONDS,
        )
        return self._transport.json(request)
