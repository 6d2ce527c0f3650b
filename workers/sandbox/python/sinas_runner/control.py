"""The zygote's word to the server, on descriptor 3: events as lines of JSON, an `outputBytes` in one of them followed by so many bytes."""
import json
import os
import socket

_DESCRIPTOR = 3
_OUTPUT_LIMIT = 16 << 10


class Pipe:
    """What a process prints past Python, read from our end of its pipe. All other ends are gone when it is read."""

    def __init__(self, fd):
        self._fd = fd

    def take(self, buffer):
        try:
            return os.readv(self._fd, [buffer])
        except BlockingIOError:
            return 0
        finally:
            self.close()

    def close(self):
        os.close(self._fd)


class Socket:
    """The same of a process that may have made its end blocking, or left it to another: reading never waits."""

    def __init__(self, sock):
        self._socket = sock

    def take(self, buffer):
        try:
            return self._socket.recv_into(buffer, 0, socket.MSG_DONTWAIT)
        except OSError:
            return 0
        finally:
            self.close()

    def close(self):
        self._socket.close()


class Control:
    def __init__(self):
        self._buffer = bytearray(_OUTPUT_LIMIT)

    def report(self, **event):
        _write([(json.dumps(event) + '\n').encode()])

    def report_with(self, output, **event):
        """An event and what its process printed. That may be of any user: it is wiped, for what is forked from here has our memory."""
        size = output.take(self._buffer)
        line = (json.dumps({**event, 'outputBytes': size}) + '\n').encode()
        _write([line, memoryview(self._buffer)[:size]])
        self._buffer[:size] = bytes(size)


def _write(parts):
    sent = os.writev(_DESCRIPTOR, parts)
    for part in parts:
        while sent < len(part):
            sent += os.write(_DESCRIPTOR, part[sent:])
        sent -= len(part)
