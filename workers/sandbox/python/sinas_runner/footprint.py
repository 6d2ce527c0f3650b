"""Which pages of the zygote's memory an execution writes to.

The kernel copies a page of a fork when it is first written to, each with a fault, and half of them while a caller waits. A process that
runs a function of our own finds out which pages they are; every fork then copies them in one call, while nothing waits for it."""

from __future__ import annotations

import contextlib
import ctypes
import mmap
import os
import struct

from .linux import syscall

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_POPULATE_WRITE = 23
_PRESENT, _EXCLUSIVE = 1 << 63, 1 << 56
_ENTRY = struct.Struct('=Q')
_RANGE = struct.Struct('@PN')
#: The most that one call takes.
_MOST_RANGES = 1024


class Memory:
    """What a process of ours will have of its own. `proc`: a descriptor of /proc."""

    def __init__(self, proc: int) -> None:
        self._proc = proc
        with open(os.open('self/maps', os.O_RDONLY | os.O_CLOEXEC, dir_fd=proc)) as maps:
            self._areas = [_area(line) for line in maps if ' rw-p ' in line]
        self._pagemap = -1

    def watch(self) -> None:
        """From now on it is about the process that calls this, of whose memory all was its parent's."""
        self._pagemap = os.open('self/pagemap', os.O_RDONLY | os.O_CLOEXEC, dir_fd=self._proc)

    def fileno(self) -> int:
        return self._pagemap

    def written(self) -> bytes:
        """The ranges of pages that it shares no longer, for a Footprint."""
        ranges: list[tuple[int, int]] = []
        for page in self._own_pages():
            start, size = ranges[-1] if ranges else (0, 0)
            if page == start + size:
                ranges[-1] = start, size + mmap.PAGESIZE
            else:
                ranges.append((page, mmap.PAGESIZE))
        return b''.join(_RANGE.pack(*each) for each in ranges[:_MOST_RANGES])

    def _own_pages(self) -> Iterator[int]:
        for (start, _), entries in [(area, self._entries(*area)) for area in self._areas]:
            for index, (entry,) in enumerate(_ENTRY.iter_unpack(entries)):
                if entry & _PRESENT and entry & _EXCLUSIVE:
                    yield start + index * mmap.PAGESIZE

    def _entries(self, start: int, end: int) -> bytes:
        first, last = start // mmap.PAGESIZE, end // mmap.PAGESIZE
        return os.pread(self._pagemap, (last - first) * _ENTRY.size, first * _ENTRY.size)


class Footprint:
    """`ranges` as Memory has them; empty: nothing is known."""

    def __init__(self, ranges: bytes) -> None:
        self._count = len(ranges) // _RANGE.size
        self._ranges = ctypes.create_string_buffer(ranges, len(ranges) or 1)

    def copy(self) -> None:
        """Makes these pages this process's own. Where the kernel can't, it does so one by one, as they are written to."""
        if not self._count:
            return
        process = os.pidfd_open(os.getpid())
        with contextlib.suppress(OSError):  # the kernel is older than 6.13; or the zygote has given up some of this memory
            syscall('process_madvise', process, self._ranges, self._count, _POPULATE_WRITE, 0)
        os.close(process)


def _area(line: str) -> tuple[int, int]:
    start, end = line.split(' ', 1)[0].split('-')
    return int(start, 16), int(end, 16)
