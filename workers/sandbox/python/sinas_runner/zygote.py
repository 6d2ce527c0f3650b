"""The zygote: keeps a few spare processes ready, watches over all that runs, and reports how each of them ended.

It never runs code of a function or a package, and never sees code, input or output: they pass through the execution's own connection. What
it says on the control channel is therefore the truth about exits, kills and resources."""

from __future__ import annotations

import gc
import os
import select
import signal
import sys
import time
from collections import deque

from .arrivals import Arrival
from .broker import MEMORY
from .cells import Cell, Cells
from .control import Control, Pipe, Socket
from .footprint import Footprint
from .linux import plain_fork, send_fds
from .nurseries import Nurseries
from .rehearsal import rehearse
from .scout import find_footprint
from .seccomp import Filter
from .spare import TAKEN, Surroundings, become_execution, become_spare

TYPE_CHECKING = False
if TYPE_CHECKING:
    import resource
    import socket
    from collections.abc import Callable
    from typing import NoReturn

    from .nursery import Spare
    from .shapes import Config, Home, Output, Weight

_LOST_KILLS = 256
_TICK_SECONDS, _LOOK_SECONDS = 2, 0.25


def _set_environment(in_namespaces: bool) -> None:
    """What functions find in os.environ: set once, for every fork."""
    os.environ.clear()
    os.environ.update(HOME='/tmp', TMPDIR='/tmp', LANG='C.UTF-8', PATH='/usr/bin', USER='sandbox', OPENBLAS_NUM_THREADS='1')
    if not in_namespaces:
        os.environ['RES_OPTIONS'] = 'use-vc'  # no UDP where a filter cannot see its target


class Child:
    """A spare, or the execution that it has become (`id` is set). `home`: where it lives, to be cleaned when it is gone; `output`: what it
    prints past Python."""

    def __init__(self, pid: int, home: Home, output: Output) -> None:
        self.pid, self.home, self.output = pid, home, output
        self.id: bytes | None = None
        self.deadline: float | None = None
        self.reason: str | None = None
        self.deadline_reason = 'timeout'
        self.cpu_before = 0

    def begin(self, run_id: bytes, timeout_ms: int, cpu_before: int = 0) -> None:
        self.id, self.cpu_before = run_id, cpu_before
        self.deadline = time.monotonic() + timeout_ms / 1000


