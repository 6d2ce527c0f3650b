"""Namespaces and the read-only root of a zygote. Made once per zygote: they cost milliseconds, an execution inherits them by fork.

The root holds Python, the shared libraries it needs and a handful of devices, each at its usual path; no /proc, no home, nothing of the
server. Every execution is chrooted into a slot: a second view of the same root with a /tmp of its own, limited in bytes and files."""

from __future__ import annotations

import fcntl
import os
import socket
import struct

from .linux import libc, syscall

_NEWNS, _NEWUTS, _NEWIPC, _NEWUSER, _NEWPID, _NEWNET = 0x20000, 0x4000000, 0x8000000, 0x10000000, 0x20000000, 0x40000000
_RDONLY, _NOSUID, _NODEV, _NOEXEC, _REMOUNT, _BIND, _REC, _UNBINDABLE, _PRIVATE = 1, 2, 4, 8, 32, 4096, 16384, 1 << 17, 1 << 18
_DETACH = 2
_SIOCSIFFLAGS, _IFF_UP, _IFF_RUNNING = 0x8914, 0x1, 0x40

DEVICES = ['/dev/null', '/dev/zero', '/dev/urandom', '/dev/random']
#: Folders of packages that one process may see, at the most.
MOST_PACKAGES = 2
_PACKAGES = '/packages'
_SLOTS = '/.slots'
#: Where all folders of packages are, out of the sight of slots; and where that is until there are slots.
_STORE, _STORE_AT_FIRST = f'{_SLOTS}/store', '/.store'
_FILES_PER_SLOT = 10_000


def _mount(source: str | None, target: str, kind: str | None, flags: int, data: str | None = None) -> None:
    try:
        libc('mount', source, target, kind, flags, data)
    except OSError as error:
        raise OSError(error.errno, error.strerror, f'mount {target}') from None


def own_mounts() -> None:
    """As real root, before privileges go: a mount namespace, so that a Python below a closed home can still be put into the root."""
    libc('unshare', _NEWNS)
    _mount('none', '/', None, _REC | _PRIVATE)


def enter(proc: int) -> None:
    """New user, mount, pid, ipc, uts and network namespaces; the caller keeps its uid, and its next child is pid 1. `proc`: a descriptor of
    /proc."""
    uid, gid = os.getuid(), os.getgid()
    libc('unshare', _NEWUSER | _NEWNS | _NEWPID | _NEWIPC | _NEWUTS | _NEWNET)
    for name, text in (('setgroups', 'deny'), ('uid_map', f'{uid} {uid} 1'), ('gid_map', f'{gid} {gid} 1')):
        fd = os.open(f'self/{name}', os.O_WRONLY, dir_fd=proc)
        try:
            os.write(fd, text.encode())
        finally:
            os.close(fd)
    _mount('none', '/', None, _REC | _PRIVATE)
    libc('sethostname', 'sandbox', len('sandbox'))


def loopback_dns_socket() -> socket.socket:
    """Brings up `lo` in the empty network and returns a UDP socket on 127.0.0.1:53 of it, for the DNS forwarder outside."""
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    fcntl.ioctl(sock, _SIOCSIFFLAGS, struct.pack('16sH22x', b'lo', _IFF_UP | _IFF_RUNNING))
    sock.bind(('127.0.0.1', 53))
    return sock


def build_root(root: str, trees: list[str], store: str | None, files: dict[str, str]) -> None:
    """Fills the folder `root` with a tmpfs of read-only binds of `trees` (those that exist), of the `store` of packages, and small `files`
    (path -> text).

    A symlink among the trees (/lib64 -> usr/lib64) stays a symlink.
    """
    umask = os.umask(0o022)  # every process in there may pass the folders on the way to each tree
    _mount('tmpfs', root, 'tmpfs', _NOSUID | _NODEV, 'size=1m,nr_inodes=4k,mode=755')
    for path in ('/tmp', _SLOTS, _STORE_AT_FIRST, *(f'{_PACKAGES}/{index}' for index in range(MOST_PACKAGES))):
        os.makedirs(root + path)
    for path in trees:
        if os.path.islink(path):
            _symlink(os.readlink(path), root + path)
        elif os.path.exists(path):
            _bind(path, root + path)
    for device in DEVICES:
        _bind(device, root + device, read_only=False)
    if store:
        _bind(store, root + _STORE_AT_FIRST)
    for path, text in files.items():
        os.makedirs(os.path.dirname(root + path), exist_ok=True)
        with open(root + path, 'w') as file:
            file.write(text)
    os.umask(umask)


def _symlink(target: str, link: str) -> None:
    os.makedirs(os.path.dirname(link), exist_ok=True)
    if not os.path.lexists(link):
        os.symlink(target, link)


