"""What the zygote knows of one package zygote and the spares that it has forked. None of them is trusted: who they are is the kernel's
word."""

from __future__ import annotations

import os
import signal
import socket
import time
from collections import deque

from .folders import empty
from .linux import cpu_seconds, recv_fds, send_fds
from .package_zygote import BORN, FAILED, FOLDERS, FORK, ORDER, READY, TROUBLE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from .arrivals import Arrival
    from .shapes import Weight
    from .zygote import Child

_IMPORT_SECONDS, _BIRTH_SECONDS = 30, 15
#: An execution does not wait longer for a child that is being born.
_PATIENCE_SECONDS = 5
#: What a package zygote may use of the processor: at rest, and for each child. It has nothing to do but to fork.
_IDLE_CPU_SECONDS, _CPU_SECONDS_PER_BIRTH = 5, 0.1
_MOST_STRANGE = 50
_LONGEST_MESSAGE = 4096


class Spare:
    """Forked by a package zygote. `place`: its slot; `line`: on which it gets its connection; `output`: the socket of what it prints."""

    def __init__(self, pid: int, place: Place, line: socket.socket, output: socket.socket) -> None:
        self.pid, self.place, self.line, self.output = pid, place, line, output

    def hand_over(self, connection: socket.socket, body_size: int) -> bool:
        """False when it does not take it. Never waits: it may be up to anything."""
        try:
            send_fds(self.line, ORDER.pack(body_size), [connection.fileno()], socket.MSG_DONTWAIT)
            return True
        except OSError:
            return False
        finally:
            self.line.close()


class Place:
    """A slot of a package zygote's, as the home of a spare."""

    def __init__(self, nursery: Nursery, index: int) -> None:
        self._nursery, self._index = nursery, index

    def clean(self, seconds: float) -> None:
        """@raises OSError, TimeoutError"""
        if not self._nursery.over:
            empty(self._nursery.folders[self._index], seconds)

    def free(self) -> None:
        self._nursery.vacate(self._index)

    def abandon(self) -> None:
        self._nursery.spoil('a temporary folder cannot be emptied')
        self.free()


