"""The zygote: keeps a few spare processes ready, watches over those that run, and reports how each of them ended.

It never runs a function's code and never sees its code, input or output: a spare takes its connection from the listening socket itself.
What it says on the control channel (descriptor 3) is therefore the truth about exits, kills and resources.
"""
import gc
import importlib
import importlib.util
import json
import os
import select
import signal
import sys
import time

from . import namespaces
from .landlock import Ruleset
from .linux import plain_fork, send_fds
from .seccomp import Filter
from .spare import TAKEN, Cell, become_spare

CONTROL = 3
_OUTPUT_LIMIT = 16 << 10
_LOST_KILLS = 256


class HostSlot:
    """A slot without namespaces: a folder on the host's disk."""

    def __init__(self, root, index):
        self.tmp = f'{root}/{index}'
        os.mkdir(self.tmp, 0o700)

    def clean(self):
        """Empties the folder; true when it had been used."""
        with os.scandir(self.tmp) as entries:
            if next(entries, None) is None:
                return False
        _remove_contents(self.tmp)
        return True

    def enter(self):
        os.chdir(self.tmp)
        os.environ.update(HOME=self.tmp, TMPDIR=self.tmp)


def _set_environment(in_namespaces):
    """What functions find in os.environ: set once, for every fork."""
    os.environ.clear()
    os.environ.update(HOME='/tmp', TMPDIR='/tmp', LANG='C.UTF-8', PATH='/usr/bin', USER='sandbox', OPENBLAS_NUM_THREADS='1')
    if not in_namespaces:
        os.environ['RES_OPTIONS'] = 'use-vc'  # no UDP where a filter cannot see its target


def _remove_contents(folder):
    os.chmod(folder, 0o700)
    with os.scandir(folder) as entries:
        for entry in list(entries):
            if entry.is_dir(follow_symlinks=False):
                _remove_contents(entry.path)
                os.rmdir(entry.path)
            else:
                os.unlink(entry.path)


class Child:
    """A spare, or the execution that it has become (`id` is set)."""

    def __init__(self, pid, cell, output):
        self.pid, self.cell, self.output = pid, cell, output
        self.id = self.deadline = self.reason = None
        self.deadline_reason = 'timeout'
        self.taken_at = self.cpu_before = 0


