"""The zygote's word to the server, on descriptor 3: events as lines of JSON, an `outputBytes` in one of them followed by so many bytes.

After each fork the first touch of every page costs the zygote a copy: what happens with every execution does without an encoder.
"""

from __future__ import annotations

import json
import os
import socket

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .shapes import Json, Output

_DESCRIPTOR = 3
_OUTPUT_LIMIT = 16 << 10


class Pipe:
    """What a process prints past Python, read from our end of its pipe. All other ends are gone when it is read."""

    def __init__(self, fd: int) -> None:
        self._fd = fd

    def take(self, buffer: bytearray) -> int:
        try:
            return os.readv(self._fd, [buffer])
        except BlockingIOError:
            return 0
        finally:
            self.close()

    def close(self) -> None:
        os.close(self._fd)


class Socket:
    """The same of a process that may have made its end blocking, or left it to another: reading never waits."""

    def __init__(self, sock: socket.socket) -> None:
        self._socket = sock

    def take(self, buffer: bytearray) -> int:
        try:
            return self._socket.recv_into(buffer, 0, socket.MSG_DONTWAIT)
        except OSError:
            return 0
        finally:
            self.close()

    def close(self) -> None:
        self._socket.close()


class Control:
    def __init__(self) -> None:
        self._buffer = bytearray(_OUTPUT_LIMIT)

    def report(self, **event: Json) -> None:
        _write((json.dumps(event) + '\n').encode())

    def report_end(self, output: Output, run_id: bytes | None, code: int, reason: str | None, cpu_us: int, peak_kb: int) -> None:
        """How an execution ended (None: a spare that had none), with what it printed past Python. `reason` is a word of ours, or None."""
        size = output.take(self._buffer)
        line = (
            '{"event":"exit","id":"%s","code":%d,"reason":%s,"cpuMs":%.3f,"peakMemoryKb":%d,"outputBytes":%d}\n'
            % (run_id.hex(), code, f'"{reason}"' if reason else 'null', cpu_us / 1000, peak_kb, size)
            if run_id
            else '{"event":"spare-died","code":%d,"outputBytes":%d}\n' % (code, size)
        ).encode()
        _write(line)
        if size:
            _write(memoryview(self._buffer)[:size])
            # It may be of any user: wiped, for what is forked from here has our memory.
            self._buffer[:size] = bytes(size)


def _write(data: bytes | memoryview) -> None:
    sent = os.write(_DESCRIPTOR, data)
    while sent < len(data):
        sent += os.write(_DESCRIPTOR, data[sent:])
