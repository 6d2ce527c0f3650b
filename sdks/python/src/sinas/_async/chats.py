from __future__ import annotations

import builtins
from collections.abc import AsyncIterator, Sequence
from typing import Any, Unpack

from .._request import LONG_TIMEOUT_SECONDS, Request, path
from ..events import ChatEvent, ChatReader
from ..types import CancelledTurn, Chat, ChatDetail, CreateChat, ListChats, Message, ToolDecision, UpdateChat
from .event_stream import AsyncEventStream, stream_request
from .resource import AsyncResource

MessageContent = str | Sequence[dict[str, Any]]
"""Text, or content parts: `{"type": "image", "image": "https://..."}`."""


class AsyncChats(AsyncResource):
    """Conversations with agents."""

    async def create(self, namespace: str, name: str, **params: Unpack[CreateChat]) -> Chat:
        """Begin a chat with an agent."""
        return await self._transport.send(Chat, "POST", path("/agents/{}/{}/chats", namespace, name), params)

    def list(self, **params: Unpack[ListChats]) -> AsyncIterator[Chat]:
        """The caller's chats, the latest first."""
        return self._transport.pages(Chat, "/chats", params)

    async def get(self, chat_id: str) -> ChatDetail:
        """Read a chat with its messages and the calls that wait for approval."""
        return await self._transport.get(ChatDetail, path("/chats/{}", chat_id))

    async def update(self, chat_id: str, **params: Unpack[UpdateChat]) -> Chat:
        """Rename a chat, or put it into the archive or back."""
        return await self._transport.send(Chat, "PUT", path("/chats/{}", chat_id), params)

    async def delete(self, chat_id: str, *, permanent: bool = False) -> None:
        """Put a chat into the archive; with `permanent`, delete it and its messages."""
        await self._transport.delete(path("/chats/{}", chat_id), {"permanent": permanent})

    async def messages(self, chat_id: str) -> builtins.list[Message]:
        """Its messages, in order."""
        return await self._transport.get(list[Message], path("/chats/{}/messages", chat_id))

    async def send(self, chat_id: str, content: MessageContent) -> Message:
        """Send a message and wait for the agent's answer."""
        where = path("/chats/{}/messages", chat_id)
        request = Request(method="POST", path=where, body={"content": content}, timeout=LONG_TIMEOUT_SECONDS)
        return await self._transport.call(Message, request)

    def stream(self, chat_id: str, content: MessageContent) -> AsyncEventStream[ChatEvent]:
        """Send a message, when the stream is first read, and stream the turn that answers it.

        The turn goes on when nobody watches. Raises TurnError where it fails.
        """
        where = path("/chats/{}/messages/stream", chat_id)
        return self._watch(chat_id, stream_request("POST", where, body={"content": content}))

    def watch(
        self, chat_id: str, *, channel_id: str | None = None, last_event_id: str | None = None
    ) -> AsyncEventStream[ChatEvent]:
        """Watch a turn that was begun elsewhere. Raises TurnError where it fails.

        `channel_id` is a chat's `active_channel_id`, or what a decision answered; without it, it is the turn that goes
        on, or else the latest. The stream begins after `last_event_id`.
        """
        if channel_id is None:
            return self._watch(chat_id, _resume(chat_id, last_event_id))
        where = path("/chats/{}/stream/{}", chat_id, channel_id)
        return self._watch(chat_id, stream_request("GET", where, query={"last_id": last_event_id}))

    async def approve(self, chat_id: str, tool_call_id: str) -> ToolDecision:
        """Let a call that waits be made. When all of a batch are decided, the agent goes on: watch `channel_id`."""
        return await self._decide(chat_id, tool_call_id, True)

    async def reject(self, chat_id: str, tool_call_id: str) -> ToolDecision:
        """Keep a call that waits from being made; the agent is told so."""
        return await self._decide(chat_id, tool_call_id, False)

    async def cancel(self, chat_id: str) -> CancelledTurn:
        """Stop what the agent is doing. What it has said so far stays."""
        where = path("/chats/{}/cancel", chat_id)
        return await self._transport.call(CancelledTurn, Request(method="POST", path=where, repeatable=True))

    async def _decide(self, chat_id: str, tool_call_id: str, approved: bool) -> ToolDecision:
        where = path("/chats/{}/approve-tool/{}", chat_id, tool_call_id)
        return await self._transport.send(ToolDecision, "POST", where, {"approved": approved})

    def _watch(self, chat_id: str, first: Request) -> AsyncEventStream[ChatEvent]:
        # An event's id names its turn too.
        return AsyncEventStream(self._transport, first, lambda last: _resume(chat_id, last), ChatReader())


def _resume(chat_id: str, last_event_id: str | None) -> Request:
    return stream_request("GET", path("/chats/{}/stream", chat_id), last_event_id=last_event_id)
