# Written by scripts/unasync.py. Do not edit.
from __future__ import annotations

import builtins
from collections.abc import Iterator
from typing import Any, Unpack

from .._request import LONG_TIMEOUT_SECONDS, Request, path
from ..events import ExecutionEvent, ExecutionReader
from ..types import CancelledExecution, ContinuedExecution, Execution, ExecutionLog, ExecutionStep, ListExecutions
from .event_stream import EventStream, stream_request
from .resource import Resource


class Executions(Resource):
    """Calls of functions, and what came of them."""

    def list(self, **params: Unpack[ListExecutions]) -> Iterator[Execution]:
        """Executions, latest first."""
        return self._transport.pages(Execution, "/api/v1/executions", params)

    def get(self, execution_id: str) -> Execution:
        """Read an execution."""
        return self._transport.get(Execution, path("/api/v1/executions/{}", execution_id))

    def steps(self, execution_id: str) -> builtins.list[ExecutionStep]:
        """Calls inside an execution, in order; `parent_step_id` makes them a tree."""
        return self._transport.get(list[ExecutionStep], path("/api/v1/executions/{}/steps", execution_id))

    def logs(self, execution_id: str) -> builtins.list[ExecutionLog]:
        """What it printed."""
        return self._transport.get(list[ExecutionLog], path("/api/v1/executions/{}/logs", execution_id))

    def events(self, execution_id: str) -> EventStream[ExecutionEvent]:
        """What it prints, and its status whenever that changes: from the beginning, live, until it ends."""
        where = path("/api/v1/executions/{}/events", execution_id)
        return EventStream(
            self._transport,
            stream_request("GET", where),
            lambda last_event_id: stream_request("GET", where, last_event_id=last_event_id),
            ExecutionReader(),
        )

    def resume(self, execution_id: str, input: Any) -> ContinuedExecution:
        """Give a paused execution the input that it waits for, and wait until it ends or pauses again."""
        where = path("/api/v1/executions/{}/continue", execution_id)
        request = Request(method="POST", path=where, body={"input": input}, timeout=LONG_TIMEOUT_SECONDS)
        return self._transport.call(ContinuedExecution, request)

    def cancel(self, execution_id: str) -> CancelledExecution:
        """Kill it, or take it out of the queue."""
        return self._transport.send(
            CancelledExecution, "POST", path("/api/v1/executions/{}/cancel", execution_id)
        )
