"""Temporary folders of executions, and how one is emptied whatever is in it."""

from __future__ import annotations

import os
import time

#: What may be spent on emptying a folder by a process that others wait for.
AT_ONCE_SECONDS = 0.02


class HostSlot:
    """Where an execution lives without namespaces: a folder on the host's disk, and packages where they are (`store`: the folder of all of
    them)."""

    def __init__(self, root: str, index: int, store: str | None) -> None:
        self.tmp = f'{root}/{index}'
        self._store = store
        self.packages: list[str] = []
        self.import_paths: list[str] = []
        os.mkdir(self.tmp, 0o700)

    def show(self, names: list[str]) -> bool:
        """Which folders of packages can be seen from here; true when they are others than before. @raises OSError when one cannot be
        read"""
        packages = [f'{self._store}/{name}' for name in names]
        for path in packages:
            os.close(os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC))
        changed = packages != self.packages
        self.packages = self.import_paths = packages
        return changed

    def clean(self, seconds: float = AT_ONCE_SECONDS) -> bool:
        """Empties the folder; false: the rules for files are as good as before. @raises OSError, TimeoutError as `empty`"""
        folder = os.open(self.tmp, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            empty(folder, seconds)
        finally:
            os.close(folder)
        return False

    def enter(self) -> None:
        os.chdir(self.tmp)
        os.environ.update(HOME=self.tmp, TMPDIR=self.tmp)


def empty(folder: int, seconds: float) -> None:
    """Removes everything in a folder (a descriptor of it). However deep it is nested: what is in a folder is moved up, so that neither the
    length of a path nor a stack is a limit. Follows no link.

    @raises OSError when it cannot be emptied, TimeoutError when it takes longer
    """
    deadline = time.monotonic() + seconds
    while names := os.listdir(folder):
        for name in names:
            if time.monotonic() > deadline:
                raise TimeoutError('a temporary folder takes long to empty')
            _remove(folder, name)


def _remove(folder: int, name: str) -> None:
    if not _is_folder(folder, name):
        return os.unlink(name, dir_fd=folder)
    inner = _open(folder, name)
    try:
        for child in os.listdir(inner):
            if _is_folder(inner, child):
                os.close(_open(inner, child))  # to move a folder takes the right to write in it
                os.rename(child, os.urandom(12).hex(), src_dir_fd=inner, dst_dir_fd=folder)
            else:
                os.unlink(child, dir_fd=inner)
    finally:
        os.close(inner)
    os.rmdir(name, dir_fd=folder)


def _is_folder(folder: int, name: str) -> bool:
    return os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode & 0o170000 == 0o040000


def _open(folder: int, name: str) -> int:
    """A folder that was made without rights for its owner gets them. By its descriptor: a name may be a link by the next moment."""
    flags = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
    if hasattr(os, 'O_PATH'):
        handle = os.open(name, os.O_PATH | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC, dir_fd=folder)
        try:
            # With namespaces there is no /proc here, and no need of it: the process that empties the folder has the capability to open it.
            if os.path.exists(f'/proc/self/fd/{handle}'):
                os.chmod(f'/proc/self/fd/{handle}', 0o700)
            return os.open('.', flags, dir_fd=handle)
        finally:
            os.close(handle)
    os.chmod(name, 0o700, dir_fd=folder, follow_symlinks=False)
    return os.open(name, flags, dir_fd=folder)
