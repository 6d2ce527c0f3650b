"""The least that an execution could cost: a process with all that the sandbox's zygote has in memory forks, again and again, a child that
does nothing but exit. First argument: the folder of the sandbox's Python; second: the modules to preload, with `,` between them; third: how
often. Prints the milliseconds of each, as JSON."""

import gc
import importlib
import json
import os
import sys
import time

folder, modules, rounds = sys.argv[1:]
for name in modules.split(','):
    importlib.import_module(name)
sys.path.insert(0, folder)

from sinas_runner.linux import plain_fork
from sinas_runner.rehearsal import rehearse
from sinas_runner.zygote import Zygote  # noqa: F401 what it imports is in memory

rehearse({'logBytes': 1 << 16, 'outputBytes': 1 << 16})
gc.collect()
gc.disable()
gc.freeze()

times = []
for _ in range(int(rounds)):
    start = time.perf_counter()
    pid = plain_fork()
    if pid == 0:
        os._exit(0)
    os.waitpid(pid, 0)
    times.append((time.perf_counter() - start) * 1000)
print(json.dumps(times))
