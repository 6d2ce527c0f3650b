"""The connection of one execution: frames out (type, little-endian length, payload), the request and answers to pauses in. See
PROTOCOL.md."""

from __future__ import annotations

import json
import os
import struct
import threading

TYPE_CHECKING = False
if TYPE_CHECKING:
    import socket

    from .shapes import Json, Request

STARTED, LOG, STEP, PAUSE, RESULT, ERROR, MODULES = b'S', b'L', b'T', b'P', b'R', b'E', b'M'
ANSWER = b'A'
_FRAME = struct.Struct('<cI')
LENGTH = struct.Struct('<I')
_ONE_WRITE = 64 << 10


class Channel:
    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._lock = threading.RLock()  # a function's threads print too

    def send(self, kind: bytes, payload: bytes = b'') -> None:
        """One frame. If the reader is gone, the execution is over."""
        head = _FRAME.pack(kind, len(payload))
        try:
            with self._lock:
                if len(payload) <= _ONE_WRITE:
                    self._connection.sendall(head + payload)
                else:
                    self._connection.sendall(head)
                    self._connection.sendall(payload)
        except OSError:
            os._exit(3)

    def send_json(self, kind: bytes, value: Json) -> None:
        self.send(kind, json.dumps(value).encode())

    def read_request(self, size: int) -> Request:
        """The request's JSON and, in its order, the compiled code of the functions that have some."""
        body = self._read(size)
        (length,) = LENGTH.unpack_from(body)
        at = LENGTH.size + length
        request: Request = json.loads(bytes(body[LENGTH.size : at]))
        for function in request['functions']:
            size = function['compiledBytes']
            function['compiled'] = bytes(body[at : at + size])
            at += size
        return request

    def ask(self, prompt: str, schema: Json) -> Json:
        """Pauses the execution: tells the server what is wanted and waits, for as long as the server lets it, for the value."""
        self.send_json(PAUSE, {'prompt': prompt, 'schema': schema})
        kind, length = _FRAME.unpack(bytes(self._read(_FRAME.size)))
        if kind != ANSWER:
            os._exit(3)
        return json.loads(bytes(self._read(length)))

    def _read(self, size: int) -> bytearray:
        buffer = bytearray(size)
        view, at = memoryview(buffer), 0
        while at < size:
            count = self._connection.recv_into(view[at:])
            if not count:
                os._exit(3)
            at += count
        return buffer
