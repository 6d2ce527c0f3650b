from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import cache
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints


def decode(shape: Any, value: Any) -> Any:
    """Read an answer's JSON as what it should be. Fields that this version does not know are left out."""
    if value is None or shape is Any:
        return value
    origin = get_origin(shape)
    if origin is list:
        (item,) = get_args(shape)
        return [decode(item, one) for one in value]
    if origin in (Union, UnionType):
        return decode(next(one for one in get_args(shape) if one is not type(None)), value)
    if shape is datetime:
        return datetime.fromisoformat(value)
    if isinstance(shape, type) and dataclasses.is_dataclass(shape):
        return shape(**{name: decode(hint, value.get(name)) for name, hint in _hints(shape).items()})
    return value


@cache
def _hints(shape: type) -> dict[str, Any]:
    return get_type_hints(shape)


def encode(value: Any) -> Any:
    """Write what the `json` module doesn't know: `json.dumps(..., default=encode)`."""
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} is no JSON")


def query_items(query: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Write a query: a list is its items under one name, None is absent."""
    for name, value in query.items():
        for item in value if isinstance(value, (list, tuple)) else [value]:
            if item is not None:
                yield name, _text(item)


def _text(item: Any) -> str:
    if isinstance(item, bool):
        return "true" if item else "false"
    return item.isoformat() if isinstance(item, datetime) else str(item)
