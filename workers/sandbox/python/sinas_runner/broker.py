"""The connect broker: makes the connections that functions ask for, if the policy allows them, and hands over the connected socket.

A function's own connect() never runs. The kernel parks it (seccomp user notification); we copy the address once, judge it, connect from the
host's network and put our socket in the place of the function's. What the function changes in its memory meanwhile is of no consequence.
"""
import errno
import fcntl
import os
import resource
import select
import socket
import struct

from .dns import DnsForwarder
from .linux import recv_fd, syscall

_RECV, _SEND, _ID_VALID, _ADDFD = 0xC0502100, 0xC0182101, 0x40082102, 0x40182103
_ADDFD_REPLACE, _CONTINUE = 1, 1
_LARGEST_ADDRESS = 128
_NONBLOCKING = os.O_NONBLOCK if hasattr(os, 'O_NONBLOCK') else 0


class Connect:
    """One parked connect() of one thread of a function."""

    def __init__(self, listener):
        notification = fcntl.ioctl(listener, _RECV, bytes(80))
        self.listener = listener
        self.id, self.pid = struct.unpack_from('<QI', notification)
        self.fd, self._address, self._length = struct.unpack_from('<3Q', notification, 32)

    def target(self):
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

    def nonblocking(self):
        with open(f'/proc/{self.pid}/fdinfo/{self.fd}') as info:
            flags = next(line for line in info if line.startswith('flags'))
        return bool(int(flags.split()[1], 8) & _NONBLOCKING)

    def is_datagram(self):
        process = os.pidfd_open(self.pid)
        try:
            with socket.socket(fileno=syscall('pidfd_getfd', process, self.fd, 0)) as copy:
                return copy.type == socket.SOCK_DGRAM
        finally:
            os.close(process)

    def answer(self, error=0, flags=0):
        try:
            fcntl.ioctl(self.listener, _SEND, struct.pack('<QqiI', self.id, 0, -error, flags))
        except OSError as failure:
            if failure.errno != errno.ENOENT:  # killed meanwhile
                raise

    def go_on(self):
        """Lets the call run as it is: only for UDP in a network that has nothing but our DNS."""
        self.answer(flags=_CONTINUE)

    def replace(self, connection):
        """Puts the connection where the function's socket was."""
        fcntl.ioctl(self.listener, _ADDFD, struct.pack('<QIIII', self.id, _ADDFD_REPLACE, connection.fileno(), self.fd, os.O_CLOEXEC))


def _wait_for_all():
    """Until every descendant is gone. They die with the zygote; nobody else may be there to bury them."""
    try:
        while True:
            os.waitpid(-1, 0)
    except ChildProcessError:
        return


class Broker:
    """Serves one zygote until it, or the server, is gone."""

    def __init__(self, policy, zygote_socket, zygote_pid, own_network):
        self._policy, self._socket, self._zygote, self._own_network = policy, zygote_socket, zygote_pid, own_network
        self._handlers = {}
        self._poll = select.epoll()
        self._watch(zygote_socket.fileno(), self._on_message)
        self._watch(os.pidfd_open(zygote_pid), self._on_zygote_exit)
        self._poll.register(0, 0)  # stdin is read by the zygote; we only want to know when the server has hung up
        self._handlers[0] = self._on_server_gone
        _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))

    def serve(self):
        while True:
            for fd, events in self._poll.poll():
                handler = self._handlers.get(fd)
                if handler:
                    handler(fd, events)

    def _watch(self, fd, handler, events=select.EPOLLIN):
        self._handlers[fd] = handler
        self._poll.register(fd, events)

    def _forget(self, fd):
        del self._handlers[fd]
        self._poll.unregister(fd)

    def _on_message(self, _fd, _events):
        kind, fd = recv_fd(self._socket, 16)
        if fd is None:
            return
        if kind == b'dns':
            forwarder = DnsForwarder(socket.socket(fileno=fd), self._policy)
            for each, handler in forwarder.handlers():
                self._watch(each, handler)
        else:
            self._watch(fd, self._on_connects)

    def _on_zygote_exit(self, _fd, _events):
        _, status = os.waitpid(self._zygote, 0)
        _wait_for_all()
        os._exit(os.waitstatus_to_exitcode(status) & 0xFF)

    def _on_server_gone(self, _fd, _events):
        os.kill(self._zygote, 9)
        _wait_for_all()
        os._exit(0)

    def _on_connects(self, listener, events):
        if events & select.EPOLLIN:
            try:
                connect = Connect(listener)
            except OSError:  # the caller was killed between the event and the read
                return
            try:
                self._serve(connect)
            except OSError as error:
                connect.answer(error.errno or errno.EACCES)
            except Exception:  # whatever a function can make us stumble over, the others go on
                connect.answer(errno.EACCES)
        if events & (select.EPOLLHUP | select.EPOLLERR):
            self._forget(listener)
            os.close(listener)

    def _serve(self, connect):
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

    def _on_connected(self, connect, connection, fd):
        self._forget(fd)
        error = connection.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
        if error:
            connection.close()
            return connect.answer(error)
        self._hand_over(connect, connection, False, 0)

    def _hand_over(self, connect, connection, nonblocking, result):
        with connection:
            connection.setblocking(not nonblocking)
            try:
                connect.replace(connection)
            except OSError:  # killed meanwhile
                return
        connect.answer(result)
