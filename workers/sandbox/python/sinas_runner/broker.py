"""The connect broker: makes the connections that functions ask for, if the policy allows them, and hands over the connected socket.

A function's own connect() never runs. The kernel parks it (seccomp user notification); we copy the address once, judge it, connect from the
host's network and put our socket in the place of the function's. What the function changes in its memory meanwhile is of no consequence.
"""

from __future__ import annotations

import errno
import fcntl
import os
import select
import socket
import struct

from .births import PackageZygote
from .dns import DnsForwarder
from .linux import SIGKILL, recv_fds, syscall
from .syscalls import NUMBERS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeAlias

    from .policy import Policy

    Target: TypeAlias = tuple[int, str, int]
    Handler: TypeAlias = Callable[[int, int], object]

_RECV, _SEND, _ID_VALID, _ADDFD = 0xC0502100, 0xC0182101, 0x40082102, 0x40182103
_ADDFD_REPLACE, _CONTINUE = 1, 1
_LARGEST_ADDRESS = 128
_NONBLOCKING = os.O_NONBLOCK if hasattr(os, 'O_NONBLOCK') else 0
_SERIAL = struct.Struct('<I')
#: How much a package zygote weighs: its serial number, address space, data.
MEMORY = struct.Struct('<IQQ')


class Call:
    """One parked system call of one thread: mostly a connect() of a function."""

    def __init__(self, listener: int) -> None:
        notification = fcntl.ioctl(listener, _RECV, bytes(80))
        self.listener = listener
        self.id, self.pid, _, self.number = struct.unpack_from('<QIIi', notification)
        self.arguments = struct.unpack_from('<6Q', notification, 32)
        self.fd, self._address, self._length = self.arguments[:3]

    def target(self) -> Target | None:
        """(family, address, port) as the function gave them, read from its memory; None for what is no internet address."""
        memory = os.open(f'/proc/{self.pid}/mem', os.O_RDONLY | os.O_CLOEXEC)
        try:
            raw = os.pread(memory, min(self._length, _LARGEST_ADDRESS), self._address)
        finally:
            os.close(memory)
        fcntl.ioctl(self.listener, _ID_VALID, struct.pack('<Q', self.id))  # the pid is still the one that asked
        family = struct.unpack_from('<H', raw)[0] if len(raw) >= 2 else None
        if family == socket.AF_INET and len(raw) >= 8:
            return family, socket.inet_ntop(family, raw[4:8]), struct.unpack_from('>H', raw, 2)[0]
        if family == socket.AF_INET6 and len(raw) >= 24:
            return family, socket.inet_ntop(family, raw[8:24]), struct.unpack_from('>H', raw, 2)[0]
        return None

    def nonblocking(self) -> bool:
        with open(f'/proc/{self.pid}/fdinfo/{self.fd}') as info:
            flags = next(line for line in info if line.startswith('flags'))
        return bool(int(flags.split()[1], 8) & _NONBLOCKING)

    def is_datagram(self) -> bool:
        process = os.pidfd_open(self.pid)
        try:
            with socket.socket(fileno=syscall('pidfd_getfd', process, self.fd, 0)) as copy:
                return copy.type == socket.SOCK_DGRAM
        finally:
            os.close(process)

    def answer(self, error: int = 0, flags: int = 0) -> None:
        try:
            fcntl.ioctl(self.listener, _SEND, struct.pack('<QqiI', self.id, 0, -error, flags))
        except OSError as failure:
            if failure.errno != errno.ENOENT:  # killed meanwhile
                raise

    def go_on(self) -> None:
        """Lets the call run as it is: only where all that counts of it is in registers, or for UDP in a network that has nothing but our
        DNS."""
        self.answer(flags=_CONTINUE)

    def replace(self, connection: socket.socket) -> None:
        """Puts the connection where the function's socket was."""
        fcntl.ioctl(self.listener, _ADDFD, struct.pack('<QIIII', self.id, _ADDFD_REPLACE, connection.fileno(), self.fd, os.O_CLOEXEC))


def _end_all() -> None:
    """Kills every descendant that did not die with the zygote, and waits until all are gone: no other process may be there to reap them."""
    try:
        while True:
            for child in _children():
                os.kill(child, SIGKILL)
            os.waitpid(-1, 0)
    except ChildProcessError:
        return


def _children() -> list[int]:
    """What the zygote has left is ours now."""
    found, us = [], str(os.getpid())
    for name in os.listdir('/proc'):
        try:
            with open(f'/proc/{name}/stat') as file:
                if name.isdigit() and file.read().rpartition(')')[2].split()[1] == us:
                    found.append(int(name))
        except OSError:  # gone meanwhile, or no process
            continue
    return found


