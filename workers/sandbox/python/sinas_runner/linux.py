"""The few Linux calls that the standard library does not offer, through ctypes. Importable, but of no use, on other systems."""
import array
import ctypes
import os
import socket
import struct

from .syscalls import NUMBERS

PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_CHILD_SUBREAPER, PR_SET_NO_NEW_PRIVS, PR_CAP_AMBIENT = 1, 4, 36, 38, 47
SIGKILL = 9

_libc = ctypes.CDLL(None, use_errno=True)
_holding_the_lock = ctypes.PyDLL(None, use_errno=True)


def _argument(value):
    """As C wants it. Text left as it is would become wchar_t."""
    return ctypes.c_long(value) if isinstance(value, int) else value.encode() if isinstance(value, str) else value


def checked(result, what):
    """Turns libc's -1 into an OSError that says which call failed."""
    if result == -1:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code), what)
    return result


def libc(name, *args):
    """Calls a libc function by name; text becomes bytes, and -1 an OSError."""
    return checked(getattr(_libc, name)(*map(_argument, args)), name)


def syscall(name, *args):
    """A system call by name, for those that libc does not wrap."""
    function = _libc.syscall
    function.restype = ctypes.c_long
    return checked(function(_argument(NUMBERS[name]), *map(_argument, args)), name)


def prctl(option, *args):
    return libc('prctl', option, *(list(args) + [0] * (4 - len(args))))


def plain_fork():
    """fork() without what Python does after it for the sake of other threads, of which there are none: that touches 170 pages and takes 0.5 ms."""
    return checked(_holding_the_lock.fork(), 'fork')


def drop_capabilities():
    """Gives up every capability of this process, for good once no_new_privs is set."""
    version_3 = 0x20080522
    syscall('capset', struct.pack('<II', version_3, 0), bytes(24))
    prctl(PR_CAP_AMBIENT, 4)


def send_fds(sock, message, fds):
    sock.sendmsg([message], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array('i', fds))])


def recv_fd(sock, size):
    """One message of a SEQPACKET socket and the descriptor that came with it (None without one)."""
    fds = array.array('i')
    message, ancillary, _, _ = sock.recvmsg(size, socket.CMSG_LEN(fds.itemsize))
    for level, kind, data in ancillary:
        if level == socket.SOL_SOCKET and kind == socket.SCM_RIGHTS:
            fds.frombytes(data[:len(data) - len(data) % fds.itemsize])
    return message, (fds[0] if fds else None)
