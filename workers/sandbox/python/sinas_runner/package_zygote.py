"""A package zygote: a process that has imported packages, so that executions which import them find them in memory.

Code of packages is code of strangers. So it is isolated as an execution is before it imports anything: from there on it can do what an
execution can, but for two things. It has no network, and it forks a spare each time that the zygote asks for one (births.py sees to it that
it is no more often). A spare is born as a child of the zygote, which alone watches it, ends it and reports how it ended. Nothing that a
package zygote or its spares say is trusted with more than their own set of packages."""

from __future__ import annotations

import gc
import importlib
import importlib.util
import os
import signal
import socket
import struct
import traceback

from . import namespaces
from .folders import HostSlot
from .landlock import Ruleset
from .linux import CAP_SYS_CHROOT, PR_CAP_AMBIENT, PR_SET_NO_NEW_PRIVS, SiblingFork, prctl, recv_fds, send_fds, set_capabilities
from .runner import Execution, reseed, run
from .seccomp import Filter
from .spare import ERROR_HEADROOM, close_all_but, cpu_micros, die_with, limit, lower, memory_limits, null_and, see_packages

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import NoReturn

    from .shapes import Place
    from .spare import Surroundings

#: Messages to the zygote: the slots' temporary folders; which modules could not be imported, as bits; what went wrong; a spare is there.
FOLDERS, READY, TROUBLE, BORN = b'F', b'R', b'T', b'B'
FAILED = struct.Struct('<Q')
#: The zygote's order: fork a spare for this slot. With it come the spare's end of its line to the zygote, and both ends of
#: what carries raw output.
FORK = struct.Struct('<B')
#: What a spare is told with its connection: the size of the body that follows on it.
ORDER = struct.Struct('<I')
_LONGEST_TROUBLE = 2000


