from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ServerSentEvent:
    """One event of a `text/event-stream`."""

    id: str | None
    event: str
    data: str


class Decoder:
    """Events of a stream, as its pieces arrive: https://html.spec.whatwg.org/multipage/server-sent-events.html.

    One that the end of the stream cuts off is not an event.
    """

    # Lines end with LF, CRLF or CR. A CR at the very end may be the first half of a CRLF.
    _END = re.compile(r"\r\n|\n|\r(?!$)")

    def __init__(self) -> None:
        self._text = codecs.getincrementaldecoder("utf-8")("replace")
        self._rest = ""
        self._fields: list[tuple[str, str]] = []

    def feed(self, piece: bytes) -> Iterator[ServerSentEvent]:
        """Return the events that are complete with this piece."""
        *lines, self._rest = self._END.split(self._rest + self._text.decode(piece))
        for line in lines:
            if line == "":
                yield from self._dispatch()
            elif not line.startswith(":"):
                name, _, value = line.partition(":")
                self._fields.append((name, value.removeprefix(" ")))

    def _dispatch(self) -> Iterator[ServerSentEvent]:
        fields, self._fields = self._fields, []
        data = [value for name, value in fields if name == "data"]
        if data:
            last = dict(fields)
            yield ServerSentEvent(last.get("id") or None, last.get("event") or "message", "\n".join(data))
