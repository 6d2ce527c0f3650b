"""What the broker judges for package zygotes: who may be born, start a thread, and signal whom.

A package zygote has run code of packages, so that nothing which it says or does can be trusted. Its fork() is one system call that waits
here, and goes on when the zygote has asked for that very child. What it forks inherits the filter, and may fork nothing."""

from __future__ import annotations

import errno

from .syscalls import NUMBERS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .broker import Call

_CLONE_THREAD = 0x10000


class PackageZygote:
    """`pid`: as the kernel told it, in the broker's own namespace."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self._expected = 0

    def expect(self) -> None:
        """The zygote has asked for one more child."""
        self._expected += 1

    def refusal(self, call: Call) -> int:
        """The error with which a call is refused, or zero: it may go on as it is. All that is judged is in registers, which no other thread
        can change."""
        if call.number == NUMBERS['connect']:
            return errno.EACCES if call.pid == self.pid else 0
        if call.number == NUMBERS['clone']:
            return self._refusal_of_clone(call)
        return 0 if call.arguments[0] == _process_of(call.pid) else errno.EPERM

    def _refusal_of_clone(self, call: Call) -> int:
        if call.arguments[0] & _CLONE_THREAD:
            return errno.EAGAIN if call.pid == self.pid else 0  # a process with threads cannot be forked soundly
        if call.pid != self.pid or not self._expected:
            return errno.EPERM
        self._expected -= 1
        return 0

    def memory(self) -> tuple[int, int]:
        """(address space, data) in bytes."""
        with open(f'/proc/{self.pid}/status') as file:
            status = dict(line.split(':', 1) for line in file)
        size, data = (int(status[name].split()[0]) << 10 for name in ('VmSize', 'VmData'))
        return size, data


def _process_of(thread: int) -> int:
    """The pid by which the thread's process knows itself, in the innermost of its namespaces."""
    with open(f'/proc/{thread}/status') as file:
        line = next(line for line in file if line.startswith('NStgid:'))
    return int(line.split()[-1])
