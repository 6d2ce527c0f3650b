"""What a container engine does to a process before it starts, as docker-compose.yml asks for, without an engine: real root only.

    python3 container.py '{"readOnly": true, "tmpfs": ["/x"], "uid": 1000, "noNewPrivileges": true, "seccomp": "workers/seccomp.json"}' program ...

In a mount namespace of its own it makes everything but /proc, /sys and /dev read-only, mounts the tmpfs, drops every capability and the user,
and loads the system call filter with libseccomp, which is what engines load it with.
"""
import ctypes
import json
import os
import sys

RDONLY, NOSUID, NODEV, NOEXEC, REMOUNT, BIND, REC, PRIVATE = 1, 2, 4, 8, 32, 4096, 16384, 1 << 18
PR_CAPBSET_DROP, PR_SET_NO_NEW_PRIVS = 24, 38
SCMP_ACT_ALLOW, SCMP_ACT_ERRNO, NOT_NATIVE = 0x7FFF0000, 0x00050000, -10
OPERATORS = {'SCMP_CMP_NE': 1, 'SCMP_CMP_LT': 2, 'SCMP_CMP_LE': 3, 'SCMP_CMP_EQ': 4, 'SCMP_CMP_GE': 5, 'SCMP_CMP_GT': 6}

libc = ctypes.CDLL(None, use_errno=True)


class Comparison(ctypes.Structure):
    _fields_ = [('arg', ctypes.c_uint), ('op', ctypes.c_int), ('a', ctypes.c_uint64), ('b', ctypes.c_uint64)]


def call(name, *args):
    if getattr(libc, name)(*(arg.encode() if isinstance(arg, str) else arg for arg in args)) < 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code), f'{name} {args}')


def read_only_root(writable):
    for line in open('/proc/self/mountinfo').read().splitlines():
        target = line.split()[4]
        if target in writable or target.startswith(('/proc', '/sys', '/dev')):
            continue
        call('mount', None, target, None, REMOUNT | BIND | RDONLY, None)


def load_filter(path):
    seccomp = ctypes.CDLL('libseccomp.so.2')
    seccomp.seccomp_init.restype = ctypes.c_void_p
    profile = json.load(open(path))
    assert profile['defaultAction'] == 'SCMP_ACT_ALLOW'
    context = ctypes.c_void_p(seccomp.seccomp_init(SCMP_ACT_ALLOW))
    # The filter is loaded by a process that has no_new_privs or not, as it was told.
    seccomp.seccomp_attr_set(context, 3, 0)
    for rule in profile['syscalls']:
        assert rule['action'] == 'SCMP_ACT_ERRNO'
        comparisons = [Comparison(arg['index'], OPERATORS[arg['op']], arg['value'], 0) for arg in rule.get('args', [])]
        array = (Comparison * max(1, len(comparisons)))(*comparisons)
        for name in rule['names']:
            number = seccomp.seccomp_syscall_resolve_name(name.encode())
            if number < 0:
                continue  # of another architecture, or newer than the library
            action = SCMP_ACT_ERRNO | rule['errnoRet']
            result = seccomp.seccomp_rule_add_array(context, ctypes.c_uint32(action), number, len(comparisons), array)
            assert result in (0, -22, NOT_NATIVE), (name, result)
    assert seccomp.seccomp_load(context) == 0


def main():
    container, program = json.loads(sys.argv[1]), sys.argv[2:]
    call('unshare', 0x20000)
    call('mount', 'none', '/', None, REC | PRIVATE, None)
    for target in container['tmpfs']:
        call('mount', 'tmpfs', target, 'tmpfs', NOSUID | NODEV | NOEXEC, 'mode=1777')
    if container['readOnly']:
        read_only_root(container['tmpfs'])
    if container['noNewPrivileges']:
        call('prctl', PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    # Before the user goes, as engines do, because a filter without no_new_privs takes root.
    load_filter(container['seccomp'])
    for capability in range(41):
        call('prctl', PR_CAPBSET_DROP, capability, 0, 0, 0)
    os.setgroups([])
    os.setresgid(container['uid'], container['uid'], container['uid'])
    os.setresuid(container['uid'], container['uid'], container['uid'])
    os.execvp(program[0], program)


main()
