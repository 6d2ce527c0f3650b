from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Unpack

from ..types import ListRequestLogs, RequestLog, RequestLogPeriod, RequestLogStats
from .resource import AsyncResource


class AsyncRequestLogs(AsyncResource):
    """What was asked of the server, and by whom."""

    def list(self, **params: Unpack[ListRequestLogs]) -> AsyncIterator[RequestLog]:
        """Requests, newest first: the caller's own, or everybody's for those who may read them."""
        return self._transport.pages(RequestLog, "/api/v1/request-logs", params, "offset")

    async def stats(self, **params: Unpack[RequestLogPeriod]) -> RequestLogStats:
        """Numbers on them."""
        return await self._transport.get(RequestLogStats, "/api/v1/request-logs/stats", params)
