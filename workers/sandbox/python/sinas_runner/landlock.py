"""Landlock: which files a function may touch, and that it opens no TCP connection by itself. Needs no privilege, survives in containers."""

from __future__ import annotations

import os
import struct

from .linux import syscall

_EXECUTE, _WRITE, _READ, _READ_DIRECTORY, _TRUNCATE = 1, 2, 4, 8, 1 << 14
_MAKE_CHARACTER_DEVICE, _MAKE_BLOCK_DEVICE, _IOCTL_DEVICE = 1 << 6, 1 << 11, 1 << 15
_NEVER = _EXECUTE | _MAKE_CHARACTER_DEVICE | _MAKE_BLOCK_DEVICE | _IOCTL_DEVICE
_PATH_BENEATH = 1


def abi() -> int:
    """Version of Landlock in this kernel; 0 without it."""
    try:
        return syscall('landlock_create_ruleset', None, 0, 1)
    except (OSError, KeyError):
        return 0


class Ruleset:
    """Rules made once and applied in many processes: `readable` trees and files, one `writable` tree, `devices` to read and write."""

    def __init__(self, version: int, readable: list[str], writable: str, devices: list[str]) -> None:
        self._files = (1 << 13) - 1 | (1 << 13 if version >= 2 else 0) | (1 << 14 if version >= 3 else 0) | (1 << 15 if version >= 5 else 0)
        network = 3 if version >= 4 else 0
        scoped = 3 if version >= 6 else 0
        size = 24 if version >= 6 else 16 if version >= 4 else 8
        self.fd = syscall('landlock_create_ruleset', struct.pack('<QQQ', self._files, network, scoped), size, 0)
        for path in readable:
            self._allow(path, _READ | _READ_DIRECTORY if os.path.isdir(path) else _READ)
        for path in devices:
            self._allow(path, (_READ | _WRITE | _TRUNCATE) & self._files)
        self._allow(writable, self._files & ~_NEVER)

    def _allow(self, path: str, access: int) -> None:
        fd = os.open(path, os.O_PATH | os.O_CLOEXEC)
        try:
            syscall('landlock_add_rule', self.fd, _PATH_BENEATH, struct.pack('<Qi', access, fd), 0)
        finally:
            os.close(fd)

    def apply(self) -> None:
        """Binds the calling process, for good. It must have no_new_privs."""
        syscall('landlock_restrict_self', self.fd, 0)

    def close(self) -> None:
        os.close(self.fd)
