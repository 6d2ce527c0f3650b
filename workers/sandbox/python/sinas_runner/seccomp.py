"""The system call filter: an allow-list, threads but no processes, written as classic BPF.

Built once in the zygote as a binary tree over call numbers (a linear list costs more on every call that the function makes), then patched
with the pid of each spare: that pid is the only one that a function may signal or limit.
"""

from __future__ import annotations

import ctypes
import errno
import os
import struct

from .linux import PR_SET_PDEATHSIG, syscall
from .syscalls import AUDIT_ARCH, FIRST_UNKNOWN, NUMBERS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TypeAlias

    Instruction: TypeAlias = tuple[int, int, int, int]
    Program: TypeAlias = list[Instruction]
    #: What becomes of a call: always the same, or as these instructions decide.
    Action: TypeAlias = int | Program

KILL, NOTIFY, ALLOW = 0x80000000, 0x7FC00000, 0x7FFF0000
_ERROR = 0x50000
DENY = _ERROR | errno.EPERM
DENY_ACCESS = _ERROR | errno.EACCES
UNSUPPORTED = _ERROR | errno.ENOTSUP
UNKNOWN = _ERROR | errno.ENOSYS
#: Does nothing and says that it did: what copies files and would fail over a mode goes on.
PRETEND = _ERROR
FLAG_NEW_LISTENER = 8

_SELF = 0x7EADBEEF  # stands for the pid until a spare knows its own
_LOAD, _AND, _JUMP, _JEQ, _JGE, _JSET, _RETURN = 0x20, 0x54, 0x05, 0x15, 0x35, 0x45, 0x06
_CALL, _ARCH, _ARGUMENTS = 0, 4, 16
_X32_BIT = 0x40000000

_CLONE_THREAD = 0x10000
_CLONE_NEW_ANYTHING = 0x7E020080
_MSG_FASTOPEN = 0x20000000
_AF_UNIX, _AF_INET, _AF_INET6 = 1, 2, 10
_SOCK_STREAM, _SOCK_DGRAM, _SOCK_SEQPACKET = 1, 2, 5
#: Kind of socket -> its protocols. The others of a kind (MPTCP, SCTP, UDP-Lite, ...) are code of the kernel that no function needs.
_PROTOCOLS: dict[int, tuple[int, ...]] = {_SOCK_STREAM: (0, 6), _SOCK_DGRAM: (0, 17)}
#: (level, option): programs that the kernel would run on packets, and TCP with something else below it.
_SOCKET_OPTIONS = (
    (1, 26),  # ATTACH_FILTER
    (1, 50),  # ATTACH_BPF
    (1, 51),  # ATTACH_REUSEPORT_CBPF
    (1, 52),  # ATTACH_REUSEPORT_EBPF
    (6, 30),  # FASTOPEN_CONNECT
    (6, 31),  # ULP
)
_IOCTLS = (0x5401, 0x5413, 0x541B, 0x5421, 0x5450, 0x5451)  # TCGETS TIOCGWINSZ FIONREAD FIONBIO FIONCLEX FIOCLEX
_PRCTLS = (3, 15, 16, 23, 0x53564D41)  # GET_DUMPABLE SET_NAME GET_NAME CAPBSET_READ SET_VMA
#: Descriptors, flags, locks, the size of a pipe. Not F_SETOWN and F_SETSIG: they have the kernel send any signal to any
#: process of the user.
_FCNTLS = (0, 1, 2, 3, 4, 5, 6, 7, 36, 37, 38, 1030, 1031, 1032)

_ALLOWED = """
read write open close stat fstat lstat poll lseek mmap mprotect munmap brk pread64 pwrite64 readv writev preadv pwritev preadv2 pwritev2
access
pipe pipe2 select mremap msync mincore madvise dup dup2 dup3 flock fsync fdatasync truncate ftruncate getdents getdents64 getcwd chdir
fchdir
rename renameat renameat2 mkdir mkdirat rmdir creat link linkat unlink unlinkat symlink symlinkat readlink readlinkat chmod fchmod fchmodat
umask
utime utimes utimensat statfs fstatfs statx openat openat2 newfstatat faccessat faccessat2 fallocate fadvise64 readahead getxattr lgetxattr
fgetxattr
listxattr sendfile splice tee copy_file_range sync_file_range close_range
pause nanosleep clock_nanosleep getitimer setitimer alarm pselect6 ppoll epoll_create epoll_create1 epoll_ctl epoll_wait epoll_pwait
epoll_pwait2
eventfd eventfd2 timerfd_create timerfd_settime timerfd_gettime signalfd signalfd4 inotify_init1 inotify_add_watch inotify_rm_watch
futex futex_waitv sched_yield sched_getaffinity sched_getparam sched_getscheduler sched_get_priority_max sched_get_priority_min getcpu
membarrier
rseq set_robust_list set_tid_address restart_syscall arch_prctl gettid exit exit_group rt_sigaction rt_sigprocmask rt_sigreturn
rt_sigpending rt_sigtimedwait rt_sigsuspend sigaltstack wait4 waitid
getpid getppid getpgrp getpgid getsid getuid getgid geteuid getegid getgroups getresuid getresgid uname getrlimit getrusage sysinfo times
time
gettimeofday clock_gettime clock_getres getrandom
getpeername getsockname getsockopt recvfrom recvmsg recvmmsg shutdown accept accept4
""".split()

