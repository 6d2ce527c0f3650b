"""A spare: a forked process that is fully isolated before it knows what it will run. It serves one execution and dies."""

from __future__ import annotations

import os
import resource
import signal
import socket
import struct
import sys
import traceback

from .linux import PR_SET_NO_NEW_PRIVS, PR_SET_PDEATHSIG, SIGKILL, drop_capabilities, prctl, send_fds
from .runner import Execution, reseed, run

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn

    from .cells import Cell
    from .seccomp import Filter
    from .shapes import Config, Weight

#: What a spare tells its zygote when an execution has reached it: pid, execution id, timeout in ms, CPU time so far in microseconds.
TAKEN = struct.Struct('<I16sIQ')
#: First bytes of a connection: execution id, timeout in ms, memory in MB, size of the body that follows.
HEADER = struct.Struct('<16sIII')

NICENESS = 5
_MOST_FILES = 256
_MOST_PROCESSES = 1024
_SHARED_MEMORY_SPARE = 64 << 20
#: What the hard limit leaves above the soft one, for the report of a MemoryError.
ERROR_HEADROOM = 32 << 20


class Surroundings:
    """What everything that a zygote forks is made of: the configuration, the zygote's pid, whether there are namespaces, what functions may
    read, the version of Landlock (0: none), the socket to the broker, the filter (None: none)."""

    def __init__(
        self,
        *,
        config: Config,
        zygote: int,
        in_namespaces: bool,
        readable: list[str],
        landlock: int,
        broker: socket.socket | None,
        seccomp: Filter | None,
    ) -> None:
        self.config, self.zygote, self.in_namespaces, self.readable = config, zygote, in_namespaces, readable
        self.landlock, self.broker, self.seccomp = landlock, broker, seccomp

    def set_folder(self, serial: int) -> str:
        """Without namespaces: the folder of one package zygote's slots."""
        return f'{self.config["root"]}/set-{serial}'


def become_spare(around: Surroundings, cell: Cell, listener: socket.socket, taken: int, output_read: int, output: int) -> NoReturn:
    """Waits for an execution. Runs in the forked child, and never returns."""
    with dying():
        isolate(around, cell, (listener.fileno(), taken), output_read, output)
        reseed()
        run(take(around.config, listener, taken, output_read), around.config)


def become_execution(around: Surroundings, cell: Cell, connection: socket.socket, header: bytes, output_read: int, output: int) -> NoReturn:
    """Serves the execution whose header has been read, with the packages that its slot shows. Runs in the forked child, and never
    returns."""
    with dying():
        isolate(around, cell, (connection.fileno(),), output_read, output)
        _, _, memory_mb, body_size = HEADER.unpack(header)
        connection.setblocking(True)
        limit_memory(around.config, memory_mb)
        see_packages(cell.slot.import_paths)
        reseed()
        run(Execution(connection, body_size, cpu_micros(), output_read), around.config)


class dying:
    """A child that fails says why, and is gone: it must never go on as its parent would."""

    def __enter__(self) -> None:
        signal.set_wakeup_fd(-1)

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> NoReturn:
        if error:
            os.write(2, ''.join(traceback.format_exception(error)).encode())
        os._exit(70)


def see_packages(paths: list[str]) -> None:
    """Imports find these folders after the standard library, which no package can take the place of, and before what the Python came
    with."""
    sys.path[_before_site_packages() : _before_site_packages()] = paths
    sys.path_importer_cache.clear()


def _before_site_packages() -> int:
    return next((index for index, path in enumerate(sys.path) if path.endswith('-packages')), len(sys.path))


def isolate(around: Surroundings, cell: Cell, kept: tuple[int, ...], output_read: int, output: int) -> None:
    broker = around.broker
    null_and(output)
    close_all_but(*kept, output_read, *([broker.fileno()] if broker else []), *([cell.ruleset.fd] if cell.ruleset else []))
    os.umask(0o077)
    os.nice(NICENESS)
    cell.slot.enter()
    if sys.platform == 'linux':
        _shut_off(around, cell)
    # Last: sending a descriptor is limited by what all processes of the user have on their way, and functions may have a lot.
    limit(around.config)


def _shut_off(around: Surroundings, cell: Cell) -> None:
    if around.in_namespaces:
        drop_capabilities()
    else:
        die_with(around.zygote)
    prctl(PR_SET_NO_NEW_PRIVS, 1)
    if cell.ruleset:
        cell.ruleset.apply()
        cell.ruleset.close()
    assert around.broker  # there is none elsewhere than on Linux
    if around.seccomp:
        connects = around.seccomp.install()
        send_fds(around.broker, b'connects', [connects])
        os.close(connects)
    around.broker.close()


def die_with(parent: int) -> None:
    """Without a pid namespace, whose end is the end of all in it."""
    prctl(PR_SET_PDEATHSIG, SIGKILL)
    if os.getppid() != parent:  # it died before we could ask to die with it
        os._exit(0)


def null_and(output: int | None) -> None:
    """Descriptor 0 is /dev/null, 1 and 2 are `output`."""
    null = os.open('/dev/null', os.O_RDWR)
    os.dup2(null, 0)
    os.dup2(null if output is None else output, 1)
    os.dup2(null if output is None else output, 2)


def close_all_but(*kept: int) -> None:
    """Closes every descriptor but these and the first three."""
    start = 3
    for fd in sorted(kept):
        os.closerange(start, fd)
        start = fd + 1
    os.closerange(start, max(start, 4096))


def limit(config: Config) -> None:
    for kind, value in (
        (resource.RLIMIT_FSIZE, config['storageBytes']),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_MEMLOCK, 0),
        (resource.RLIMIT_NPROC, _MOST_PROCESSES),
        (resource.RLIMIT_NOFILE, _MOST_FILES),
    ):
        lower(kind, value)


def lower(kind: int, value: int, headroom: int = 0) -> None:
    _, hard = resource.getrlimit(kind)
    if hard == resource.RLIM_INFINITY or hard > value + headroom:
        hard = value + headroom
    resource.setrlimit(kind, (min(value, hard), hard))


def memory_limits(base: Weight, memory_mb: int) -> tuple[tuple[int, int], tuple[int, int]]:
    """(kind of limit, its value) for a process that weighs `base` before it runs anything. Shared mappings are not data: the address space
    bounds them."""
    size = memory_mb << 20
    return (resource.RLIMIT_DATA, base['data'] + size), (resource.RLIMIT_AS, base['address'] + size + _SHARED_MEMORY_SPARE)


def limit_memory(config: Config, memory_mb: int) -> None:
    if sys.platform == 'linux':
        for kind, value in memory_limits(config['base'], memory_mb):
            lower(kind, value, ERROR_HEADROOM)


def cpu_micros() -> int:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return int((usage.ru_utime + usage.ru_stime) * 1e6)


def take(config: Config, listener: socket.socket, taken: int, output_read: int) -> Execution:
    """Waits for an execution, and tells the zygote that it has one."""
    connection, _ = listener.accept()
    header = connection.recv(HEADER.size, socket.MSG_WAITALL)
    if len(header) < HEADER.size:  # the server went away before it had said anything
        os._exit(0)
    run_id, timeout_ms, memory_mb, body_size = HEADER.unpack(header)
    cpu_before = cpu_micros()
    os.write(taken, TAKEN.pack(os.getpid(), run_id, timeout_ms, cpu_before))
    os.close(taken)
    listener.close()
    limit_memory(config, memory_mb)
    return Execution(connection, body_size, cpu_before, output_read)
