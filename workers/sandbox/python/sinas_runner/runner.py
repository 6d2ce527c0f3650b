"""One execution, inside its spare: read the request, run the function, answer, exit."""

from __future__ import annotations

import base64
import builtins
import gc
import itertools
import json
import os
import random
import resource
import struct
import sys

from . import logs, sinas_module
from .channel import ERROR, MODULES, RESULT, STARTED, Channel
from .compiler import analyse, syntax_error
from .failure import describe
from .functions import Library, filename
from .steps import Tracker
from .values import to_bytes

TYPE_CHECKING = False
if TYPE_CHECKING:
    import socket
    from typing import NoReturn

    from .shapes import Config, Json, Request

_MOST_MODULES = 50
#: What lies between the start of the process and the user's code, and what tracking needs on top of it.
_OWN_FRAMES = 100


sys.meta_path.append(sinas_module.Finder)


class Execution:
    """What a spare hands over: the connection and the size of the request on it, the microseconds of CPU that went into getting ready,
    and the descriptor from which raw output is read."""

    def __init__(self, connection: socket.socket, body_size: int, cpu_before: int, raw_output: int) -> None:
        self.connection, self.body_size, self.cpu_before, self.raw_output = connection, body_size, cpu_before, raw_output


def run(execution: Execution, config: Config) -> NoReturn:
    """Serves the request. Never returns."""
    serve(execution, config)
    os._exit(0)


def serve(execution: Execution, config: Config) -> None:
    """Reads the request, runs it, answers."""
    channel = Channel(execution.connection)
    channel.send(STARTED)
    request = channel.read_request(execution.body_size)
    if request['mode'] == 'compile':
        # Without the garbage collector: a tree has no cycles, and large ones take three times as long with it.
        channel.send(RESULT, _usage(execution.cpu_before) + to_bytes(_compile(request), config['outputBytes']))
    else:
        _execute(execution, channel, request, config)


def _compile(request: Request) -> Json:
    """The marshalled code and its free names, or where it is wrong. It is never run here: what this process says can be trusted."""
    source = request['functions'][0]
    try:
        compiled, names = analyse(source['code'], filename(source))
        return {'compiled': base64.b64encode(compiled).decode(), **names}
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        return {'error': syntax_error(error)}


def _execute(execution: Execution, channel: Channel, request: Request, config: Config) -> None:
    gc.enable()
    logs.redirect(channel, config['logBytes'])
    tracker = Tracker(channel)
    # A tracked call takes two frames: without this, code that recurses 600 deep would fail here and nowhere else.
    sys.setrecursionlimit(2 * sys.getrecursionlimit() + _OWN_FRAMES)
    modules_before = len(sys.modules)

    def ask(prompt: str, schema: Json) -> Json:
        logs.flush()
        tracker.flush()
        return channel.ask(prompt, schema)

    builtins.input = lambda prompt='': _as_text(ask(str(prompt), None))
    sinas_module.begin(request['context'], request['secrets'])
    library = Library(request['functions'], request['context'], tracker, ask)
    entry = request['entry']
    try:
        output = to_bytes(library.run(entry['namespace'], entry['name'], request['input']), config['outputBytes'])
        frame = RESULT
    except BaseException as error:
        _make_headroom()
        output = json.dumps(describe(error, library.filenames)).encode()
        frame = ERROR
    logs.finish(channel, execution.raw_output)
    tracker.flush()
    imported = _imported_since(modules_before, library.modules)
    if imported:
        channel.send_json(MODULES, imported)
    channel.send(frame, _usage(execution.cpu_before) + output)


def _imported_since(count: int, own: set[str]) -> list[str]:
    """Modules that came in after the first `count`, each without those that came with it: of numpy and numpy.linalg only numpy."""
    # From the end: to go through all of them would touch the memory of each.
    added = set(itertools.islice(reversed(sys.modules), len(sys.modules) - count)) - own
    return sorted(name for name in added if name.rpartition('.')[0] not in added)[:_MOST_MODULES]


def _usage(cpu_before: int) -> bytes:
    """What the execution has used, by its own account: microseconds of CPU, peak memory in KB."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    peak = usage.ru_maxrss if sys.platform == 'linux' else usage.ru_maxrss >> 10
    return struct.pack('<QQ', max(0, int((usage.ru_utime + usage.ru_stime) * 1e6) - cpu_before), peak)


def _as_text(answer: Json) -> str:
    """The value of input() is text: of a bare scalar, of {value: x}, or the JSON of anything else."""
    if isinstance(answer, dict) and set(answer) == {'value'}:
        answer = answer['value']
    return answer if isinstance(answer, str) else json.dumps(answer)


def _make_headroom() -> None:
    """A function that ran out of memory left none to say so."""
    for kind in (resource.RLIMIT_DATA, resource.RLIMIT_AS):
        _, hard = resource.getrlimit(kind)
        resource.setrlimit(kind, (hard, hard))


def reseed() -> None:
    """Every fork inherits the zygote's random state; no two executions may share it. Called as soon as there is a process, while no
    execution waits for it."""
    random.seed()
    numpy_random = sys.modules.get('numpy.random')
    if numpy_random:
        numpy_random.seed()
