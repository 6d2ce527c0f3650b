"""A spare: a forked process that is fully isolated before it knows what it will run. It serves one execution and dies."""
import os
import resource
import signal
import socket
import struct
import sys
import traceback

from .linux import PR_SET_NO_NEW_PRIVS, PR_SET_PDEATHSIG, SIGKILL, drop_capabilities, prctl, send_fds
from .runner import Execution, run

#: What a spare tells its zygote when an execution has reached it: pid, execution id, timeout in ms, CPU time so far in microseconds.
TAKEN = struct.Struct('<I16sIQ')
#: First bytes of a connection: execution id, timeout in ms, memory in MB, size of the body that follows.
HEADER = struct.Struct('<16sIII')

_MOST_FILES = 256
_MOST_PROCESSES = 1024
_SHARED_MEMORY_SPARE = 64 << 20
#: What the hard limit leaves above the soft one, for the report of a MemoryError.
_ERROR_HEADROOM = 32 << 20


class Cell:
    """Where a spare lives: its slot and the Landlock rules for it (None: no Landlock)."""

    def __init__(self, slot, ruleset):
        self.slot, self.ruleset = slot, ruleset


def become_spare(config, zygote, in_namespaces, cell, seccomp, listener, broker, taken, output_read, output):
    """Runs in the forked child. Never returns."""
    try:
        signal.set_wakeup_fd(-1)
        _isolate(config, zygote, in_namespaces, cell, seccomp, listener, broker, taken, output_read, output)
        _serve(config, listener, taken, output_read)
    except BaseException:
        os.write(2, traceback.format_exc().encode())
        os._exit(70)


def _isolate(config, zygote, in_namespaces, cell, seccomp, listener, broker, taken, output_read, output):
    _keep_only(listener, broker, taken, output_read, output, cell)
    os.umask(0o077)
    os.nice(5)
    cell.slot.enter()
    _limit(config)
    if sys.platform != 'linux':
        return
    if in_namespaces:
        drop_capabilities()
    else:
        prctl(PR_SET_PDEATHSIG, SIGKILL)
        if os.getppid() != zygote:  # it died before we could ask to die with it
            os._exit(0)
    prctl(PR_SET_NO_NEW_PRIVS, 1)
    if cell.ruleset:
        cell.ruleset.apply()
        cell.ruleset.close()
    if seccomp:
        connects = seccomp.install()
        send_fds(broker, b'connects', [connects])
        os.close(connects)
    if broker:
        broker.close()


def _keep_only(listener, broker, taken, output_read, output, cell):
    """Closes every descriptor but these; 0 is /dev/null, 1 and 2 a pipe that `output_read` empties."""
    null = os.open('/dev/null', os.O_RDONLY)
    os.dup2(null, 0)
    os.dup2(output, 1)
    os.dup2(output, 2)
    kept = {listener.fileno(), taken, output_read, *([broker.fileno()] if broker else []), *([cell.ruleset.fd] if cell.ruleset else [])}
    start = 3
    for fd in sorted(kept):
        os.closerange(start, fd)
        start = fd + 1
    os.closerange(start, max(start, 4096))


def _limit(config):
    for kind, value in (
        (resource.RLIMIT_FSIZE, config['storageBytes']), (resource.RLIMIT_CORE, 0), (resource.RLIMIT_MEMLOCK, 0),
        (resource.RLIMIT_NPROC, _MOST_PROCESSES), (resource.RLIMIT_NOFILE, _MOST_FILES),
    ):
        _lower(kind, value)


def _lower(kind, value, headroom=0):
    _, hard = resource.getrlimit(kind)
    if hard == resource.RLIM_INFINITY or hard > value + headroom:
        hard = value + headroom
    resource.setrlimit(kind, (min(value, hard), hard))


def _serve(config, listener, taken, output_read):
    connection, _ = listener.accept()
    header = connection.recv(HEADER.size, socket.MSG_WAITALL)
    if len(header) < HEADER.size:  # the server went away before it had said anything
        os._exit(0)
    run_id, timeout_ms, memory_mb, body_size = HEADER.unpack(header)
    usage = resource.getrusage(resource.RUSAGE_SELF)
    cpu_before = int((usage.ru_utime + usage.ru_stime) * 1e6)
    os.write(taken, TAKEN.pack(os.getpid(), run_id, timeout_ms, cpu_before))
    os.close(taken)
    listener.close()
    if sys.platform == 'linux':
        limit = memory_mb << 20
        _lower(resource.RLIMIT_DATA, config['base']['data'] + limit, _ERROR_HEADROOM)
        # Shared mappings are not data: the address space bounds them.
        _lower(resource.RLIMIT_AS, config['base']['address'] + limit + _SHARED_MEMORY_SPARE, _ERROR_HEADROOM)
    run(Execution(connection, body_size, cpu_before, output_read), config)
