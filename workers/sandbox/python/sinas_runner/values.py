"""From Python values to JSON: whole for results, cut short for steps."""

from __future__ import annotations

import json
import math

from .failure import SandboxError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .shapes import Json

_LONGEST_TEXT, _MOST_ITEMS, _DEEPEST = 500, 20, 4


def to_json(value: Any) -> str:
    """JSON text of any value: what JSON cannot hold becomes str(value), as do NaN and infinities."""
    try:
        return json.dumps(value, default=str, ensure_ascii=False, allow_nan=False, separators=(',', ':'))
    except (TypeError, ValueError, RecursionError):
        return json.dumps(_plain(value, ()), default=str, ensure_ascii=False, separators=(',', ':'))


def to_bytes(value: Any, limit: int) -> bytes:
    """The same as UTF-8. @raises SandboxError when it is longer than the limit"""
    text = to_json(value)
    data = text.encode('utf-8', 'replace') if len(text) <= limit else b''
    size = len(data) or len(text)
    if size > limit:
        raise SandboxError('output-too-large', f'the result has at least {size} bytes; at most {limit} can be returned')
    return data


def copied(value: Any) -> Json:
    """What the value is after a journey through JSON: a function called by another gets no reference into its caller."""
    return json.loads(to_json(value))


def _plain(value: Any, parents: tuple[int, ...]) -> Json:
    if id(value) in parents or len(parents) > 200:
        return '...'
    inside = (*parents, id(value))
    if isinstance(value, dict):
        return {key if isinstance(key, (str, int)) or key is None else str(key): _plain(each, inside) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(each, inside) for each in value]
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    return value if isinstance(value, (str, int, float)) or value is None else str(value)


def shortened(value: Any, depth: int = 0) -> Json:
    """A JSON value of bounded size that shows what `value` is."""
    if value is None or isinstance(value, (bool, int)):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else str(value)
    if isinstance(value, str):
        return value if len(value) <= _LONGEST_TEXT else value[:_LONGEST_TEXT] + '...'
    if depth < _DEEPEST and isinstance(value, dict):
        return {str(key)[:100]: shortened(value[key], depth + 1) for key, _ in zip(value, range(_MOST_ITEMS))}
    if depth < _DEEPEST and isinstance(value, (list, tuple)):
        return [shortened(each, depth + 1) for each in value[:_MOST_ITEMS]]
    return _described(value)


def _described(value: Any) -> str:
    try:
        text = repr(value) if not hasattr(value, '__len__') or len(value) <= 1000 else f'<{type(value).__name__} of {len(value)} items>'
    except Exception as error:
        text = f'<{type(value).__name__}: repr failed with {type(error).__name__}>'
    return text if len(text) <= _LONGEST_TEXT else text[:_LONGEST_TEXT] + '...'
