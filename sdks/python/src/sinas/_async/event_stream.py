from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from types import TracebackType
from typing import Generic, Protocol, Self, TypeVar

from .._request import LONG_TIMEOUT_SECONDS, Request
from .._retry import retry_delay
from .._server_sent_events import Decoder, ServerSentEvent
from ..errors import ConnectionError, SinasError
from .transport import AsyncTransport

E = TypeVar("E")

_SILENCE_SECONDS = 45.0
"""The server sends a comment every 15 seconds: after so much silence, nobody is there."""


class Reader(Protocol[E]):
    """Reads events."""

    def read(self, received: ServerSentEvent) -> E | None: ...
    def is_last(self, event: E) -> bool: ...


class AsyncEventStream(Generic[E]):
    """Events as they happen.

    A connection that breaks is taken up again after the last event: nothing comes twice and nothing is missed.
    It can be read once. It is closed by its end, by `aclose()`, or by leaving its `with` block.
    """

    def __init__(
        self, transport: AsyncTransport, first: Request, resume: Callable[[str], Request], reader: Reader[E]
    ) -> None:
        self.last_event_id: str | None = None
        """The id of the last event that was read: where another stream can go on."""
        self._events = self._read(transport, first, resume, reader)

    def __aiter__(self) -> AsyncGenerator[E]:
        return self._events

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Close the connection."""
        await self._events.aclose()

    async def _read(
        self, transport: AsyncTransport, first: Request, resume: Callable[[str], Request], reader: Reader[E]
    ) -> AsyncGenerator[E]:
        failures = 0
        while True:
            request = first if self.last_event_id is None else resume(self.last_event_id)
            try:
                async with aclosing(_connect(transport, request)) as received_events:
                    async for received in received_events:
                        failures = 0
                        self.last_event_id = received.id or self.last_event_id
                        event = reader.read(received)
                        if event is None:
                            continue
                        yield event
                        if reader.is_last(event):
                            return
                raise ConnectionError("the stream ended before its last event")
            except SinasError as error:
                repeatable = request.is_repeatable or self.last_event_id is not None
                delay = retry_delay(error, failures, transport.max_retries, repeatable=repeatable)
                if delay is None:
                    raise
                await asyncio.sleep(delay)
                failures += 1


async def _connect(transport: AsyncTransport, request: Request) -> AsyncGenerator[ServerSentEvent]:
    decoder = Decoder()
    async with transport.open(request) as response:
        # The first event may take as long as the model does; from then on the server gives a sign of life.
        response.request.extensions["timeout"]["read"] = _SILENCE_SECONDS
        async for piece in response.aiter_bytes():
            for event in decoder.feed(piece):
                yield event


def stream_request(
    method: str,
    path: str,
    *,
    body: object = None,
    query: dict[str, str | None] | None = None,
    last_event_id: str | None = None,
) -> Request:
    """Return a request for a stream."""
    headers = {"accept": "text/event-stream", "Last-Event-ID": last_event_id}
    return Request(
        method=method, path=path, body=body, query=query or {}, headers=headers, timeout=LONG_TIMEOUT_SECONDS
    )
