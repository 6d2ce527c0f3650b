"""Executions that see packages: their connections come to the zygote itself, which reads which packages, and no more than the header."""

from __future__ import annotations

import struct

from .spare import HEADER

TYPE_CHECKING = False
if TYPE_CHECKING:
    import socket

#: What comes first on such a connection: the names of two folders in the store of packages, all zero where there are fewer.
_NAMES = struct.Struct('<16s16s')
_SIZE = _NAMES.size + HEADER.size


class Arrival:
    def __init__(self, connection: socket.socket) -> None:
        connection.setblocking(False)
        self.connection = connection
        self._data = b''

    def read(self) -> bool:
        """True when the header is there, False when more has to come. @raises OSError when the server has gone away"""
        while len(self._data) < _SIZE:
            try:
                data = self.connection.recv(_SIZE - len(self._data))
            except BlockingIOError:
                return False
            if not data:
                raise ConnectionAbortedError
            self._data += data
        self.names = [name.hex() for name in _NAMES.unpack_from(self._data) if any(name)]
        self.key = '+'.join(self.names)
        self.header = self._data[_NAMES.size :]
        self.run_id, self.timeout_ms, self.memory_mb, self.body_size = HEADER.unpack(self.header)
        return True