class Broker:
    """Serves one zygote until it, or the server, is gone."""

    def __init__(self, policy: Policy, zygote_socket: socket.socket, zygote_pid: int, own_network: bool) -> None:
        self._policy, self._socket, self._zygote, self._own_network = policy, zygote_socket, zygote_pid, own_network
        self._handlers: dict[int, Handler] = {}
        self._package_zygotes: dict[bytes, PackageZygote] = {}
        self._poll = select.epoll()
        zygote_socket.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
        self._watch(zygote_socket.fileno(), self._on_message)
        self._watch(os.pidfd_open(zygote_pid), self._on_zygote_exit)
        self._poll.register(0, 0)  # stdin is read by the zygote; we only want to know when the server has hung up
        self._handlers[0] = self._on_server_gone

    def serve(self) -> None:
        while True:
            for fd, events in self._poll.poll():
                handler = self._handlers.get(fd)
                if handler:
                    handler(fd, events)

    def _watch(self, fd: int, handler: Handler, events: int = select.EPOLLIN) -> None:
        self._handlers[fd] = handler
        self._poll.register(fd, events)

    def _forget(self, fd: int) -> None:
        del self._handlers[fd]
        self._poll.unregister(fd)

    def _on_message(self, _fd: int = 0, _events: int = 0) -> bool:
        """False when there is none, or the zygote is gone."""
        try:
            message, fds, sender = recv_fds(self._socket, 32, socket.MSG_DONTWAIT)
        except BlockingIOError:  # it was read ahead, for a call that came with it
            return False
        kind, _, serial = message.partition(b' ')
        if kind == b'dns':
            forwarder = DnsForwarder(socket.socket(fileno=fds[0]), self._policy)
            for each, handler in forwarder.handlers():
                self._watch(each, handler)
        elif kind == b'connects':
            self._watch(fds[0], self._on_calls)
        elif kind == b'packages' and sender is not None:
            package_zygote = self._package_zygotes[serial] = PackageZygote(sender)
            self._watch(fds[0], lambda fd, events: self._on_calls(fd, events, package_zygote, serial))
        elif kind == b'expect' and serial in self._package_zygotes:
            self._package_zygotes[serial].expect()
        elif kind == b'weigh':
            self._weigh(serial)
        return bool(message)

    def _weigh(self, serial: bytes) -> None:
        try:
            memory = self._package_zygotes[serial].memory()
        except (KeyError, OSError):  # it is gone, and the zygote will hear of it
            return
        self._socket.send(MEMORY.pack(int(serial), *memory))

    def _on_zygote_exit(self, _fd: int, _events: int) -> None:
        _, status = os.waitpid(self._zygote, 0)
        _end_all()
        os._exit(os.waitstatus_to_exitcode(status) & 0xFF)

    def _on_server_gone(self, _fd: int, _events: int) -> None:
        os.kill(self._zygote, 9)
        _end_all()
        os._exit(0)

    def _on_calls(self, listener: int, events: int, package_zygote: PackageZygote | None = None, serial: bytes | None = None) -> None:
        if events & select.EPOLLIN:
            try:
                call = Call(listener)
            except OSError:  # the caller was killed between the event and the read
                return
            try:
                self._judge(call, package_zygote)
            except OSError as error:
                call.answer(error.errno or errno.EACCES)
            except Exception:  # whatever a function can make us stumble over, the others go on
                call.answer(errno.EACCES)
        if events & (select.EPOLLHUP | select.EPOLLERR):
            self._forget(listener)
            os.close(listener)
            if serial is not None:
                self._package_zygotes.pop(serial, None)

    def _judge(self, call: Call, package_zygote: PackageZygote | None) -> None:
        if package_zygote:
            self._hear_zygote()
            refusal = package_zygote.refusal(call)
            if refusal:
                return call.answer(refusal)
            if call.number != NUMBERS['connect']:
                return call.go_on()
        self._serve(call)

    def _hear_zygote(self) -> None:
        """What it has said must be known first: that it expects the child which now wants to be born."""
        while self._on_message():
            continue

    def _serve(self, connect: Call) -> None:
        target = connect.target()
        if target is None:
            return connect.answer(errno.EACCES)
        if self._own_network and connect.is_datagram():
            return connect.go_on()
        family, address, port = target
        if self._own_network and (address, port) == ('127.0.0.1', 53) and self._policy.nameserver:
            address = self._policy.nameserver  # DNS over TCP, for answers that do not fit a datagram
            family = socket.AF_INET6 if ':' in address else socket.AF_INET
        if not self._policy.allows(address, port):
            return connect.answer(errno.EACCES)
        connection = socket.socket(family, socket.SOCK_STREAM | socket.SOCK_NONBLOCK)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # what clients set before they connect is lost with their socket
        result = connection.connect_ex((address, port))
        if result not in (0, errno.EINPROGRESS):
            connection.close()
            return connect.answer(result)
        if connect.nonblocking() or result == 0:
            return self._hand_over(connect, connection, connect.nonblocking(), result)
        self._watch(connection.fileno(), lambda fd, _: self._on_connected(connect, connection, fd), select.EPOLLOUT)

    def _on_connected(self, connect: Call, connection: socket.socket, fd: int) -> None:
        self._forget(fd)
        error = connection.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
        if error:
            connection.close()
            return connect.answer(error)
        self._hand_over(connect, connection, False, 0)

    def _hand_over(self, connect: Call, connection: socket.socket, nonblocking: bool, result: int) -> None:
        with connection:
            connection.setblocking(not nonblocking)
            try:
                connect.replace(connection)
            except OSError:  # killed meanwhile
                return
        connect.answer(result)
