"""A spare that the zygote forks for itself: it runs the rehearsal, tells which memory an execution writes to, and dies."""

from __future__ import annotations

import os
import socket

from .footprint import Footprint, Memory
from .linux import plain_fork
from .rehearsal import request
from .runner import reseed, serve
from .spare import dying, isolate, take

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .cells import Cells
    from .spare import Surroundings


def find_footprint(around: Surroundings, cells: Cells, proc: int) -> Footprint:
    """`proc`: a descriptor of /proc. All is made ready before the fork, and nothing done beside the scout: both would look as if an
    execution had written to the memory that it takes."""
    cell = cells.take([])
    memory = Memory(proc)
    listener, server = _connected(f'{cell.slot.tmp}/scout')
    server.sendall(request(''))
    found, taken, output = os.pipe(), os.pipe(), os.pipe()
    os.set_blocking(output[0], False)
    pid = plain_fork()
    if pid == 0:
        with dying():
            memory.watch()
            isolate(around, cell, (listener.fileno(), taken[1], memory.fileno(), found[1]), *output)
            reseed()
            serve(take(around.config, listener, taken[1], output[0]), around.config)
            os.write(found[1], memory.written())
            os._exit(0)
    os.waitpid(pid, 0)
    for fd in (found[1], *taken, *output):
        os.close(fd)
    listener.close()
    server.close()
    cells.clean(cell)
    with open(found[0], 'rb') as ranges:
        return Footprint(ranges.read())


def _connected(path: str) -> tuple[socket.socket, socket.socket]:
    """A listener, and a connection that waits to be taken."""
    listener, server = (socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) for _ in range(2))
    listener.bind(path)
    listener.listen()
    server.connect(path)
    return listener, server
