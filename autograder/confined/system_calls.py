"""A filter of system calls (seccomp): what no exercise needs and what reaches past the bounds on files.

Landlock keeps files, signals and abstract sockets. It says nothing of other calls by which a process may change its
neighbours of the same user (their limits, priority and processors), leave data behind that outlives it (System V
memory, keys), hold memory that nobody counts, or gain rights by a namespace of its own. This filter does, whichever
confinement the worker was started in. It is set once, in the worker, and inherited with every fork.
"""

from __future__ import annotations

import ctypes
import platform
import struct
import sys
from collections.abc import Iterator

# Each call's number on x86-64 and on 64-bit ARM, from the kernel's unistd.h: they never change.
_REFUSED = {
    # other processes, and this one as others see it
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "process_madvise": (440, 440),
    "process_mrelease": (448, 448),
    "pidfd_getfd": (438, 438),
    "kcmp": (312, 272),
    "move_pages": (279, 239),
    "migrate_pages": (256, 238),
    "setpriority": (141, 140),
    "ioprio_set": (251, 30),
    "perf_event_open": (298, 241),
    "userfaultfd": (323, 282),
    # what outlives the process, or is counted nowhere
    "shmget": (29, 194),
    "shmat": (30, 196),
    "shmctl": (31, 195),
    "semget": (64, 190),
    "semctl": (66, 191),
    "semop": (65, 193),
    "semtimedop": (220, 192),
    "msgget": (68, 186),
    "msgctl": (71, 187),
    "msgsnd": (69, 189),
    "msgrcv": (70, 188),
    "mq_open": (240, 180),
    "mq_unlink": (241, 181),
    "add_key": (248, 217),
    "request_key": (249, 218),
    "keyctl": (250, 219),
    "memfd_create": (319, 279),
    "memfd_secret": (447, 447),
    # ways around this filter and around the bounds on files
    "io_uring_setup": (425, 425),
    "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427),
    "bpf": (321, 280),
    "unshare": (272, 97),
    "setns": (308, 268),
    "name_to_handle_at": (303, 264),
    "open_by_handle_at": (304, 265),
    "chroot": (161, 51),
    "pivot_root": (155, 41),
    "mount": (165, 40),
    "umount2": (166, 39),
    "mount_setattr": (442, 442),
    "move_mount": (429, 429),
    "open_tree": (428, 428),
    "fsopen": (430, 430),
    "fsconfig": (431, 431),
    "fsmount": (432, 432),
    "fspick": (433, 433),
    "fanotify_init": (300, 262),
    "quotactl": (179, 60),
    "quotactl_fd": (443, 443),
    # the machine as a whole
    "settimeofday": (164, 170),
    "clock_settime": (227, 112),
    "clock_adjtime": (305, 266),
    "adjtimex": (159, 171),
    "sethostname": (170, 161),
    "setdomainname": (171, 162),
    "reboot": (169, 142),
    "swapon": (167, 224),
    "swapoff": (168, 225),
    "init_module": (175, 105),
    "finit_module": (313, 273),
    "delete_module": (176, 106),
    "kexec_load": (246, 104),
    "kexec_file_load": (320, 294),
    "acct": (163, 89),
    "syslog": (103, 116),
    "vhangup": (153, 58),
}
# Calls whose first argument names a process: allowed on oneself, which is 0.
_ON_ONESELF_ONLY = {
    "prlimit64": (302, 261),
    "sched_setaffinity": (203, 122),
    "sched_setparam": (142, 118),
    "sched_setscheduler": (144, 119),
    "sched_setattr": (314, 274),
}
_CLONE, _CLONE3, _SOCKET, _PRCTL = (56, 220), (435, 435), (41, 198), (157, 167)
_NEW_NAMESPACES = 0x7E020000
_AF_UNIX = 1
_PR_SET_DUMPABLE = 4
_ARCHITECTURES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7), "arm64": (1, 0xC00000B7)}
_X32_CALLS = 0x40000000

# Instructions of the classic Berkeley packet filter, and where its data hold call, architecture, first argument.
_LOAD, _RETURN, _JUMP_EQUAL, _JUMP_AT_LEAST, _JUMP_BITS = 0x20, 0x06, 0x15, 0x35, 0x45
_NUMBER, _ARCHITECTURE, _FIRST_ARGUMENT = 0, 4, 16
_ALLOW, _EPERM, _ENOSYS = 0x7FFF0000, 0x00050001, 0x00050026
_PR_SET_NO_NEW_PRIVS, _PR_SET_SECCOMP, _FILTER_MODE = 38, 22, 2


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p))


def filter_system_calls() -> bool:
    """Refuse, from now on and in every child, the calls listed above; say whether this system can.

    A refused call fails with EPERM, so that Python raises `PermissionError`.
    """
    if sys.platform != "linux" or platform.machine() not in _ARCHITECTURES:
        return False
    instructions = list(_instructions(*_ARCHITECTURES[platform.machine()]))
    program = _Program(len(instructions), b"".join(instructions))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        return False
    return bool(libc.prctl(_PR_SET_SECCOMP, _FILTER_MODE, ctypes.byref(program), 0, 0) == 0)


def _instructions(column: int, architecture: int) -> Iterator[bytes]:
    yield _step(_LOAD, _ARCHITECTURE)
    yield _step(_JUMP_EQUAL, architecture, when=1)
    yield _step(_RETURN, _EPERM)  # calls of another architecture have other numbers
    yield _step(_LOAD, _NUMBER)
    if column == 0:
        yield _step(_JUMP_AT_LEAST, _X32_CALLS, otherwise=1)
        yield _step(_RETURN, _EPERM)
    for numbers in _REFUSED.values():
        yield _step(_JUMP_EQUAL, numbers[column], otherwise=1)
        yield _step(_RETURN, _EPERM)
    # The flags of clone3 lie in memory, where a filter cannot look: without it the C library falls back on clone.
    yield _step(_JUMP_EQUAL, _CLONE3[column], otherwise=1)
    yield _step(_RETURN, _ENOSYS)
    yield from _by_first_argument(_CLONE[column], _JUMP_BITS, _NEW_NAMESPACES, when_so=_EPERM, else_=_ALLOW)
    yield from _by_first_argument(_SOCKET[column], _JUMP_EQUAL, _AF_UNIX, when_so=_ALLOW, else_=_EPERM)
    # A process that is not dumpable hides its open files from the host, which counts them.
    yield from _by_first_argument(_PRCTL[column], _JUMP_EQUAL, _PR_SET_DUMPABLE, when_so=_EPERM, else_=_ALLOW)
    for numbers in _ON_ONESELF_ONLY.values():
        yield from _by_first_argument(numbers[column], _JUMP_EQUAL, 0, when_so=_ALLOW, else_=_EPERM)
    yield _step(_RETURN, _ALLOW)


def _by_first_argument(number: int, test: int, value: int, when_so: int, else_: int) -> Iterator[bytes]:
    yield _step(_JUMP_EQUAL, number, otherwise=4)
    yield _step(_LOAD, _FIRST_ARGUMENT)
    yield _step(test, value, otherwise=1)
    yield _step(_RETURN, when_so)
    yield _step(_RETURN, else_)


def _step(code: int, operand: int, when: int = 0, otherwise: int = 0) -> bytes:
    return struct.pack("=HBBI", code, when, otherwise, operand)
