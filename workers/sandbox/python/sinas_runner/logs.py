"""What a function prints: whole lines leave at once, as frames, up to a limit for both streams together."""

from __future__ import annotations

import io
import os
import sys

from .channel import LOG

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .channel import Channel

_CUT = b'\n[log truncated]\n'
_LEAST_CHARGE = 64  # a flood of empty lines is a flood too
_MOST_RAW = 16 << 10


class _Stream(io.RawIOBase):
    def __init__(self, name: str, number: int, budget: list[int], channel: Channel) -> None:
        self.name, self._mark, self._budget, self._channel = name, bytes([number]), budget, channel

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        return self._mark[0]

    def write(self, data: Any) -> int:
        size = len(data)
        left = self._budget[0]
        if left > 0:
            self._budget[0] = left - max(size, _LEAST_CHARGE)
            self._channel.send(LOG, self._mark + (bytes(data) if size <= left else bytes(data[:left]) + _CUT))
        return size


def redirect(channel: Channel, limit: int) -> None:
    """Makes sys.stdout and sys.stderr streams of log frames. `limit`: bytes that may be printed in all."""
    budget = [limit]
    for name, number in (('stdout', 1), ('stderr', 2)):
        stream = io.TextIOWrapper(_Stream(f'<{name}>', number, budget, channel), 'utf-8', 'backslashreplace', line_buffering=True)
        setattr(sys, name, stream)
        setattr(sys, f'__{name}__', stream)


def finish(channel: Channel, raw_output: int) -> None:
    """Flushes, and sends what went past Python to the raw descriptors 1 and 2."""
    flush()
    try:
        raw = os.read(raw_output, _MOST_RAW + 1)
    except OSError:  # nothing there, or the function closed it
        return
    if raw:
        channel.send(LOG, b'\1' + (raw if len(raw) <= _MOST_RAW else raw[:_MOST_RAW] + _CUT))


def flush() -> None:
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except Exception:  # the function replaced or closed it
            continue
