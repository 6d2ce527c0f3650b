# Written by scripts/unasync.py. Do not edit.
from __future__ import annotations

import builtins
from collections.abc import Iterator, Sequence
from typing import Any, Unpack

from .._request import LONG_TIMEOUT_SECONDS, Request, path
from ..events import ChatEvent, ChatReader
from ..types import CancelledTurn, Chat, ChatDetail, CreateChat, ListChats, Message, ToolDecision, UpdateChat
from .event_stream import EventStream, stream_request
from .resource import Resource

MessageContent = str | Sequence[dict[str, Any]]
"""Text, or content parts: `{"type": "image", "image": "https://..."}`."""


class Chats(Resource):
    """Conversations with agents."""

    def create(self, namespace: str, name: str, **params: Unpack[CreateChat]) -> Chat:
        """Begin a chat with an agent."""
        return self._transport.send(Chat, "POST", path("/agents/{}/{}/chats", namespace, name), params)

    def list(self, **params: Unpack[ListChats]) -> Iterator[Chat]:
        """The caller's chats, the latest first."""
        return self._transport.pages(Chat, "/chats", params)

    def get(self, chat_id: str) -> ChatDetail:
        """Read a chat with its messages and the calls that wait for approval."""
        return self._transport.get(ChatDetail, path("/chats/{}", chat_id))

    def update(self, chat_id: str, **params: Unpack[UpdateChat]) -> Chat:
        """Rename a chat, or put it into the archive or back."""
        return self._transport.send(Chat, "PUT", path("/chats/{}", chat_id), params)

    def delete(self, chat_id: str, *, permanent: bool = False) -> None:
        """Put a chat into the archive; with `permanent`, delete it and its messages."""
        self._transport.delete(path("/chats/{}", chat_id), {"permanent": permanent})

    def messages(self, chat_id: str) -> builtins.list[Message]:
        """Its messages, in order."""
        return self._transport.get(list[Message], path("/chats/{}/messages", chat_id))

    def send(self, chat_id: str, content: MessageContent) -> Message:
        """Send a message and wait for the agent's answer."""
        where = path("/chats/{}/messages", chat_id)
        request = Request(method="POST", path=where, body={"content": content}, timeout=LONG_TIMEOUT_SECONDS)
        return self._transport.call(Message, request)

    def stream(self, chat_id: str, content: MessageContent) -> EventStream[ChatEvent]:
        """Send a message, when the stream is first read, and stream the turn that answers it.

        The turn goes on when nobody watches. Raises TurnError where it fails.
        """
        where = path("/chats/{}/messages/stream", chat_id)
        return self._watch(chat_id, stream_request("POST", where, body={"content": content}))

    def watch(
        self, chat_id: str, *, channel_id: str | None = None, last_event_id: str | None = None
    ) -> EventStream[ChatEvent]:
        """Watch a turn that was begun elsewhere. Raises TurnError where it fails.

        `channel_id` is a chat's `active_channel_id`, or what a decision answered; without it, it is the turn that goes
        on, or else the latest. The stream begins after `last_event_id`.
        """
        if channel_id is None:
            return self._watch(chat_id, _resume(chat_id, last_event_id))
        where = path("/chats/{}/stream/{}", chat_id, channel_id)
        return self._watch(chat_id, stream_request("GET", where, query={"last_id": last_event_id}))

    def approve(self, chat_id: str, tool_call_id: str) -> ToolDecision:
        """Let a call that waits be made. When all of a batch are decided, the agent goes on: watch `channel_id`."""
        return self._decide(chat_id, tool_call_id, True)

    def reject(self, chat_id: str, tool_call_id: str) -> ToolDecision:
        """Keep a call that waits from being made; the agent is told so."""
        return self._decide(chat_id, tool_call_id, False)

    def cancel(self, chat_id: str) -> CancelledTurn:
        """Stop what the agent is doing. What it has said so far stays."""
        where = path("/chats/{}/cancel", chat_id)
        return self._transport.call(CancelledTurn, Request(method="POST", path=where, repeatable=True))

    def _decide(self, chat_id: str, tool_call_id: str, approved: bool) -> ToolDecision:
        where = path("/chats/{}/approve-tool/{}", chat_id, tool_call_id)
        return self._transport.send(ToolDecision, "POST", where, {"approved": approved})

    def _watch(self, chat_id: str, first: Request) -> EventStream[ChatEvent]:
        # An event's id names its turn too.
        return EventStream(self._transport, first, lambda last: _resume(chat_id, last), ChatReader())


def _resume(chat_id: str, last_event_id: str | None) -> Request:
    return stream_request("GET", path("/chats/{}/stream", chat_id), last_event_id=last_event_id)