class Nursery:
    """`key`: the set as the server names it; `line`: our end of the socket to the package zygote; `broker`: ours to the broker;
    `is_known(pid)`: whether the zygote has that child already."""

    def __init__(
        self,
        *,
        key: str,
        modules: list[str],
        serial: int,
        pid: int,
        line: socket.socket,
        broker: socket.socket,
        is_known: Callable[[int], bool],
    ) -> None:
        self.key, self.modules, self.serial, self.pid, self.line = key, modules, serial, pid, line
        self._broker, self._is_known = broker, is_known
        line.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
        self.base: Weight | None = None
        self.failed: list[str] = []
        self.ready: deque[tuple[Child, Spare]] = deque()
        self.waiting: deque[Arrival] = deque()
        self.living = 0
        self.over = self.dead = False
        self.folders: list[int] = []
        self._free: list[int] = []
        self._fault: str | None = None
        self._expected: tuple[int, socket.socket, socket.socket] | None = (
            None  # of the child that is being born: its slot, our end of its line, what it prints
        )
        self._births = self._strange = 0
        self._deadline: float | None = time.monotonic() + _IMPORT_SECONDS
        self._cpu_at_rest: float | None = None

    # what it may do

    @property
    def serves(self) -> bool:
        return self.base is not None and not self.over

    def takes_another(self) -> bool:
        """Whether one more execution will find a spare, or a slot for one, soon."""
        return self.serves and not self.is_late() and len(self.waiting) < len(self.ready) + len(self._free) + (self._expected is not None)

    def is_late(self) -> bool:
        """Whether the child that was asked for should be there by now."""
        return (
            self._expected is not None
            and self._deadline is not None
            and time.monotonic() > self._deadline - _BIRTH_SECONDS + _PATIENCE_SECONDS
        )

    def wants_spare(self, most: int) -> bool:
        return self.serves and self._expected is None and bool(self._free) and len(self.ready) < max(most, len(self.waiting))

    def ask_for_spare(self) -> None:
        """All descriptors are made here: how many may be on their way from one process to another is limited for all processes together."""
        index = self._free.pop()
        line, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        output, printed = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
        for end in (output, printed):
            end.setblocking(False)
        self._expected = index, line, output
        self._births += 1
        self._deadline = time.monotonic() + _BIRTH_SECONDS
        self._broker.send(b'expect %d' % self.serial)
        with theirs, printed:
            try:
                send_fds(self.line, FORK.pack(index), [each.fileno() for each in (theirs, output, printed)], socket.MSG_DONTWAIT)
            except OSError:  # dead, or not listening: its time will run out
                return

    def trouble(self, now: float) -> str | None:
        """What is wrong with it by now, or None."""
        if self._deadline and now > self._deadline:
            return 'its packages take too long to import' if self.base is None else 'it forks no more'
        try:
            used = cpu_seconds(self.pid)
        except OSError:
            return None  # dead: we shall hear of it
        if self._cpu_at_rest is not None and used - self._cpu_at_rest > _IDLE_CPU_SECONDS + _CPU_SECONDS_PER_BIRTH * self._births:
            return 'its packages keep working although nothing runs'
        return 'it sends what it should not' if self._strange > _MOST_STRANGE else self._fault

    def spoil(self, fault: str) -> None:
        self._fault = fault

    # what it says

    def listen(self) -> Spare | str | None:
        """One message. Returns a spare that was born, a text of trouble, or None."""
        try:
            message, fds, sender = recv_fds(self.line, _LONGEST_MESSAGE, socket.MSG_DONTWAIT)
        except OSError:
            return None
        taken = None
        try:
            taken = self._hear(message[:1], message[1:], fds, sender)
            return taken if isinstance(taken, (Spare, str)) else None
        finally:
            if taken is None:
                self._strange += 1
                for fd in fds:
                    os.close(fd)

    def _hear(self, kind: bytes, rest: bytes, fds: list[int], sender: int | None) -> Spare | str | bool | None:
        """None: it makes no sense."""
        if kind == TROUBLE and (sender == self.pid or self._expected is not None):
            return ''.join(letter for letter in rest.decode('ascii', 'replace') if letter.isprintable() or letter == '\n') or 'trouble'
        if kind == BORN and not fds:
            return self._welcome(sender)
        if sender != self.pid:
            return None
        if kind == FOLDERS and not self.folders and fds:
            self.folders = fds
            self._free = list(range(len(fds)))[::-1]
            return True
        if kind == READY and self.folders and self._cpu_at_rest is None and len(rest) == FAILED.size:
            bits = FAILED.unpack(rest)[0]
            self.failed = [name for index, name in enumerate(self.modules) if bits >> index & 1]
            self._cpu_at_rest = cpu_seconds(self.pid)
            self._broker.send(b'weigh %d' % self.serial)
            return True
        return None

    def _welcome(self, pid: int | None) -> Spare | None:
        if self._expected is None or pid is None or self._is_known(pid) or not _is_our_child(pid):
            return None
        (index, line, output), self._expected, self._deadline = self._expected, None, None
        self.living += 1
        return Spare(pid, Place(self, index), line, output)

    def on_weight(self, address: int, data: int) -> None:
        """It has imported what it could, and weighs this much: from now on it serves."""
        self.base, self._deadline = {'address': address, 'data': data}, None

    # the end

    def vacate(self, index: int) -> None:
        """A spare is gone, and its slot empty again."""
        self.living -= 1
        if not self.over:
            self._free.append(index)

    def end(self) -> deque[Arrival]:
        """Kills it. What its spares run goes on; whatever waited is the caller's to place elsewhere."""
        self.over = True
        if not self.dead:
            os.kill(self.pid, signal.SIGKILL)  # our own child, not yet waited for
        self.line.close()
        if self._expected:
            _, line, output = self._expected
            line.close()
            output.close()
        for fd in self.folders:
            os.close(fd)
        self.folders, self._free = [], []
        waiting, self.waiting = self.waiting, deque()
        return waiting


def _is_our_child(pid: int) -> bool:
    """Not one that has been waited for, nor another user's process."""
    try:
        os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT)
        return True
    except ChildProcessError:
        return False
