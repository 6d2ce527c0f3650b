"""Cells: where spares live, each a slot and the Landlock rules for it. They are used again, once what lived there is gone and nothing is
left of it."""

from __future__ import annotations

import os

from . import namespaces
from .folders import AT_ONCE_SECONDS, HostSlot, empty
from .landlock import Ruleset
from .linux import plain_fork

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn

    from .shapes import Config, Home, Place

_CLEANING_SECONDS = 60


class Cell:
    """`ruleset` is None without Landlock."""

    def __init__(self, slot: Place, free: list[Cell]) -> None:
        self.slot = slot
        self.ruleset: Ruleset | None = None
        self.names: list[str] | None = None
        self.stale = True
        self._free = free

    def show(self, names: list[str], readable: list[str], landlock: int) -> None:
        """Has these packages in view. @raises OSError when they cannot be read"""
        if names == self.names and not self.stale:
            return
        self.names = None
        self.stale |= self.slot.show(names)
        if self.stale and landlock:
            if self.ruleset:
                self.ruleset.close()
            paths = [path for path in (*readable, *self.slot.packages) if os.path.exists(path)]
            self.ruleset = Ruleset(landlock, paths, self.slot.tmp, namespaces.DEVICES)
        self.names, self.stale = names, False

    def clean(self, seconds: float) -> None:
        self.stale |= self.slot.clean(seconds)

    def free(self) -> None:
        self._free.append(self)

    def abandon(self) -> None:
        """What cannot be emptied is not used again."""


class Remains:
    """The folder of slots that a package zygote has left."""

    def __init__(self, path: str) -> None:
        self._path = path

    def clean(self, seconds: float) -> None:
        folder = os.open(self._path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            empty(folder, seconds)
        finally:
            os.close(folder)
        os.rmdir(self._path)

    def free(self) -> None:
        """There is nothing to use again."""

    abandon = free


class Cells:
    """`readable` and `landlock` as in Surroundings."""

    def __init__(self, config: Config, in_namespaces: bool, readable: list[str], landlock: int) -> None:
        self._config, self._in_namespaces, self._readable, self._landlock = config, in_namespaces, readable, landlock
        self._free: list[Cell] = []
        self._made = 0
        self._in_cleaning: dict[int, Home] = {}

    def take(self, names: list[str]) -> Cell:
        """A free cell that shows these packages. @raises OSError when they cannot be read"""
        cell = next((cell for cell in self._free if cell.names == names), self._free[-1] if self._free else None)
        if cell:
            self._free.remove(cell)
        else:
            cell = self._make()
        try:
            cell.show(names, self._readable, self._landlock)
        except OSError:
            cell.stale = True
            cell.free()
            raise
        return cell

    def _make(self) -> Cell:
        index, self._made = self._made, self._made + 1
        if self._in_namespaces:
            return Cell(namespaces.Slot(index, self._config['storageBytes']), self._free)
        return Cell(HostSlot(self._config['root'], index, self._config['store']), self._free)

    def clean(self, home: Home) -> None:
        """Empties the home of a process that is gone (a cell, or what behaves like one); in a process of its own where that takes long."""
        try:
            home.clean(AT_ONCE_SECONDS)
            home.free()
        except OSError as error:
            if not isinstance(error, TimeoutError):
                return home.abandon()
            pid = plain_fork()
            if pid == 0:
                _clean_and_exit(home)
            self._in_cleaning[pid] = home

    def on_exit(self, pid: int, status: int) -> bool:
        """Whether the process that has ended was one that cleaned."""
        home = self._in_cleaning.pop(pid, None)
        if home:
            (home.free if status == 0 else home.abandon)()
        return home is not None


def _clean_and_exit(home: Home) -> NoReturn:
    try:
        os.nice(10)
        home.clean(_CLEANING_SECONDS)
        os._exit(0)
    except BaseException:
        os._exit(1)