#: Without a root of our own, what Landlock leaves open: names lead to the files of the machine, and with an ordinary user as
#: the server to the server's.
_ON_THE_HOST = {
    **dict.fromkeys(('chmod', 'fchmod', 'fchmodat', 'utime', 'utimes', 'utimensat'), PRETEND),
    **dict.fromkeys(('getxattr', 'lgetxattr', 'fgetxattr', 'listxattr'), UNSUPPORTED),
    'truncate': DENY,  # of a path: Landlock knows it from its version 3 on; a file that is open for writing can be cut
    'inotify_add_watch': DENY,
}


def available() -> bool:
    """Whether this kernel filters calls, and hands a trapped connect to a broker (Linux 5.9)."""

    def can(action: int) -> bool:
        try:
            return syscall('seccomp', 2, 0, ctypes.byref(ctypes.c_uint32(action))) == 0
        except (OSError, KeyError):
            return False

    return AUDIT_ARCH is not None and can(DENY & 0xFFFF0000) and can(NOTIFY)


def _op(code: int, value: int, when_true: int = 0, when_false: int = 0) -> Instruction:
    return code, when_true, when_false, value


def _low(argument: int) -> Instruction:
    return _op(_LOAD, _ARGUMENTS + 8 * argument)


def _high(argument: int) -> Instruction:
    return _op(_LOAD, _ARGUMENTS + 8 * argument + 4)


def _only(argument: int, values: Sequence[int], otherwise: int = DENY) -> Program:
    """Allows the call when the argument is one of the values."""
    count = len(values)
    checks = [_op(_JEQ, value, count - index) for index, value in enumerate(values)]
    return [_high(argument), _op(_JEQ, 0, 0, count + 1), _low(argument), *checks, _op(_RETURN, otherwise), _op(_RETURN, ALLOW)]


def _without(argument: int, bits: int) -> Program:
    """Allows the call when the argument has none of the bits."""
    return [_low(argument), _op(_JSET, bits, 0, 1), _op(_RETURN, DENY), _op(_RETURN, ALLOW)]


def _socket(families: Sequence[int], protocols: dict[int, tuple[int, ...]]) -> Program:
    """Sockets of these families, kinds and protocols (`protocols`: kind -> those). The kind's upper bits are flags such as
    SOCK_NONBLOCK."""
    allow = [_op(_RETURN, ALLOW)]
    refuse = [_op(_RETURN, DENY_ACCESS)]
    program = refuse
    for kind, values in reversed(protocols.items()):
        body = [_low(2), *_one_of(values), *refuse, *allow]
        program = [_low(1), _op(_AND, 0xF), _op(_JEQ, kind, 0, len(body)), *body, *program]
    return [_low(0), *_one_of(families), *refuse, *program]


def _one_of(values: Sequence[int]) -> Program:
    """Skips the one instruction that follows when the loaded word is one of the values."""
    count = len(values)
    return [_op(_JEQ, value, count - index) for index, value in enumerate(values)]


def _no_option(pairs: Sequence[tuple[int, int]]) -> Program:
    """setsockopt() but for these (level, option) pairs."""
    checks = [
        each for level, option in pairs for each in (_low(1), _op(_JEQ, level, 0, 3), _low(2), _op(_JEQ, option, 0, 1), _op(_RETURN, DENY))
    ]
    return [*checks, _op(_RETURN, ALLOW)]


