# Written by scripts/unasync.py. Do not edit.
from __future__ import annotations

from .transport import Transport


class Resource:
    """A part of the API."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
