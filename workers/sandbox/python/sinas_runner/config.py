"""What the server says first, and what follows from it before anything else is imported."""

from __future__ import annotations

import importlib
import json
import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .shapes import Config


def read_config() -> Config:
    """The first line of stdin. What follows it is for the zygote."""
    line = b''
    while not line.endswith(b'\n'):
        chunk = os.read(0, 1 << 20)
        if not chunk:
            sys.exit('no configuration')
        line += chunk
    config: Config = json.loads(line)
    return config


def preload(config: Config) -> None:
    """Imports what functions will import. Before the runner, so that what every execution touches of the runner lies close together: a
    fork copies memory by the page."""
    for name in config['preload']:
        importlib.import_module(name)
