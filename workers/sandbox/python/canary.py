"""Tries what a function must not be able to do, and says which attempts went through, by the layer that should have stopped them."""

from __future__ import annotations

import ctypes
import os
import socket

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable


def handler(input: dict[str, int], context: object) -> dict[str, list[str]]:
    return {
        'seccomp': succeeded(fork, execute, signal_others, unix_socket, trace),
        'landlock': succeeded(list_root, write_root),
        'namespaces': succeeded(see_processes, see_host_name),
        'temporary': succeeded(lambda: exceed_quota(input['storage_bytes'])),
        'network': succeeded(connect_locally),
    }


def succeeded(*attempts: Callable[[], object]) -> list[str]:
    return [attempt.__name__ for attempt in attempts if survives(attempt)]


def survives(attempt: Callable[[], object]) -> bool:
    try:
        return attempt() is not False
    except OSError:
        return False


def fork() -> None:
    if os.fork() == 0:
        os._exit(0)


def execute() -> None:
    os.execv('/bin/true', ['true'])


def signal_others() -> None:
    os.kill(os.getppid() or -1, 0)


def unix_socket() -> None:
    socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)


def trace() -> object:
    return ctypes.CDLL(None).ptrace(0, 0, 0, 0) == 0


def list_root() -> bool:
    return os.listdir('/') is not None


def write_root() -> None:
    with open('/etc/sandbox-canary', 'w'):
        os.unlink('/etc/sandbox-canary')


def see_processes() -> bool:
    return os.path.exists('/proc/self') or os.getppid() > 1


def see_host_name() -> bool:
    return os.uname().nodename != 'sandbox'


def exceed_quota(storage_bytes: int) -> bool:
    size = os.statvfs('/tmp')
    return size.f_blocks * size.f_frsize > storage_bytes + (1 << 20)


def connect_locally() -> bool:
    with socket.socket() as attempt:
        attempt.settimeout(2)
        try:
            attempt.connect(('127.0.0.1', 9))
        except ConnectionRefusedError:
            return True
        return True
