"""The matchers of sdks/scenarios/README.md."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import reduce
from typing import Any

NAMES = {
    bool: "boolean",
    int: "number",
    float: "number",
    str: "string",
    list: "array",
    dict: "object",
    type(None): "null",
}


def mismatch(actual: Any, expected: Any, where: str = "$") -> str | None:
    """Return what keeps `actual` from being what is expected, or None."""
    shown = f"{where}: {json.dumps(actual)[:600]} is not {json.dumps(expected)}"
    if isinstance(expected, list):
        if not isinstance(actual, list) or len(actual) != len(expected):
            return shown
        return _first(mismatch(a, e, f"{where}.{i}") for i, (a, e) in enumerate(zip(actual, expected, strict=True)))
    if not isinstance(expected, dict):
        return None if actual == expected and NAMES[type(actual)] == NAMES[type(expected)] else shown
    for key, argument in expected.items():
        if key.startswith("$"):
            return None if MATCHERS[key](actual, argument) else shown
    if not isinstance(actual, dict):
        return shown
    return _first(mismatch(actual.get(name), value, f"{where}.{name}") for name, value in expected.items())


def at(value: Any, path: str) -> Any:
    """Return the value at a path such as `items.0.id`."""
    return reduce(_inner, path.split("."), value)


def _inner(value: Any, part: str) -> Any:
    if isinstance(value, list):
        return value[int(part)]
    return value.get(part) if isinstance(value, dict) else None


def _first(faults: Any) -> str | None:
    return next((fault for fault in faults if fault is not None), None)


def _includes(actual: Any, expected: list[Any]) -> bool:
    rest = iter(expected)
    wanted = next(rest, None)
    for item in actual:
        if wanted is not None and mismatch(item, wanted) is None:
            wanted = next(rest, None)
    return wanted is None


def _unique(actual: Any, paths: list[str]) -> bool:
    return len({json.dumps([at(item, path) for path in paths]) for item in actual}) == len(actual)


def _text(actual: Any) -> str:
    return "".join(item["data"].get("content") or "" for item in actual if item["event"] == "message")


MATCHERS: dict[str, Callable[[Any, Any], bool]] = {
    "$type": lambda actual, name: NAMES[type(actual)] == name,
    "$matches": lambda actual, pattern: isinstance(actual, str) and re.search(pattern, actual) is not None,
    "$min": lambda actual, least: isinstance(actual, int | float) and actual >= least,
    "$length": lambda actual, length: isinstance(actual, list) and len(actual) == length,
    "$min_length": lambda actual, length: isinstance(actual, list) and len(actual) >= length,
    "$includes": lambda actual, expected: isinstance(actual, list) and _includes(actual, expected),
    "$unique": lambda actual, paths: isinstance(actual, list) and _unique(actual, paths),
    "$text": lambda actual, text: isinstance(actual, list) and _text(actual) == text,
}
