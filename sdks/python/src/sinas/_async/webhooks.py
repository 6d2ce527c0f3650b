from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
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
from .resource import AsyncResource


class AsyncWebhooks(AsyncResource):
    """Paths at which requests from outside start functions. A webhook is named by its id or its path."""

    async def create(self, **params: Unpack[CreateWebhook]) -> Webhook:
        """Create a webhook."""
        return await self._transport.send(Webhook, "POST", "/api/v1/webhooks", params)

    def list(self, **params: Unpack[ListWebhooks]) -> AsyncIterator[Webhook]:
        """Webhooks, newest first."""
        return self._transport.pages(Webhook, "/api/v1/webhooks", params)

    async def get(self, webhook: str) -> WebhookDetail:
        """Read a webhook."""
        return await self._transport.get(WebhookDetail, f"/api/v1/webhooks/{encode_path(webhook)}")

    async def update(self, webhook: str, **params: Unpack[UpdateWebhook]) -> Webhook:
        """Change a webhook. The change counts for the next request."""
        return await self._transport.send(Webhook, "PATCH", f"/api/v1/webhooks/{encode_path(webhook)}", params)

    async def delete(self, webhook: str) -> None:
        """Delete a webhook and its deliveries."""
        await self._transport.delete(f"/api/v1/webhooks/{encode_path(webhook)}")

    def deliveries(self, webhook: str, **params: Unpack[ListWebhookDeliveries]) -> AsyncIterator[WebhookDelivery]:
        """What came, newest first, and what became of it."""
        return self._transport.pages(WebhookDelivery, path("/api/v1/webhooks/{}/deliveries", webhook), params)

    async def delivery(self, delivery_id: str) -> WebhookDeliveryDetail:
        """Read a delivery with the answer that was sent."""
        return await self._transport.get(WebhookDeliveryDetail, path("/api/v1/webhook-deliveries/{}", delivery_id))

    async def replay(self, delivery_id: str) -> WebhookDeliveryDetail:
        """Carry a delivery out again, with the webhook as it is now."""
        where = path("/api/v1/webhook-deliveries/{}/replay", delivery_id)
        return await self._transport.send(WebhookDeliveryDetail, "POST", where)

    async def invoke(
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
        return await self._transport.json(request)
