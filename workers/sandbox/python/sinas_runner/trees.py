"""Which files Python needs: its library, its packages, the shared libraries it loads, certificates, time zones. Everything else stays out
of sight."""

from __future__ import annotations

import os
import sys
import sysconfig

_ALWAYS = [
    '/lib',
    '/lib64',
    '/usr/lib64',
    '/usr/share/zoneinfo',
    '/usr/share/ca-certificates',
    '/usr/local/share/ca-certificates',
    '/usr/lib/ssl',
    '/etc/ssl/certs',
    '/etc/ssl/openssl.cnf',
    '/etc/pki/tls',
    '/etc/pki/ca-trust',
    '/etc/ld.so.cache',
    '/etc/localtime',
    '/etc/mime.types',
]


def library_folders() -> set[str]:
    """Folders of the shared libraries that this very process has mapped: right on Debian, Fedora, Alpine and Nix alike."""
    with open('/proc/self/maps') as maps:
        mapped = [line.split(maxsplit=5)[5].strip() for line in maps if '.so' in line]
    return {os.path.dirname(path) for path in mapped if path.startswith('/')}


def python_trees() -> list[str]:
    """Existing paths, parents before children, none inside another."""
    paths = [sysconfig.get_path('stdlib'), sysconfig.get_path('platstdlib'), *sys.path, *library_folders(), *_ALWAYS]
    trees: list[str] = []
    for path in sorted({os.path.normpath(path) for path in paths if path}):
        if os.path.lexists(path) and path not in ('/', '/usr', '/tmp') and not any(path.startswith(tree + '/') for tree in trees):
            trees.append(path)
    return trees


def unreadable() -> str | None:
    """The first part of Python itself that the current user cannot read, or None."""
    return next(
        (path for path in sys.path if path.startswith(sys.base_prefix) and not os.access(path, os.R_OK) and not path.endswith('.zip')), None
    )


def network_files(exceptions: list[str], uid: int) -> dict[str, str]:
    """Small files of a sandbox's /etc. `exceptions`: host names whose line of the host's own /etc/hosts is kept."""

    def lines(path: str) -> list[str]:
        try:
            with open(path) as file:
                return [line.rstrip('\n') for line in file]
        except OSError:
            return []

    hosts = [line for line in lines('/etc/hosts') if set(line.split('#')[0].split()[1:]) & set(exceptions)]
    resolver = [line for line in lines('/etc/resolv.conf') if not line.startswith('nameserver')]
    return {
        '/etc/hosts': '\n'.join(['127.0.0.1 localhost', '::1 localhost', *hosts, '']),
        '/etc/resolv.conf': '\n'.join(['nameserver 127.0.0.1', *resolver, '']),
        '/etc/nsswitch.conf': 'passwd: files\ngroup: files\nhosts: files dns\n',
        '/etc/passwd': f'sandbox:x:{uid}:{uid}::/tmp:/bin/false\n',
    }
