"""The outer process, one per pool thread, in the host's namespaces: it starts the zygote, then serves its connects and DNS, and dies with
it.

Everything that it will ever need is imported here, before privileges and the file system go."""

from __future__ import annotations

import os
import resource
import socket
import sys

from . import landlock, namespaces, seccomp, trees
from .broker import Broker
from .linux import PR_SET_CHILD_SUBREAPER, PR_SET_DUMPABLE, PR_SET_PDEATHSIG, SIGKILL, prctl
from .policy import Policy
from .zygote import Zygote

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeAlias

    from .shapes import Config

    #: The pid of a zygote, our end of its socket and of the pipe that lets it go on.
    Started: TypeAlias = tuple[int, socket.socket, int]

LINUX = sys.platform == 'linux'


def become(uid: int) -> None:
    """Leaves root for good. Dumpable is set back: without it neither the id maps nor the broker's view of a connect's address can be
    had."""
    if os.geteuid() != 0:
        return
    os.setgroups([])
    os.setresgid(uid, uid, uid)
    os.setresuid(uid, uid, uid)
    prctl(PR_SET_DUMPABLE, 1)


def enter_namespaces(config: Config, python: list[str]) -> tuple[int | None, list[str]]:
    """Turns this process into one whose next child is pid 1 of a closed world. Real root builds the root first: only it can look below a
    closed home."""
    proc = os.open('/proc', os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    uid = config['uid'] if os.geteuid() == 0 else os.getuid()
    root, files = config['root'], trees.network_files(Policy.host_names(config), uid)
    if os.geteuid() == 0:
        namespaces.own_mounts()
        namespaces.build_root(root, python, config['store'], files)
        namespaces.enter_root(root)
        become(uid)
        namespaces.enter(proc)
    else:
        namespaces.enter(proc)
        namespaces.build_root(root, python, config['store'], files)
        namespaces.enter_root(root)
    namespaces.prepare_slots()
    if config['store']:
        namespaces.keep_store()
    return proc, [*python, *files]


def enter_host(config: Config, python: list[str]) -> tuple[int | None, list[str]]:
    """The same without namespaces: temporary folders on the host's disk, and files guarded by Landlock alone."""
    if os.geteuid() == 0:
        os.chmod(config['directory'], 0o711)
        os.chmod(config['root'], 0o700)
        os.chown(config['root'], config['uid'], config['uid'])
        become(config['uid'])
    closed = trees.unreadable()
    if closed:
        raise PermissionError(
            f'{closed} cannot be read by uid {os.getuid()}, and without namespaces it cannot be brought into view: choose another Python'
        )
    files = [path for path in ('/etc/hosts', '/etc/resolv.conf', '/etc/nsswitch.conf', '/etc/passwd') if os.path.exists(path)]
    proc = os.open('/proc', os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC) if LINUX else None
    return proc, [*python, *files]


def layers_of(config: Config, in_namespaces: bool, reason: str) -> dict[str, str]:
    """What stands between a function and the machine: each layer `on`, or why not."""
    limit = config['maxLevel']
    version = landlock.abi() if LINUX and limit >= 2 else 0
    filtered = LINUX and limit >= 1 and seccomp.available()
    return {
        'namespaces': 'on' if in_namespaces else reason,
        'landlock': f'on (ABI {version})' if version else 'not in this kernel' if limit >= 2 else 'switched off',
        'seccomp': 'on' if filtered else 'not in this kernel or architecture' if limit >= 1 else 'switched off',
        'network': 'brokered' if filtered else 'open',
    }


def start_zygote(config: Config, python: list[str], listeners: list[socket.socket], *, in_namespaces: bool, reason: str) -> Started | str:
    """Forks the zygote through a middle process that dies. Returns what there is of it, or why there is none."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    report_read, report_write = os.pipe()
    go_read, go_write = os.pipe()
    middle = os.fork()
    if middle:
        theirs.close()
        os.close(report_write)
        os.close(go_read)
        with open(report_read) as report:
            answer = report.read()
        os.waitpid(middle, 0)
        if answer.startswith('pid '):
            return int(answer[4:]), ours, go_write
        os.close(go_write)
        return answer or 'died'
    try:
        os.close(report_read)
        os.close(go_write)
        ours.close()
        proc, readable = (enter_namespaces if in_namespaces else enter_host)(config, python)
        layers = layers_of(config, in_namespaces, reason)
        dns = namespaces.loopback_dns_socket() if in_namespaces else None
        zygote = os.fork()
        if zygote:
            os.write(report_write, b'pid %d' % zygote)
            os._exit(0)
        os.close(report_write)
    except BaseException as error:
        os.write(report_write, f'{type(error).__name__}: {error}'.encode())
        os._exit(1)
    os.read(go_read, 1)  # until the outer process has adopted us: the death signal comes from the parent of that moment
    os.close(go_read)
    prctl(PR_SET_PDEATHSIG, SIGKILL)
    Zygote(config=config, listeners=listeners, broker=theirs, layers=layers, readable=readable, in_namespaces=in_namespaces).start(
        proc, dns
    )


def listen_at(path: str) -> socket.socket:
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    listener.bind(path)
    listener.listen(512)
    return listener


def main(config: Config) -> None:
    sys.path.remove(os.path.dirname(os.path.dirname(__file__)))
    sys.argv, sys.orig_argv = [''], []
    os.umask(0o077)
    listeners = [listen_at(config['socket']), listen_at(config['setSocket'])]
    if not LINUX:
        enter_host(config, [])
        layers = layers_of(config, False, 'only on Linux')
        Zygote(config=config, listeners=listeners, broker=None, layers=layers, readable=[], in_namespaces=False).start(None, None)
    prctl(PR_SET_CHILD_SUBREAPER, 1)
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    python = trees.python_trees()
    reason = 'switched off'
    zygote: Started | str = reason
    if config['maxLevel'] in (1, 3):
        zygote = start_zygote(config, python, listeners, in_namespaces=True, reason='')
    in_namespaces = not isinstance(zygote, str)
    if isinstance(zygote, str):
        reason = zygote
        zygote = start_zygote(config, python, listeners, in_namespaces=False, reason=reason)
    if isinstance(zygote, str):
        sys.exit(f'the sandbox cannot start. Namespaces: {reason}. Without them: {zygote}')
    for listener in listeners:
        listener.close()
    pid, zygote_socket, go = zygote
    become(config['uid'])
    broker = Broker(Policy(config), zygote_socket, pid, in_namespaces)
    os.close(go)
    broker.serve()
