"""System call numbers of the two architectures that we know: name, x86_64, aarch64 (`-`: it does not exist there)."""

import os

_TABLE = """
read 0 63 | write 1 64 | open 2 - | close 3 57 | stat 4 - | fstat 5 80 | lstat 6 - | poll 7 - | lseek 8 62 | mmap 9 222
mprotect 10 226 | munmap 11 215 | brk 12 214 | pread64 17 67 | pwrite64 18 68 | readv 19 65 | writev 20 66 | preadv 295 69
pwritev 296 70 | preadv2 327 286 | pwritev2 328 287 | access 21 - | pipe 22 - | pipe2 293 59 | select 23 - | mremap 25 216
msync 26 227 | mincore 27 232 | madvise 28 233 | dup 32 23 | dup2 33 - | dup3 292 24 | fcntl 72 25 | flock 73 32 | fsync 74 82
fdatasync 75 83 | truncate 76 45 | ftruncate 77 46 | getdents 78 - | getdents64 217 61 | getcwd 79 17 | chdir 80 49 | fchdir 81 50
rename 82 - | renameat 264 38 | renameat2 316 276 | mkdir 83 - | mkdirat 258 34 | rmdir 84 - | creat 85 - | link 86 - | linkat 265 37
unlink 87 - | unlinkat 263 35 | symlink 88 - | symlinkat 266 36 | readlink 89 - | readlinkat 267 78 | chmod 90 - | fchmod 91 52
fchmodat 268 53 | umask 95 166 | utime 132 - | utimes 235 - | utimensat 280 88 | statfs 137 43 | fstatfs 138 44 | statx 332 291
openat 257 56 | openat2 437 437 | newfstatat 262 79 | faccessat 269 48 | faccessat2 439 439 | fallocate 285 47 | fadvise64 221 223
readahead 187 213 | getxattr 191 8 | lgetxattr 192 9 | fgetxattr 193 10 | listxattr 194 11 | sendfile 40 71 | splice 275 76 | tee 276 77
copy_file_range 326 285 | sync_file_range 277 84 | close_range 436 436 | pause 34 - | nanosleep 35 101 | clock_nanosleep 230 115
getitimer 36 102 | setitimer 38 103 | alarm 37 - | pselect6 270 72 | ppoll 271 73 | epoll_create 213 - | epoll_create1 291 20
epoll_ctl 233 21 | epoll_wait 232 - | epoll_pwait 281 22 | epoll_pwait2 441 441 | eventfd 284 - | eventfd2 290 19
timerfd_create 283 85 | timerfd_settime 286 86 | timerfd_gettime 287 87 | signalfd 282 - | signalfd4 289 74 | inotify_init1 294 26
inotify_add_watch 254 27 | inotify_rm_watch 255 28 | futex 202 98 | futex_waitv 449 449 | sched_yield 24 124 | sched_getaffinity 204 123
sched_getparam 143 121 | sched_getscheduler 145 120 | sched_get_priority_max 146 125 | sched_get_priority_min 147 126 | getcpu 309 168
membarrier 324 283 | rseq 334 293 | set_robust_list 273 99 | get_robust_list 274 100 | set_tid_address 218 96 | restart_syscall 219 128
arch_prctl 158 - | gettid 186 178 | exit 60 93 | exit_group 231 94 | rt_sigaction 13 134 | rt_sigprocmask 14 135 | rt_sigreturn 15 139
rt_sigpending 127 136 | rt_sigtimedwait 128 137 | rt_sigsuspend 130 133 | sigaltstack 131 132 | wait4 61 260 | waitid 247 95
getpid 39 172 | getppid 110 173 | getpgrp 111 - | getpgid 121 155 | getsid 124 156 | getuid 102 174 | getgid 104 176 | geteuid 107 175
getegid 108 177 | getgroups 115 158 | getresuid 118 148 | getresgid 120 150 | uname 63 160 | getrlimit 97 163 | getrusage 98 165
sysinfo 99 179 | times 100 153 | time 201 - | gettimeofday 96 169 | clock_gettime 228 113 | clock_getres 229 114 | getrandom 318 278
getpeername 52 205 | getsockname 51 204 | getsockopt 55 209 | setsockopt 54 208 | recvfrom 45 207 | recvmsg 47 212 | recvmmsg 299 243
shutdown 48 210 | accept 43 202 | accept4 288 242 | clone 56 220 | clone3 435 435 | kill 62 129 | tgkill 234 131 | prlimit64 302 261
prctl 157 167 | ioctl 16 29 | socket 41 198 | socketpair 53 199 | connect 42 203 | sendto 44 206 | sendmsg 46 211 | sendmmsg 307 269
capset 126 91 | chroot 161 51 | pivot_root 155 41 | seccomp 317 277 | landlock_create_ruleset 444 444 | landlock_add_rule 445 445
landlock_restrict_self 446 446 | pidfd_open 434 434 | pidfd_getfd 438 438 | process_madvise 440 440
"""

_COLUMN = {'x86_64': 1, 'aarch64': 2}.get(os.uname().machine, 0)
_ROWS = [cell.split() for line in _TABLE.split('\n') for cell in line.split('|') if cell.strip()]

#: Name -> number on this machine; empty where the architecture is not known.
NUMBERS = {row[0]: int(row[_COLUMN]) for row in _ROWS if row[_COLUMN] != '-'} if _COLUMN else {}

#: What seccomp calls this architecture (None: unknown).
AUDIT_ARCH = {'x86_64': 0xC000003E, 'aarch64': 0xC00000B7}.get(os.uname().machine)

#: Newer than our table: answered with ENOSYS, so that a C library falls back to what it did before.
FIRST_UNKNOWN = 450