def _bind(source: str, target: str, read_only: bool = True) -> None:
    if os.path.isdir(source):
        os.makedirs(target, exist_ok=True)
    else:
        os.makedirs(os.path.dirname(target), exist_ok=True)
        with open(target, 'a'):
            pass
    _mount(source, target, None, _BIND | _REC)
    if read_only:
        # In a user namespace the flags that the mount had are locked: repeat them.
        kept = os.statvfs(source).f_flag & _NOEXEC
        _mount(None, target, None, _REMOUNT | _BIND | _RDONLY | _NOSUID | _NODEV | kept)


def _show(name: str, root: str, index: int) -> None:
    """Has packages appear below `root`: what is bound from the store is as read-only as the store."""
    _mount(f'{_STORE}/{name}', f'{root}{_PACKAGES}/{index}', None, _BIND)


def packages_of(names: list[str]) -> list[str]:
    """Paths at which a process finds the packages of its set."""
    return [f'{_PACKAGES}/{index}' for index in range(len(names))]


def enter_root(root: str) -> None:
    """Makes `root` the root of this mount namespace, read-only; the old one goes."""
    os.mkdir(root + '/.old')
    syscall('pivot_root', root, root + '/.old')
    os.chdir('/')
    libc('umount2', '/.old', _DETACH)
    os.rmdir('/.old')
    _mount(None, '/', None, _REMOUNT | _BIND | _RDONLY | _NOSUID | _NODEV)


def prepare_slots() -> None:
    """The place of the slots: unbindable, so that a slot's view of the root contains neither the other slots nor the store of packages."""
    _mount('tmpfs', _SLOTS, 'tmpfs', _NOSUID | _NODEV | _NOEXEC, 'size=1m,nr_inodes=4k,mode=700')
    _mount('none', _SLOTS, None, _UNBINDABLE)


def keep_store() -> None:
    """Puts the store of packages where only the zygote sees it. Where it was it stays, for real root has locked it there, below a lid."""
    os.mkdir(_STORE)
    _mount(_STORE_AT_FIRST, _STORE, None, _BIND)
    _mount('tmpfs', _STORE_AT_FIRST, 'tmpfs', _RDONLY | _NOSUID | _NODEV | _NOEXEC, 'size=4k,nr_inodes=1,mode=500')


def view_of(serial: int) -> str:
    """The folder on which a set's root is made, before it becomes a root."""
    return f'{_SLOTS}/set-{serial}'


def enter_set(names: list[str], serial: int) -> None:
    """A mount namespace for one set of packages: our root with those packages and slots of its own, and no way back to other slots or
    sets."""
    view = view_of(serial)
    libc('unshare', _NEWNS)
    _mount('none', _SLOTS, None, _UNBINDABLE)  # a copied mount is not
    os.mkdir(view)
    _mount('/', view, None, _BIND | _REC)
    for index, name in enumerate(names):
        _show(name, view, index)
    os.chdir(view)
    syscall('pivot_root', '.', '.')
    libc('umount2', '.', _DETACH)
    os.chdir('/')
    prepare_slots()


class Slot:
    """One execution's root. `bytes_limit` is the size of its /tmp."""

    def __init__(self, index: int, bytes_limit: int) -> None:
        self.root = f'{_SLOTS}/{index}'
        self.tmp = f'{self.root}/tmp'
        self._names: list[str] = []
        self._options = f'size={bytes_limit},nr_inodes={_FILES_PER_SLOT},mode=700'
        os.mkdir(self.root)
        _mount('/', self.root, None, _BIND | _REC)
        self._mount_tmp()

    def _mount_tmp(self) -> None:
        _mount('tmpfs', self.tmp, 'tmpfs', _NOSUID | _NODEV | _NOEXEC, self._options)

    def show(self, names: list[str]) -> bool:
        """Which folders of packages can be seen from here; true when they are others than before. @raises OSError when one cannot be
        read"""
        if names == self._names:
            return False
        while self._names:
            libc('umount2', f'{self.root}{_PACKAGES}/{len(self._names) - 1}', _DETACH)
            self._names = self._names[:-1]
        for index, name in enumerate(names):
            os.close(os.open(f'{_STORE}/{name}', os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC))
            _show(name, self.root, index)
            self._names = names[: index + 1]
        return True

    @property
    def packages(self) -> list[str]:
        """Their paths, as the zygote sees them."""
        return [self.root + path for path in self.import_paths]

    @property
    def import_paths(self) -> list[str]:
        """Their paths for what lives here."""
        return packages_of(self._names)

    def clean(self, seconds: float = 0) -> bool:
        """Empties /tmp by mounting a new one; true when that takes new rules for files: it had been used."""
        with os.scandir(self.tmp) as entries:
            if next(entries, None) is None:
                return False
        libc('umount2', self.tmp, _DETACH)
        self._mount_tmp()
        return True

    def enter(self) -> None:
        os.chroot(self.root)
        os.chdir('/tmp')
