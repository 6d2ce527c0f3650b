"""The sandbox's DNS: queries that arrive on its own loopback go to the host's resolver, and answers back."""

from __future__ import annotations

import os
import socket

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from .policy import Policy

_MOST_PENDING = 1000
_REFUSED = 5


def question(query: bytes) -> str | None:
    """The name that a DNS query asks for; None when it is not one."""
    labels, at = [], 12
    while at < len(query) and query[at]:
        length = query[at]
        if length > 63 or at + length >= len(query):
            return None
        labels.append(query[at + 1 : at + 1 + length].decode('ascii', 'replace'))
        at += length + 1
    return '.'.join(labels) if labels else None


def refusal(query: bytes) -> bytes:
    """The answer that says no: the query with the response bit and the code REFUSED."""
    return query[:2] + bytes([query[2] | 0x80, _REFUSED]) + query[4:]


class DnsForwarder:
    """Every query gets a fresh id upstream, so that neither two functions nor a forged answer can be mixed up."""

    def __init__(self, inside: socket.socket, policy: Policy) -> None:
        self._inside, self._policy = inside, policy
        self._pending: dict[bytes, tuple[bytes, Any]] = {}
        self._upstream: socket.socket | None = None
        if policy.nameserver:
            family = socket.AF_INET6 if ':' in policy.nameserver else socket.AF_INET
            self._upstream = socket.socket(family, socket.SOCK_DGRAM)
            self._upstream.connect((policy.nameserver, 53))

    def handlers(self) -> list[tuple[int, Callable[[int, int], None]]]:
        """(descriptor, function to call when it is readable) pairs for an event loop."""
        upstream = [(self._upstream.fileno(), self._on_answer)] if self._upstream else []
        return [(self._inside.fileno(), self._on_query), *upstream]

    def _on_query(self, _fd: int, _events: int) -> None:
        query, sender = self._inside.recvfrom(4096)
        name = question(query)
        if name is None:
            return
        upstream = self._upstream
        if not upstream or not self._policy.resolves(name):
            self._inside.sendto(refusal(query), sender)
            return
        if len(self._pending) >= _MOST_PENDING:
            self._pending.pop(next(iter(self._pending)))
        upstream_id = os.urandom(2)
        self._pending[upstream_id] = (query[:2], sender)
        self._send(lambda: upstream.send(upstream_id + query[2:]))

    def _on_answer(self, _fd: int, _events: int) -> None:
        assert self._upstream  # it is readable
        try:
            answer = self._upstream.recv(65535)
        except OSError:  # an ICMP error of an earlier query
            return
        asked = self._pending.pop(answer[:2], None)
        if asked:
            original_id, sender = asked
            self._send(lambda: self._inside.sendto(original_id + answer[2:], sender))

    @staticmethod
    def _send(send: Callable[[], object]) -> None:
        try:
            send()
        except OSError:  # UDP may lose: the resolver asks again
            return