class PackageZygote:
    """`line`: the socket to the zygote. `serial`: a number that no other has. `names`: folders in the store of packages."""

    def __init__(self, around: Surroundings, line: socket.socket, serial: int, names: list[str]) -> None:
        self._around, self._line, self._serial, self._names = around, line, serial, names
        self._slots: Sequence[Place] = []
        self._rulesets: list[Ruleset | None] = []
        #: Descriptors of the slots' roots, where there are namespaces.
        self._roots: list[int] = []

    def live(self, modules: list[str]) -> NoReturn:
        """Never returns. Runs in a forked child of the zygote."""
        try:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            self._isolate()
            self._line.send(READY + FAILED.pack(self._import(modules)))
            gc.collect()
            gc.disable()
            gc.freeze()
            self._fork_when_asked()
        except BaseException as error:
            self._tell(error)
        os._exit(70)

    def _tell(self, error: BaseException) -> None:
        self._line.send(TROUBLE + ''.join(traceback.format_exception(error)).encode()[-_LONGEST_TROUBLE:])

    # isolation: nothing of a package has run yet

    def _isolate(self) -> None:
        around, config = self._around, self._around.config
        null_and(None)
        own, paths, writable = self._make_slots()
        readable = [*around.readable, *paths]
        self._rulesets = [self._ruleset(readable, slot.tmp) for slot in self._slots]
        domain = self._ruleset(readable, writable)
        self._hand_over_folders()
        os.umask(0o077)
        own.enter()
        for kind, value in memory_limits(config['base'], config['memoryMb']):
            # What packages take is not known yet. Each spare gets its own limits from the zygote.
            lower(kind, value + (config['memoryMb'] << 20), ERROR_HEADROOM)
        broker = around.broker
        assert broker  # without one there is no system call filter, and then no package zygote
        rulesets = [ruleset.fd for ruleset in (domain, *self._rulesets) if ruleset]
        close_all_but(self._line.fileno(), broker.fileno(), *self._roots, *rulesets)
        if around.in_namespaces:
            set_capabilities(CAP_SYS_CHROOT)  # a spare moves into its slot with it, and gives it up
            prctl(PR_CAP_AMBIENT, 4)
        else:
            die_with(around.zygote)
        prctl(PR_SET_NO_NEW_PRIVS, 1)
        if domain:
            domain.apply()
            domain.close()
        self._sibling = SiblingFork()
        calls = Filter(around.in_namespaces, self._sibling.flags).install()
        send_fds(broker, b'packages %d' % self._serial, [calls])
        os.close(calls)
        broker.close()
        limit(config)
        self._paths = paths
        see_packages(paths)

    def _make_slots(self) -> tuple[Place, list[str], str]:
        """Slots for spares, and one to be in ourselves. Returns that, where packages are, and below what all slots are."""
        config, count = self._around.config, self._around.config['setSlots']
        if self._around.in_namespaces:
            namespaces.enter_set(self._names, self._serial)
            *slots, own = [namespaces.Slot(index, config['storageBytes']) for index in range(count + 1)]
            self._slots = slots
            self._roots = [os.open(slot.root, os.O_PATH | os.O_CLOEXEC) for slot in slots]
            return own, namespaces.packages_of(self._names), '/'
        root = self._around.set_folder(self._serial)
        os.mkdir(root, 0o700)
        *self._slots, host = [HostSlot(root, index, config['store']) for index in range(count + 1)]
        host.show(self._names)
        return host, host.import_paths, root

    def _ruleset(self, readable: list[str], writable: str) -> Ruleset | None:
        version = self._around.landlock
        return Ruleset(version, [path for path in readable if os.path.exists(path)], writable, namespaces.DEVICES) if version else None

    def _hand_over_folders(self) -> None:
        """The zygote empties them: in a mount namespace of ours it could not find them."""
        folders = [os.open(slot.tmp, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC) for slot in self._slots]
        send_fds(self._line, FOLDERS, folders)
        for folder in folders:
            os.close(folder)

    # from here on code of packages may run, and may have changed anything here

    def _import(self, modules: list[str]) -> int:
        """Bits of those that could not be imported, or are none of the packages: what functions say that they import is not to be
        trusted."""
        failed = 0
        for index, name in enumerate(modules):
            try:
                if not is_package(name, self._paths):
                    raise ImportError(name)
                importlib.import_module(name)
            except BaseException:
                failed |= 1 << index
        return failed

    def _fork_when_asked(self) -> NoReturn:
        while True:
            order, fds, _ = recv_fds(self._line, FORK.size)
            if not order:
                os._exit(0)
            if self._sibling.fork() == 0:
                self._become_spare(*FORK.unpack(order), *fds)
            for fd in fds:
                os.close(fd)

    def _become_spare(self, index: int, line_fd: int, output: int, printed: int) -> NoReturn:
        try:
            self._settle(index)
            self._line.send(BORN)
            null_and(printed)
            close_all_but(line_fd, output)
            self._line.detach()
            reseed()
            line = socket.socket(fileno=line_fd)
        except BaseException as error:
            self._tell(error)
            os._exit(70)
        try:
            message, fds, _ = recv_fds(line, ORDER.size)
            if not fds:
                os._exit(0)
            line.close()
            (body_size,) = ORDER.unpack(message)
            connection = socket.socket(fileno=fds[0])
            connection.setblocking(True)  # the zygote never waits on it
            run(Execution(connection, body_size, cpu_micros(), output), self._around.config)
        except BaseException as error:
            os.write(2, ''.join(traceback.format_exception(error)).encode())
        os._exit(70)

    def _settle(self, index: int) -> None:
        if self._around.in_namespaces:
            os.fchdir(self._roots[index])
            os.chroot('.')
            os.chdir('/tmp')
            set_capabilities(0)
        else:
            self._slots[index].enter()
            die_with(self._around.zygote)
        ruleset = self._rulesets[index]
        if ruleset:
            ruleset.apply()


def is_package(name: str, paths: list[str]) -> bool:
    """Whether the module belongs to an installed package, and not to the rest of the library."""
    try:
        spec = importlib.util.find_spec(name.partition('.')[0])
    except (ImportError, ValueError):
        return False
    places = [spec.origin, *(spec.submodule_search_locations or ())] if spec else []
    return any('-packages/' in place or any(place.startswith(path + '/') for path in paths) for place in places if place)
