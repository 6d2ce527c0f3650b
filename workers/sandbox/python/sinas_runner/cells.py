"""Cells: where spares live, each a slot and the Landlock rules for it. They are used again, once what lived there is gone and nothing is left of it."""
import os

from . import namespaces
from .folders import AT_ONCE_SECONDS, HostSlot, empty
from .landlock import Ruleset
from .linux import plain_fork

_CLEANING_SECONDS = 60


class Cell:
    """`ruleset` is None without Landlock."""

    def __init__(self, slot, free):
        self.slot, self.ruleset = slot, None
        self.names, self.stale = None, True
        self._free = free

    def show(self, names, readable, landlock):
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

    def clean(self, seconds):
        self.stale |= self.slot.clean(seconds)

    def free(self):
        self._free.append(self)

    def abandon(self):
        """What cannot be emptied is not used again."""


class Remains:
    """The folder of slots that a package zygote has left."""

    def __init__(self, path):
        self._path = path

    def clean(self, seconds):
        folder = os.open(self._path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            empty(folder, seconds)
        finally:
            os.close(folder)
        os.rmdir(self._path)

    def free(self):
        """There is nothing to use again."""

    abandon = free


class Cells:
    """`readable` and `landlock` as in Surroundings."""

    def __init__(self, config, in_namespaces, readable, landlock):
        self._config, self._in_namespaces, self._readable, self._landlock = config, in_namespaces, readable, landlock
        self._free, self._made = [], 0
        self._in_cleaning = {}

    def take(self, names):
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

    def _make(self):
        index, self._made = self._made, self._made + 1
        if self._in_namespaces:
            return Cell(namespaces.Slot(index, self._config['storageBytes']), self._free)
        return Cell(HostSlot(self._config['root'], index, self._config['store']), self._free)

    def clean(self, home):
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

    def on_exit(self, pid, status):
        """Whether the process that has ended was one that cleaned."""
        home = self._in_cleaning.pop(pid, None)
        if home:
            (home.free if status == 0 else home.abandon)()
        return home is not None


def _clean_and_exit(home):
    try:
        os.nice(10)
        home.clean(_CLEANING_SECONDS)
        os._exit(0)
    except BaseException:
        os._exit(1)
