"""Events of streams: of an agent's turn, and of an execution."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Literal, NotRequired, TypedDict

from ._decode import decode
from ._server_sent_events import ServerSentEvent
from .errors import ConnectionError, TurnError
from .types import ExecutionLog, ExecutionStatus


class MessageChunk(TypedDict):
    """A piece of what the model says or asks for."""

    content: str | None
    tool_calls: list[dict[str, Any]] | None
    finish_reason: str | None


class ToolStart(TypedDict):
    """A call begins; `arguments` is JSON text."""

    tool_call_id: str
    name: str
    arguments: str
    description: str | None


class ToolEnd(TypedDict):
    """A call has ended."""

    tool_call_id: str
    name: str
    result: str


class ToolRejected(TypedDict):
    """A call was not made, because a person rejected it."""

    tool_call_id: str
    function_namespace: str | None
    function_name: str


class ApprovalRequired(TypedDict):
    """A call waits for a person."""

    tool_call_id: str
    function_namespace: str
    function_name: str
    arguments: dict[str, Any]


class TurnDone(TypedDict):
    """The turn is over."""

    status: Literal["completed", "cancelled"]
    usage: NotRequired[dict[str, int]]


@dataclass(frozen=True, slots=True)
class MessageEvent:
    """The agent says something."""

    id: str
    data: MessageChunk
    event: Literal["message"] = "message"


@dataclass(frozen=True, slots=True)
class ToolStartEvent:
    """A tool is used."""

    id: str
    data: ToolStart
    event: Literal["tool_start"] = "tool_start"


@dataclass(frozen=True, slots=True)
class ToolEndEvent:
    """A tool has done its work."""

    id: str
    data: ToolEnd
    event: Literal["tool_end"] = "tool_end"


@dataclass(frozen=True, slots=True)
class ToolRejectedEvent:
    """A person kept a tool from being used."""

    id: str
    data: ToolRejected
    event: Literal["tool_rejected"] = "tool_rejected"


@dataclass(frozen=True, slots=True)
class ApprovalRequiredEvent:
    """A tool waits for a person's approval."""

    id: str
    data: ApprovalRequired
    event: Literal["approval_required"] = "approval_required"


@dataclass(frozen=True, slots=True)
class DoneEvent:
    """The turn is over: the last event."""

    id: str
    data: TurnDone
    event: Literal["done"] = "done"


ChatEvent = MessageEvent | ToolStartEvent | ToolEndEvent | ToolRejectedEvent | ApprovalRequiredEvent | DoneEvent
"""An event of a turn. `done` is the last; a turn that fails raises a `TurnError` in its place."""

_CHAT_EVENTS: dict[str, type[ChatEvent]] = {
    "message": MessageEvent,
    "tool_start": ToolStartEvent,
    "tool_end": ToolEndEvent,
    "tool_rejected": ToolRejectedEvent,
    "approval_required": ApprovalRequiredEvent,
    "done": DoneEvent,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ExecutionProgress:
    """Where an execution stands."""

    execution_id: str
    status: ExecutionStatus
    output_data: Any
    error: str | None
    prompt: str | None
    """What it asks for, where it waits for input."""
    schema: Any
    duration_ms: float | None


@dataclass(frozen=True, slots=True)
class LogEvent:
    """An execution printed something."""

    data: ExecutionLog
    event: Literal["log"] = "log"


@dataclass(frozen=True, slots=True)
class StatusEvent:
    """An execution's status changed."""

    data: ExecutionProgress
    event: Literal["status"] = "status"


ExecutionEvent = LogEvent | StatusEvent
"""Something new of an execution."""


class ChatReader:
    """Reads the events of a turn."""

    def read(self, received: ServerSentEvent) -> ChatEvent | None:
        """Return None for what is not known. Raises TurnError where the turn failed."""
        if received.event == "error":
            error = json.loads(received.data)
            # An error that is no event of the turn is one of the connection: the turn may well go on.
            if received.id is None:
                raise ConnectionError(error["error"])
            raise TurnError(error["error"], error.get("details") or error.get("code"))
        kind = _CHAT_EVENTS.get(received.event)
        return kind(received.id or "", json.loads(received.data)) if kind else None

    def is_last(self, event: ChatEvent) -> bool:
        """Say whether nothing follows."""
        return event.event == "done"


class ExecutionReader:
    """Reads the events of an execution."""

    def __init__(self) -> None:
        self._status: str | None = None

    def read(self, received: ServerSentEvent) -> ExecutionEvent | None:
        """Return None for what is not known, or no news."""
        if received.event == "log":
            return LogEvent(decode(ExecutionLog, json.loads(received.data)))
        if received.event != "status":
            return None
        progress: ExecutionProgress = decode(ExecutionProgress, json.loads(received.data))
        # A stream that is taken up again begins by saying how things stand.
        is_news, self._status = progress.status != self._status, progress.status
        return StatusEvent(progress) if is_news else None

    def is_last(self, event: ExecutionEvent) -> bool:
        """Say whether nothing follows."""
        return event.event == "status" and event.data.status in ("COMPLETED", "FAILED", "CANCELLED")
