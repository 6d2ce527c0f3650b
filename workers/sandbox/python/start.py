"""Starts the outer process of a sandbox: `python -I start.py`, with its configuration as the first line of stdin (PROTOCOL.md)."""

import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from sinas_runner.config import preload, read_config

config = read_config()
preload(config)

from sinas_runner.outer import main

main(config)
