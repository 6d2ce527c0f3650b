# Written by scripts/unasync.py. Do not edit.