class Zygote:
    """`config` as in PROTOCOL.md. `listeners`: of executions without packages, and of those with. `readable`: what a function may read."""

    def __init__(
        self,
        *,
        config: Config,
        listeners: list[socket.socket],
        broker: socket.socket | None,
        layers: dict[str, str],
        readable: list[str],
        in_namespaces: bool,
    ) -> None:
        self._config, self._listeners, self._broker, self._layers = config, listeners, broker, layers
        self._readable, self._in_namespaces = readable, in_namespaces
        self._children: dict[int, Child] = {}
        self._spares = 0
        self._cold: deque[Arrival] = deque()
        self._lost_kills: dict[bytes, str] = {}
        self._retired = False
        self._commands = b''
        self._control = Control()
        self._poll = select.poll()
        self._handlers: dict[int, Callable[[], object]] = {}
        self._ticked_at = 0.0
        self._footprint = Footprint(b'')

    # start

    def start(self, proc: int | None, dns: socket.socket | None) -> NoReturn:
        """Tells the server that it is ready, and serves until retired or left alone. Never returns."""
        if dns and self._broker:
            send_fds(self._broker, b'dns', [dns.fileno()])
            dns.close()
        self._config['base'] = {'address': 0, 'data': 0} if proc is None else _memory(proc)
        _set_environment(self._in_namespaces)
        calls = Filter(self._in_namespaces) if self._layers['seccomp'] == 'on' else None
        landlock = int(self._layers['landlock'].split()[-1].rstrip(')')) if self._layers['landlock'].startswith('on') else 0
        self._around = Surroundings(
            config=self._config,
            zygote=os.getpid(),
            in_namespaces=self._in_namespaces,
            readable=self._readable,
            landlock=landlock,
            broker=self._broker,
            seccomp=calls,
        )
        self._cells = Cells(self._config, self._in_namespaces, self._readable, landlock)
        self._nurseries = Nurseries(self, self._around, self._control)
        self._watch_all()
        rehearse(self._config)
        gc.collect()
        gc.disable()
        gc.freeze()  # a fork then touches 260 pages instead of 1750
        if proc is not None:
            self._footprint = find_footprint(self._around, self._cells, proc)
            os.close(proc)
        self._control.report(event='ready', pid=os.getpid(), python=sys.version.split()[0], layers=self._layers)
        self._serve()

    def _watch_all(self) -> None:
        self._taken_read, self._taken_write = os.pipe()
        wake_read, wake_write = os.pipe()
        for fd in (self._taken_read, wake_read, wake_write):
            os.set_blocking(fd, False)
        signal.set_wakeup_fd(wake_write, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        self._wake_read = wake_read
        self._listeners[1].setblocking(False)
        self.watch(self._taken_read, self._on_taken)
        self.watch(wake_read, self._on_children)
        self.watch(0, self._on_commands)
        self.watch(self._listeners[1].fileno(), self._on_arrivals)
        if self._broker:
            self.watch(self._broker.fileno(), self._on_broker)

    # the loop

    def watch(self, fd: int, handler: Callable[[], object]) -> None:
        self._handlers[fd] = handler
        self._poll.register(fd, select.POLLIN)

    def forget(self, fd: int) -> None:
        del self._handlers[fd]
        self._poll.unregister(fd)

    def _serve(self) -> NoReturn:
        while True:
            for fd, _ in self._poll.poll(self._next_timeout()):
                handler = self._handlers.get(fd)
                if handler:
                    handler()
            self._enforce_deadlines()
            if self._nurseries.alive:
                self._look_after_nurseries()
            while self._cold and self.has_room():
                self._fork_for(self._cold.popleft())
            if self._retired and not self._children and not self._cold:
                os._exit(0)
            if self._wants_spare():
                self._fork_spare()

    def _wants_spare(self) -> bool:
        return not self._retired and self._spares < self._config['spares'] and self.has_room()

    def has_room(self) -> bool:
        return len(self._children) < self._config['slots']

    def _next_timeout(self) -> float | None:
        if self._wants_spare():
            return 0
        deadlines = [child.deadline for child in self._children.values() if child.deadline]
        if self._nurseries.alive:
            deadlines.append(time.monotonic() + _LOOK_SECONDS if self._nurseries.is_waited_for else self._ticked_at + _TICK_SECONDS)
        return max(0, (min(deadlines) - time.monotonic()) * 1000 + 1) if deadlines else None

    def _enforce_deadlines(self) -> None:
        now = time.monotonic()
        for child in list(self._children.values()):
            if child.deadline and child.deadline <= now:
                self.kill(child, child.deadline_reason)

    def _look_after_nurseries(self) -> None:
        self._nurseries.let_go()
        now = time.monotonic()
        if now >= self._ticked_at + _TICK_SECONDS:
            self._ticked_at = now
            self._nurseries.tick()

    # children

    def _fork_spare(self) -> None:
        cell = self._cells.take([])
        self._fork(cell, lambda *output: become_spare(self._around, cell, self._listeners[0], self._taken_write, *output))
        self._spares += 1

    def _fork_for(self, arrival: Arrival) -> None:
        """An execution whose set is not warm: it imports its packages itself, as isolated as any."""
        try:
            cell = self._cells.take(arrival.names)
        except OSError:
            return self._refuse(arrival, 'no-packages')
        child = self._fork(cell, lambda *output: become_execution(self._around, cell, arrival.connection, arrival.header, *output))
        child.begin(arrival.run_id, arrival.timeout_ms)
        arrival.connection.close()

    def _fork(self, cell: Cell, live: Callable[[int, int], NoReturn]) -> Child:
        output_read, output_write = os.pipe()
        os.set_blocking(output_write, False)
        os.set_blocking(output_read, False)
        pid = plain_fork()
        if pid == 0:
            self._footprint.copy()
            live(output_read, output_write)
        os.close(output_write)
        child = self._children[pid] = Child(pid, cell, Pipe(output_read))
        return child

    def is_known(self, pid: int) -> bool:
        return pid in self._children

    def clean(self, home: Home) -> None:
        self._cells.clean(home)

    def adopt(self, spare: Spare) -> Child:
        child = self._children[spare.pid] = Child(spare.pid, spare.place, Socket(spare.output))
        return child

    def kill(self, child: Child, reason: str) -> None:
        child.reason = child.reason or reason
        child.deadline = None
        os.kill(child.pid, signal.SIGKILL)  # our own child, not yet waited for: the pid cannot be another's

    def _on_taken(self) -> None:
        try:
            records = os.read(self._taken_read, TAKEN.size * 1024)
        except BlockingIOError:
            return
        for pid, run_id, timeout_ms, cpu_us in TAKEN.iter_unpack(records):
            child = self._children[pid]
            self._spares -= 1
            child.begin(run_id, timeout_ms, cpu_us)
            reason = self._lost_kills.pop(run_id, None)
            if reason:
                self.kill(child, reason)

    def _on_children(self) -> None:
        os.read(self._wake_read, 512)
        self._on_taken()  # a start must be known before an end, and a birth before a death
        if self._nurseries.alive:
            self._nurseries.listen()
        while True:
            try:
                pid, status, usage = os.wait4(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if pid == 0:
                return
            self._on_taken()
            child = self._children.pop(pid, None)
            if child:
                self._bury(child, status, usage)
            elif not self._cells.on_exit(pid, status):
                self._nurseries.on_exit(pid)

    def _bury(self, child: Child, status: int, usage: resource.struct_rusage) -> None:
        code = os.waitstatus_to_exitcode(status)
        if child.id is not None:
            cpu_us = int((usage.ru_utime + usage.ru_stime) * 1e6) - child.cpu_before
            peak_kb = usage.ru_maxrss if sys.platform == 'linux' else usage.ru_maxrss >> 10
            self._control.report_end(child.output, child.id, code, child.reason, max(0, cpu_us), peak_kb)
        elif isinstance(child.home, Cell):
            self._spares -= 1
            self._control.report_end(child.output, None, code, None, 0, 0)
        else:
            child.output.close()
        self._cells.clean(child.home)

    # executions with packages

    def _on_arrivals(self) -> None:
        try:
            while True:
                self._receive(Arrival(self._listeners[1].accept()[0]), True)
        except BlockingIOError:
            return

    def _receive(self, arrival: Arrival, new: bool) -> None:
        try:
            complete = arrival.read()
        except OSError:
            complete = None
        fd = arrival.connection.fileno()
        if complete is False and new:
            self.watch(fd, lambda: self._receive(arrival, False))
        if complete is not False and not new:
            self.forget(fd)
        if complete is None:
            arrival.connection.close()
        elif complete:
            self.place(arrival)

    def place(self, arrival: Arrival) -> None:
        """Finds it a process: of its package zygote's, or one of its own."""
        reason = self._lost_kills.pop(arrival.run_id, None)
        if reason:
            self._refuse(arrival, reason)
        elif not self._nurseries.take(arrival):
            self._cold.append(arrival)

    def _refuse(self, arrival: Arrival, reason: str) -> None:
        arrival.connection.close()
        self._control.report(
            event='exit', id=arrival.run_id.hex(), code=-signal.SIGKILL, reason=reason, cpuMs=0, peakMemoryKb=0, outputBytes=0
        )

    def _on_broker(self) -> None:
        assert self._broker  # it has said something
        message = self._broker.recv(MEMORY.size)
        if message:
            self._nurseries.on_weight(*MEMORY.unpack(message))

    # commands of the server

    def _on_commands(self) -> None:
        data = os.read(0, 65536)
        if not data:
            os._exit(0)
        self._on_taken()  # commands are about executions whose start may be waiting in the other pipe
        *lines, self._commands = (self._commands + data).split(b'\n')
        for line in lines:
            command, *arguments = line.decode().split(' ')
            getattr(self, f'_command_{command}')(*arguments)

    def _command_kill(self, run_id: str, reason: str) -> None:
        wanted = bytes.fromhex(run_id)
        child = self._find(wanted)
        if child:
            return self.kill(child, reason)
        arrival = self._nurseries.forget_waiting(wanted) or next((each for each in self._cold if each.run_id == wanted), None)
        if arrival:
            if arrival in self._cold:
                self._cold.remove(arrival)
            return self._refuse(arrival, reason)
        # Its start is still on its way to us.
        self._lost_kills[wanted] = reason
        if len(self._lost_kills) > _LOST_KILLS:
            self._lost_kills.pop(next(iter(self._lost_kills)))

    def _command_deadline(self, run_id: str, milliseconds: str, reason: str) -> None:
        """A new deadline from now on: an execution that waits for a person is not charged for it."""
        child = self._find(bytes.fromhex(run_id))
        if child and not child.reason:
            child.deadline, child.deadline_reason = time.monotonic() + int(milliseconds) / 1000, reason

    def _command_warm(self, key: str, modules: str) -> None:
        self._nurseries.warm(key, modules.split(',') if modules else [])

    def _command_cool(self, key: str) -> None:
        self._nurseries.cool(key)

    def _command_retire(self) -> None:
        """No new executions; exit when the last one has ended."""
        self._retired = True
        self.forget(self._listeners[1].fileno())
        for listener in self._listeners:
            listener.close()
        self._nurseries.end_all()
        for child in self._children.values():
            if child.id is None:
                os.kill(child.pid, signal.SIGKILL)

    def _find(self, run_id: bytes) -> Child | None:
        return next((child for child in self._children.values() if child.id == run_id), None)


def _memory(proc: int) -> Weight:
    """Address space and data of this process in bytes, before anything has run."""
    fd = os.open('self/status', os.O_RDONLY, dir_fd=proc)
    with open(fd) as file:
        status = dict(line.split(':', 1) for line in file)
    address, data = (int(status[name].split()[0]) << 10 for name in ('VmSize', 'VmData'))
    return {'address': address, 'data': data}