class Zygote:
    """`config` as in PROTOCOL.md. `readable`: the trees and files that a function may read."""

    def __init__(self, config, listener, broker, layers, readable, in_namespaces):
        self._config, self._listener, self._broker, self._layers = config, listener, broker, layers
        self._readable, self._in_namespaces = readable, in_namespaces
        self._children, self._free, self._made, self._spares = {}, [], 0, 0
        self._lost_kills = {}
        self._pid = os.getpid()
        self._retired = False
        self._commands = b''

    # start

    def start(self, proc, dns):
        """Imports what functions will import, tells the server that it is ready, and serves until retired or left alone. Never returns."""
        if dns:
            send_fds(self._broker, b'dns', [dns.fileno()])
            dns.close()
        failed = self._preload()
        base, threads = _memory_and_threads(proc)
        self._config['base'] = base
        _set_environment(self._in_namespaces)
        self._filter = Filter(self._in_namespaces) if self._layers['seccomp'] == 'on' else None
        self._taken_read, self._taken_write = os.pipe()
        wake_read, wake_write = os.pipe()
        os.set_blocking(wake_write, False)
        os.set_blocking(wake_read, False)
        os.set_blocking(self._taken_read, False)
        signal.set_wakeup_fd(wake_write, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        self._wake_read, self._wake_write = wake_read, wake_write
        gc.collect()
        gc.disable()
        gc.freeze()  # a fork then touches 260 pages instead of 1750
        self._report(event='ready', pid=os.getpid(), python=sys.version.split()[0], layers=self._layers, failed=failed, threads=threads)
        self._serve()

    def _preload(self):
        """Imports modules so that executions find them in memory. Returns those that could not be."""
        packages = namespaces.PACKAGES if self._in_namespaces else self._config['packages']
        if self._config['packages']:
            sys.path.insert(next((i for i, path in enumerate(sys.path) if path.endswith('-packages')), len(sys.path)), packages)
        sys.path_importer_cache.clear()
        failed = []
        for name in [*self._config['preload'], *(name for name in self._config['learned'] if _is_package(name, packages))]:
            try:
                importlib.import_module(name)
            except Exception:
                failed.append(name)
        return failed

    # the loop

    def _serve(self):
        poll = select.poll()
        for fd in (0, self._taken_read, self._wake_read):
            poll.register(fd, select.POLLIN)
        while True:
            for fd, _ in poll.poll(self._next_timeout()):
                if fd == self._taken_read:
                    self._on_taken()
                elif fd == self._wake_read:
                    self._on_children()
                else:
                    self._on_commands()
            self._enforce_deadlines()
            if self._retired and not self._children:
                os._exit(0)
            if self._wants_spare():
                self._fork_spare()

    def _wants_spare(self):
        return not self._retired and self._spares < self._config['spares'] and len(self._children) < self._config['slots']

    def _next_timeout(self):
        if self._wants_spare():
            return 0
        deadlines = [child.deadline for child in self._children.values() if child.deadline]
        return max(0, (min(deadlines) - time.monotonic()) * 1000 + 1) if deadlines else None

    def _report(self, **event):
        os.write(CONTROL, (json.dumps(event) + '\n').encode())

    # children

    def _fork_spare(self):
        cell = self._free.pop() if self._free else self._make_cell()
        output_read, output_write = os.pipe()
        os.set_blocking(output_write, False)
        os.set_blocking(output_read, False)
        pid = plain_fork()
        if pid == 0:
            become_spare(self._config, self._pid, self._in_namespaces, cell, self._filter, self._listener, self._broker, self._taken_write, output_read, output_write)
        os.close(output_write)
        self._children[pid] = Child(pid, cell, output_read)
        self._spares += 1

    def _make_cell(self):
        index, self._made = self._made, self._made + 1
        slot = namespaces.Slot(index, self._config['storageBytes']) if self._in_namespaces else HostSlot(self._config['root'], index)
        return Cell(slot, self._ruleset(slot))

    def _ruleset(self, slot):
        if not self._layers['landlock'].startswith('on'):
            return None
        version = int(self._layers['landlock'].split()[-1].rstrip(')'))
        packages = [namespaces.PACKAGES] if self._in_namespaces and self._config['packages'] else []
        return Ruleset(version, [path for path in [*self._readable, *packages] if os.path.exists(path)], slot.tmp, namespaces.DEVICES)

    def _on_taken(self):
        try:
            records = os.read(self._taken_read, TAKEN.size * 1024)
        except BlockingIOError:
            return
        for pid, run_id, timeout_ms, cpu_us in TAKEN.iter_unpack(records):
            child = self._children[pid]
            self._spares -= 1
            child.id, child.cpu_before, child.taken_at = run_id, cpu_us, time.monotonic()
            child.deadline = child.taken_at + timeout_ms / 1000
            reason = self._lost_kills.pop(run_id, None)
            if reason:
                self._kill(child, reason)

    def _on_children(self):
        os.read(self._wake_read, 512)
        while self._children:
            pid, status, usage = os.wait4(-1, os.WNOHANG)
            if pid == 0:
                return
            self._on_taken()  # its start must be known before its end
            child = self._children.pop(pid, None)
            if child:
                self._bury(child, status, usage)

    def _bury(self, child, status, usage):
        output = self._rest_of(child.output)
        if child.id is None:
            self._spares -= 1
            if status != 0:
                self._report(event='spare-died', code=os.waitstatus_to_exitcode(status), output=output)
        else:
            cpu_us = int((usage.ru_utime + usage.ru_stime) * 1e6) - child.cpu_before
            peak_kb = usage.ru_maxrss if sys.platform == 'linux' else usage.ru_maxrss >> 10
            self._report(event='exit', id=child.id.hex(), code=os.waitstatus_to_exitcode(status), reason=child.reason,
                         cpuMs=max(0, cpu_us) / 1000, peakMemoryKb=peak_kb, output=output)
        if child.cell.slot.clean() and child.cell.ruleset:
            child.cell.ruleset.close()
            child.cell = Cell(child.cell.slot, self._ruleset(child.cell.slot))
        self._free.append(child.cell)

    @staticmethod
    def _rest_of(output):
        """What was written to the raw descriptors 1 and 2, up to a limit."""
        try:
            return os.read(output, _OUTPUT_LIMIT).decode('utf-8', 'replace')
        except BlockingIOError:
            return ''
        finally:
            os.close(output)

    def _kill(self, child, reason):
        child.reason = child.reason or reason
        child.deadline = None
        os.kill(child.pid, signal.SIGKILL)  # our own child, not yet waited for: the pid cannot be another's

    def _enforce_deadlines(self):
        now = time.monotonic()
        for child in list(self._children.values()):
            if child.deadline and child.deadline <= now:
                self._kill(child, child.deadline_reason)

    # commands of the server

    def _on_commands(self):
        data = os.read(0, 65536)
        if not data:
            os._exit(0)
        self._on_taken()  # commands are about executions whose start may be waiting in the other pipe
        *lines, self._commands = (self._commands + data).split(b'\n')
        for line in lines:
            command, *arguments = line.decode().split()
            getattr(self, f'_command_{command}')(*arguments)

    def _command_kill(self, run_id, reason):
        child = self._find(run_id)
        if child:
            return self._kill(child, reason)
        # Its start is still on its way to us.
        self._lost_kills[bytes.fromhex(run_id)] = reason
        if len(self._lost_kills) > _LOST_KILLS:
            self._lost_kills.pop(next(iter(self._lost_kills)))

    def _command_deadline(self, run_id, milliseconds, reason):
        """A new deadline from now on: an execution that waits for a person is not charged for it."""
        child = self._find(run_id)
        if child and not child.reason:
            child.deadline, child.deadline_reason = time.monotonic() + int(milliseconds) / 1000, reason

    def _command_retire(self):
        """No new executions; exit when the last one has ended."""
        self._retired = True
        self._listener.close()
        for child in self._children.values():
            if child.id is None:
                os.kill(child.pid, signal.SIGKILL)

    def _find(self, run_id):
        wanted = bytes.fromhex(run_id)
        return next((child for child in self._children.values() if child.id == wanted), None)


def _is_package(name, packages):
    """Whether the module belongs to an installed package: what functions say that they import is not to be trusted with the rest of the library."""
    try:
        spec = importlib.util.find_spec(name.partition('.')[0])
    except (ImportError, ValueError):
        return False
    return bool(spec and spec.origin and ('-packages/' in spec.origin or packages and spec.origin.startswith(packages + '/')))


def _memory_and_threads(proc):
    """(address space and data of this process in bytes, number of threads), before any function has run."""
    if proc is None:
        return {'address': 0, 'data': 0}, 1
    fd = os.open('self/status', os.O_RDONLY, dir_fd=proc)
    with open(fd) as file:
        status = dict(line.split(':', 1) for line in file)
    os.close(proc)
    kilobytes = {name: int(status[name].split()[0]) << 10 for name in ('VmSize', 'VmData')}
    return {'address': kilobytes['VmSize'], 'data': kilobytes['VmData']}, int(status['Threads'])
