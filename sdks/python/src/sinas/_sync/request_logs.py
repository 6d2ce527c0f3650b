# Written by scripts/unasync.py. Do not edit.
from __future__ import annotations

from collections.abc import Iterator
from typing import Unpack

from ..types import ListRequestLogs, RequestLog, RequestLogPeriod, RequestLogStats
from .resource import Resource


class RequestLogs(Resource):
    """What was asked of the server, and by whom."""

    def list(self, **params: Unpack[ListRequestLogs]) -> Iterator[RequestLog]:
        """Requests, newest first: the caller's own, or everybody's for those who may read them."""
        return self._transport.pages(RequestLog, "/api/v1/request-logs", params, "offset")

    def stats(self, **params: Unpack[RequestLogPeriod]) -> RequestLogStats:
        """Numbers on them."""
        return self._transport.get(RequestLogStats, "/api/v1/request-logs/stats", params)