def _rules(own_network: bool, fork_flags: int) -> dict[str, Action]:
    """Call name -> action, or the instructions that decide. UDP only in a network of its own: a datagram's address is out of a filter's
    sight."""
    kinds = _PROTOCOLS if own_network else {_SOCK_STREAM: _PROTOCOLS[_SOCK_STREAM]}
    no_address = [_low(4), _op(_JEQ, 0, 0, 2), _high(4), _op(_JEQ, 0, 1), _op(_RETURN, DENY), *_without(3, _MSG_FASTOPEN)]
    return {
        **dict.fromkeys(_ALLOWED, ALLOW),
        **({} if own_network else _ON_THE_HOST),
        'clone': [_low(0), _op(_JSET, _CLONE_THREAD, 1), _op(_RETURN, DENY), *_without(0, _CLONE_NEW_ANYTHING)],
        'clone3': UNKNOWN,  # its flags lie in memory; libc falls back to clone
        'kill': _only(0, [_SELF]),
        'tgkill': _only(0, [_SELF]),
        'prlimit64': _only(0, [0, _SELF]),
        'prctl': _only(0, _PRCTLS),
        'ioctl': _only(1, _IOCTLS),
        'fcntl': _only(1, _FCNTLS),
        'socket': _socket((_AF_INET, _AF_INET6), kinds),
        # No datagrams: those of a pair can be sent to the socket of any program, by its path.
        'socketpair': _socket((_AF_UNIX,), {_SOCK_STREAM: (0,), _SOCK_SEQPACKET: (0,)}),
        'setsockopt': _no_option(_SOCKET_OPTIONS),
        'connect': NOTIFY,
        'sendto': _without(3, _MSG_FASTOPEN) if own_network else no_address,
        'sendmsg': _without(2, _MSG_FASTOPEN),
        'sendmmsg': _without(3, _MSG_FASTOPEN),
        **(_package_zygote_rules(own_network, fork_flags) if fork_flags else {}),
    }


def _package_zygote_rules(own_network: bool, fork_flags: int) -> dict[str, Action]:
    """What is otherwise in a package zygote and all that it forks: the broker judges (births.py) what a filter made before their birth
    cannot."""
    return {
        'clone': [
            _low(0),
            _op(_JEQ, fork_flags, 4),
            _op(_JSET, _CLONE_THREAD, 1),
            _op(_RETURN, DENY),
            _op(_JSET, _CLONE_NEW_ANYTHING, 0, 1),
            _op(_RETURN, DENY),
            _op(_RETURN, NOTIFY),
        ],
        'kill': NOTIFY,
        'tgkill': NOTIFY,
        'prlimit64': _only(0, [0], NOTIFY),
        'prctl': _only(0, (*_PRCTLS, PR_SET_PDEATHSIG)),
        # What a spare gives up as it is born: its place among the others, a capability, files.
        **dict.fromkeys(('capset', 'landlock_restrict_self', *(('chroot',) if own_network else ())), ALLOW),
    }


def _ranges(table: dict[int, Action]) -> list[tuple[int, Action]]:
    """Sorted (first call number, action) pairs; neighbours with the same plain action are one."""
    ranges: list[tuple[int, Action]] = []
    for number in range(FIRST_UNKNOWN):
        action = table.get(number, DENY)
        if not (ranges and isinstance(action, int) and ranges[-1][1] == action):
            ranges.append((number, action))
    return [*ranges, (FIRST_UNKNOWN, UNKNOWN)]


def _tree(ranges: list[tuple[int, Action]]) -> Program:
    if len(ranges) == 1:
        action = ranges[0][1]
        return [_op(_RETURN, action)] if isinstance(action, int) else action
    middle = len(ranges) // 2
    lower, upper = _tree(ranges[:middle]), _tree(ranges[middle:])
    if len(lower) < 256:
        return [_op(_JGE, ranges[middle][0], len(lower)), *lower, *upper]
    return [_op(_JGE, ranges[middle][0], 0, 1), _op(_JUMP, len(lower)), *lower, *upper]


class Filter:
    """A program ready to install. `own_network`: the process lives in a network namespace of its own. `fork_flags`: of the one clone() that
    makes a process (0: none does)."""

    def __init__(self, own_network: bool, fork_flags: int = 0) -> None:
        assert AUDIT_ARCH is not None  # else no filter is available
        table = {NUMBERS[name]: action for name, action in _rules(own_network, fork_flags).items() if name in NUMBERS}
        program = [
            _op(_LOAD, _ARCH),
            _op(_JEQ, AUDIT_ARCH, 1),
            _op(_RETURN, KILL),
            _op(_LOAD, _CALL),
            _op(_JGE, _X32_BIT, 0, 1),
            _op(_RETURN, UNKNOWN),
            *_tree(_ranges(table)),
        ]
        self._program = bytearray(b''.join(struct.pack('<HBBI', *instruction) for instruction in program))
        self._length = len(program)
        self._pids = [8 * index + 4 for index, (*_, value) in enumerate(program) if value == _SELF]

    def install(self) -> int:
        """Binds the calling process, for good. Returns the descriptor on which its connects arrive, for the broker."""
        for offset in self._pids:
            struct.pack_into('<I', self._program, offset, os.getpid())
        code = (ctypes.c_char * len(self._program)).from_buffer(self._program)
        header = struct.pack('@HP', self._length, ctypes.addressof(code))
        return syscall('seccomp', 1, FLAG_NEW_LISTENER, header)
