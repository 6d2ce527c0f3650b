"""The few Linux calls that the standard library does not offer, through ctypes. Importable, but of no use, on other systems."""

from __future__ import annotations

import array
import ctypes
import os
import socket
import struct
import time

from .syscalls import NUMBERS

PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_CHILD_SUBREAPER, PR_SET_NO_NEW_PRIVS, PR_GET_TID_ADDRESS, PR_CAP_AMBIENT = 1, 4, 36, 38, 40, 47
SIGKILL, SIGCHLD = 9, 17
CAP_SYS_CHROOT = 1 << 18
_CLONE_PARENT, _CLONE_CHILD_CLEARTID, _CLONE_CHILD_SETTID = 0x8000, 0x200000, 0x1000000

_MOST_FDS = 128
_CREDENTIALS = struct.Struct('<iII')

_libc = ctypes.CDLL(None, use_errno=True)
_holding_the_lock = ctypes.PyDLL(None, use_errno=True)


def _argument(value: object) -> object:
    """As C wants it. Text left as it is would become wchar_t."""
    return ctypes.c_long(value) if isinstance(value, int) else value.encode() if isinstance(value, str) else value


def checked(result: int, what: str) -> int:
    """Turns libc's -1 into an OSError that says which call failed."""
    if result == -1:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code), what)
    return result


def libc(name: str, *args: object) -> int:
    """Calls a libc function by name; text becomes bytes, and -1 an OSError."""
    return checked(getattr(_libc, name)(*map(_argument, args)), name)


def syscall(name: str, *args: object) -> int:
    """A system call by name, for those that libc does not wrap."""
    function = _libc.syscall
    function.restype = ctypes.c_long
    return checked(function(_argument(NUMBERS[name]), *map(_argument, args)), name)


def prctl(option: int, *args: object) -> int:
    return libc('prctl', option, *(list(args) + [0] * (4 - len(args))))


def plain_fork() -> int:
    """fork() without what Python does after it for the sake of other threads, of which there are none: that touches 170 pages and takes 0.5
    ms."""
    return checked(_holding_the_lock.fork(), 'fork')


class SiblingFork:
    """fork() whose child belongs to our own parent: it is the parent that hears of the child's end. Made before system calls are filtered.

    `flags` are what the call passes to clone(), for a filter that allows that one call.
    """

    def __init__(self) -> None:
        # glibc keeps a thread's id in its own memory; fork() has the kernel write it there, and so must we.
        self._tid = _tid_address()
        self.flags = _CLONE_PARENT | SIGCHLD | (_CLONE_CHILD_SETTID | _CLONE_CHILD_CLEARTID if self._tid else 0)
        # The last two arguments of clone() change places between the architectures.
        self._arguments = (0, 0, self._tid, 0) if os.uname().machine == 'x86_64' else (0, 0, 0, self._tid)

    def fork(self) -> int:
        """Zero in the child, its pid in the caller."""
        function = _holding_the_lock.syscall
        function.restype = ctypes.c_long
        return checked(function(*map(_argument, (NUMBERS['clone'], self.flags, *self._arguments))), 'clone')


def _tid_address() -> int:
    """Where this thread's id is kept; 0 where that is not known."""
    address = ctypes.c_void_p()
    try:
        os.confstr('CS_GNU_LIBC_VERSION')
        prctl(PR_GET_TID_ADDRESS, ctypes.byref(address))
    except (ValueError, OSError):  # another C library; a kernel without checkpoints
        return 0
    return address.value or 0


def set_capabilities(bits: int) -> None:
    """Has this capability, or none (0); others are given up."""
    version_3 = 0x20080522
    syscall('capset', struct.pack('<II', version_3, 0), struct.pack('<6I', bits, bits, 0, 0, 0, 0))


def drop_capabilities() -> None:
    """Gives up every capability of this process, for good once no_new_privs is set."""
    set_capabilities(0)
    prctl(PR_CAP_AMBIENT, 4)


def cpu_seconds(pid: int) -> float:
    """CPU time that another process has used so far."""
    return time.clock_gettime((~pid << 3) | 2)


def send_fds(sock: socket.socket, message: bytes, fds: list[int], flags: int = 0) -> None:
    sock.sendmsg([message], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array('i', fds))], flags)


def recv_fds(sock: socket.socket, size: int, flags: int = 0) -> tuple[bytes, list[int], int | None]:
    """One message of a SEQPACKET socket, the descriptors that came with it, and the pid of its sender as the kernel knows it (None where
    the socket does not ask for it, by SO_PASSCRED)."""
    fds, sender = array.array('i'), None
    message, ancillary, _, _ = sock.recvmsg(size, socket.CMSG_LEN(_MOST_FDS * fds.itemsize) + socket.CMSG_SPACE(_CREDENTIALS.size), flags)
    for level, kind, data in ancillary:
        if level == socket.SOL_SOCKET and kind == socket.SCM_RIGHTS:
            fds.frombytes(data[: len(data) - len(data) % fds.itemsize])
        elif level == socket.SOL_SOCKET and kind == socket.SCM_CREDENTIALS:
            sender = _CREDENTIALS.unpack(data)[0]
    return message, list(fds), sender
