"""Where functions may connect to. Judged on the IP address at the moment of connecting, so no name and no redirect gets around it."""

from __future__ import annotations

import ipaddress
import socket
import threading
import time

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeAlias

    from .shapes import Config

    Address: TypeAlias = ipaddress.IPv4Address | ipaddress.IPv6Address
    #: Without a port: all of them.
    Endpoint: TypeAlias = tuple[Address, int | None]

_REFRESH_SECONDS = 30
#: Public by number, but the metadata service of a cloud.
_METADATA = {ipaddress.ip_address('168.63.129.16')}
_NAT64 = ipaddress.ip_network('64:ff9b::/96')


class Policy:
    """`config`: network (bool), api [host, port], allowedHosts [[host, port or None], ...], nameservers as in /etc/resolv.conf.

    The platform's own API and the allowed hosts are reachable in both network modes; with the network on, so is every public address.
    Allowed hosts given by name are resolved again every 30 seconds.
    """

    def __init__(self, config: Config) -> None:
        self.network = config['network']
        self.names = set(Policy.host_names(config))
        self.nameserver = _nameserver()
        self._hosts = [(host, port) for host, port in (config['api'], *config['allowedHosts'])]
        self._literals = self._exceptions = {entry for host, port in self._hosts for entry in _literal(host, port)}
        if any(not _literal(host, port) for host, port in self._hosts):
            threading.Thread(target=self._keep_resolved, daemon=True).start()

    @staticmethod
    def host_names(config: Config) -> list[str]:
        return [host.lower() for host, _ in (config['api'], *config['allowedHosts'])]

    def _keep_resolved(self) -> None:
        while True:
            resolved = {entry for host, port in self._hosts for entry in _resolved(host, port)}
            if resolved:  # a resolver that is away for a moment takes nothing away
                self._exceptions = self._literals | resolved
            time.sleep(_REFRESH_SECONDS)

    def allows(self, address: str, port: int) -> bool:
        """Whether a function may open a TCP connection to this address (text, IPv4 or IPv6)."""
        ip = _plain(ipaddress.ip_address(address))
        if self._exceptions & {(ip, port), (ip, None)}:
            return True
        if self.nameserver and (str(ip), port) == (self.nameserver, 53):
            return self.network
        return self.network and all(_public(each) for each in (ip, *_embedded(ip))) and not _ours(ip)

    def resolves(self, name: str) -> bool:
        """Whether the sandbox's DNS answers for this name: without a network only for what it may reach, so that a query carries nothing
        out."""
        return self.network or name.rstrip('.').lower() in self.names


def _plain(ip: Address) -> Address:
    return getattr(ip, 'ipv4_mapped', None) or ip


def _embedded(ip: Address) -> list[Address]:
    """IPv4 addresses that a transition mechanism would take this one to."""
    if ip.version == 4:
        return []
    nat64 = [ipaddress.ip_address(int(ip) & 0xFFFFFFFF)] if ip in _NAT64 else []
    return [*nat64, *([ip.sixtofour] if ip.sixtofour else []), *(ip.teredo or ())]


def _public(ip: Address) -> bool:
    return ip.is_global and not ip.is_multicast and ip not in _METADATA


def _ours(ip: Address) -> bool:
    """Whether the address is one of this machine: what listens on all interfaces must not be reachable by our public address either."""
    family = socket.AF_INET if ip.version == 4 else socket.AF_INET6
    with socket.socket(family, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect((str(ip), 9))
        except OSError:
            return False  # no route: the connection itself will say so
        return ipaddress.ip_address(probe.getsockname()[0].split('%')[0]) == ip


def _literal(host: str, port: int | None) -> set[Endpoint]:
    """What needs no resolver: addresses, and localhost by its definition."""
    if host.lower() == 'localhost':
        return {(ipaddress.ip_address(address), port) for address in ('127.0.0.1', '::1')}
    try:
        return {(_plain(ipaddress.ip_address(host.strip('[]'))), port)}
    except ValueError:
        return set()


def _resolved(host: str, port: int | None) -> set[Endpoint]:
    if _literal(host, port):
        return set()
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except OSError:
        return set()
    return {(_plain(ipaddress.ip_address(str(address[0]).split('%')[0])), port) for *_, address in found}


def _nameserver() -> str | None:
    try:
        with open('/etc/resolv.conf') as file:
            return next((line.split()[1] for line in file if line.startswith('nameserver') and len(line.split()) > 1), None)
    except OSError:
        return None
