"""The package zygotes of a zygote: one a set of packages, as many as the server asks for."""

from __future__ import annotations

import os
import resource
import socket
import time

from . import namespaces
from .cells import Remains
from .linux import cpu_seconds, plain_fork
from .nursery import Nursery, Spare
from .package_zygote import PackageZygote
from .spare import ERROR_HEADROOM, NICENESS, memory_limits

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .arrivals import Arrival
    from .control import Control
    from .spare import Surroundings
    from .zygote import Zygote

_LONGEST_TROUBLE = 1000


class Nurseries:
    """`zygote`: whose they are, for what is a zygote's to do: to watch descriptors, to adopt children, to report, to place executions."""

    def __init__(self, zygote: Zygote, around: Surroundings, control: Control) -> None:
        self._zygote, self._around, self._control = zygote, around, control
        self._serving: dict[str, Nursery] = {}
        self._starting: dict[str, Nursery] = {}
        self._by_pid: dict[int, Nursery] = {}
        self._ended: list[Nursery] = []
        self._serial = 0
        #: Whether there is something to look after.
        self.alive = False

    # what the server asks for

    def warm(self, key: str, modules: list[str]) -> None:
        """Starts a package zygote for a set; one that serves the set already goes on until the new one is there."""
        previous = self._starting.pop(key, None)
        if previous:
            self._end(previous)
        if not self._around.seccomp or not self._around.broker:
            return self._control.report(event='cool', key=key, why='without a system call filter packages are imported by executions alone')
        self._serial += 1
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        names = key.split('+') if key else []
        pid = plain_fork()
        if pid == 0:
            PackageZygote(self._around, theirs, self._serial, names).live(modules)
        theirs.close()
        nursery = Nursery(
            key=key, modules=modules, serial=self._serial, pid=pid, line=ours, broker=self._around.broker, is_known=self._zygote.is_known
        )
        self._starting[key] = self._by_pid[pid] = nursery
        self.alive = True
        self._zygote.watch(ours.fileno(), lambda: self._listen(nursery))

    def cool(self, key: str) -> None:
        """Ends the package zygote of a set; executions under way go on."""
        for nursery in (self._starting.pop(key, None), self._serving.pop(key, None)):
            if nursery:
                self._end(nursery)

    def end_all(self) -> None:
        for key in [*self._starting, *self._serving]:
            self.cool(key)

    # executions

    def take(self, arrival: Arrival) -> bool:
        """Whether a package zygote will serve the execution. Its spares have the usual limit already, which can only be lowered."""
        nursery = self._serving.get(arrival.key)
        if not nursery or not nursery.takes_another() or arrival.memory_mb > self._around.config['memoryMb']:
            return False
        nursery.waiting.append(arrival)
        self._feed(nursery)
        return True

    def forget_waiting(self, run_id: bytes) -> Arrival | None:
        """Takes an execution out of the line, and returns it."""
        for nursery in self._serving.values():
            arrival = next((each for each in nursery.waiting if each.run_id == run_id), None)
            if arrival:
                nursery.waiting.remove(arrival)
                return arrival
        return None

    def _feed(self, nursery: Nursery) -> None:
        while nursery.waiting and nursery.ready:
            child, spare = nursery.ready.popleft()
            arrival = nursery.waiting.popleft()
            usual = arrival.memory_mb == self._around.config['memoryMb']
            if (usual or self._limit(nursery, spare.pid, arrival.memory_mb)) and spare.hand_over(arrival.connection, arrival.body_size):
                child.begin(arrival.run_id, arrival.timeout_ms, _cpu_micros(spare.pid))
                arrival.connection.close()
            else:
                self._zygote.kill(child, 'unfit')
                nursery.waiting.appendleft(arrival)
        self.ask_for_spares()

    def _limit(self, nursery: Nursery, pid: int, memory_mb: int) -> bool:
        """Limits the memory of a spare from outside: it could forget to. What was lowered stays so. False when that cannot be done."""
        if nursery.base is None:
            return False
        config = self._around.config
        most = memory_limits(config['base'], 2 * config['memoryMb'])
        try:
            for (kind, value), (_, highest) in zip(memory_limits(nursery.base, memory_mb), most):
                hard = min(value, highest) + ERROR_HEADROOM
                resource.prlimit(pid, kind, (min(value, highest), hard))
            return True
        except OSError:
            return False

    def ask_for_spares(self) -> None:
        for nursery in self._serving.values():
            if self._zygote.has_room() and nursery.wants_spare(self._around.config['spares']):
                nursery.ask_for_spare()

    # what they say

    def listen(self) -> None:
        """To all, now: a birth must be known before a death."""
        for nursery in list(self._by_pid.values()):
            self._listen(nursery)

    def _listen(self, nursery: Nursery) -> None:
        news = nursery.listen() if not nursery.over else None
        if isinstance(news, Spare):
            self._limit(nursery, news.pid, self._around.config['memoryMb'])
            _slow_down(news.pid)
            nursery.ready.append((self._zygote.adopt(news), news))
            self._feed(nursery)
        elif isinstance(news, str):
            self._give_up(nursery, news)

    def on_weight(self, serial: int, address: int, data: int) -> None:
        """The broker's word. From now on the set is warm."""
        nursery = next((each for each in self._starting.values() if each.serial == serial), None)
        if not nursery:
            return
        nursery.on_weight(address, data)
        del self._starting[nursery.key]
        previous = self._serving.get(nursery.key)
        self._serving[nursery.key] = nursery
        if previous:
            self._end(previous)
        self._control.report(event='warm', key=nursery.key, failed=nursery.failed)
        self.ask_for_spares()

    # the end

    def let_go(self) -> None:
        """What waits in vain is placed elsewhere."""
        for nursery in self._serving.values():
            while nursery.waiting and nursery.is_late():
                self._zygote.place(nursery.waiting.popleft())

    @property
    def is_waited_for(self) -> bool:
        return any(nursery.waiting for nursery in self._serving.values())

    def tick(self) -> None:
        now = time.monotonic()
        for nursery in [*self._starting.values(), *self._serving.values()]:
            trouble = nursery.trouble(now)
            if trouble:
                self._give_up(nursery, trouble)
        for nursery in [each for each in self._ended if each.dead and not each.living]:
            self._ended.remove(nursery)
            self.alive = bool(self._by_pid or self._ended)
            self._zygote.clean(
                Remains(namespaces.view_of(nursery.serial) if self._around.in_namespaces else self._around.set_folder(nursery.serial))
            )

    def on_exit(self, pid: int) -> bool:
        """Whether the process that has ended was a package zygote."""
        nursery = self._by_pid.pop(pid, None)
        if nursery is None:
            return False
        nursery.dead = True
        if not nursery.over:
            self._give_up(nursery, 'its process died')
        return True

    def _give_up(self, nursery: Nursery, why: str) -> None:
        for line in (self._starting, self._serving):
            if line.get(nursery.key) is nursery:
                del line[nursery.key]
        self._control.report(event='cool', key=nursery.key, why=why[-_LONGEST_TROUBLE:])
        self._end(nursery)

    def _end(self, nursery: Nursery) -> None:
        self._zygote.forget(nursery.line.fileno())
        for arrival in nursery.end():
            self._zygote.place(arrival)
        for child, _ in nursery.ready:
            self._zygote.kill(child, 'cool')
        nursery.ready.clear()
        self._ended.append(nursery)


def _slow_down(pid: int) -> None:
    """As all executions are: the zygotes come first, for all wait for them."""
    try:
        os.setpriority(os.PRIO_PROCESS, pid, NICENESS)
    except OSError:  # dead, which we shall hear
        return


def _cpu_micros(pid: int) -> int:
    try:
        return int(cpu_seconds(pid) * 1e6)
    except OSError:  # dead, which we shall hear
        return 0
