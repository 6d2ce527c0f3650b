"""A small JSON Schema check for calls between functions: the keywords below, which are those that function schemas use.

type (also a list), enum, const, properties, required, additionalProperties (false or a schema), items, minItems, maxItems, minLength,
maxLength, pattern, minimum, maximum, exclusiveMinimum, exclusiveMaximum, anyOf. Other keywords are ignored. Entry calls are validated in
full before they get here."""

from __future__ import annotations

import operator
import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from .shapes import Json

_TYPES: dict[str, Callable[[Json], bool]] = {
    'object': lambda value: isinstance(value, dict),
    'array': lambda value: isinstance(value, list),
    'string': lambda value: isinstance(value, str),
    'boolean': lambda value: isinstance(value, bool),
    'null': lambda value: value is None,
    'integer': lambda value: not isinstance(value, bool) and (isinstance(value, int) or (isinstance(value, float) and value.is_integer())),
    'number': lambda value: not isinstance(value, bool) and isinstance(value, (int, float)),
}

#: Keyword, whether a value keeps to it, and its words.
_BOUNDS: tuple[tuple[str, Callable[[Json, Json], bool], str], ...] = (
    ('minimum', operator.ge, 'at least'),
    ('maximum', operator.le, 'at most'),
    ('exclusiveMinimum', operator.gt, 'more than'),
    ('exclusiveMaximum', operator.lt, 'less than'),
)


def problem(value: Json, schema: Json, path: str = 'value') -> str | None:
    """What is wrong with the value, as a sentence; None when it is valid."""
    if not isinstance(schema, dict):
        return f'{path} is not allowed' if schema is False else None
    for check in (_type, _choice, _number, _string, _array, _object):
        found = check(value, schema, path)
        if found:
            return found
    return None


def _type(value: Json, schema: Json, path: str) -> str | None:
    wanted = schema.get('type')
    names = [wanted] if isinstance(wanted, str) else wanted or []
    if names and not any(_TYPES.get(name, lambda _: True)(value) for name in names):
        return f'{path} must be {" or ".join(names)}'
    return None


def _choice(value: Json, schema: Json, path: str) -> str | None:
    if 'enum' in schema and value not in schema['enum']:
        return f'{path} must be one of {schema["enum"]}'
    if 'const' in schema and value != schema['const']:
        return f'{path} must be {schema["const"]!r}'
    if 'anyOf' in schema and all(problem(value, each, path) for each in schema['anyOf']):
        return f'{path} matches none of the alternatives'
    return None


def _number(value: Json, schema: Json, path: str) -> str | None:
    if not _TYPES['number'](value):
        return None
    for keyword, holds, words in _BOUNDS:
        if keyword in schema and not holds(value, schema[keyword]):
            return f'{path} must be {words} {schema[keyword]}'
    return None


def _string(value: Json, schema: Json, path: str) -> str | None:
    if not isinstance(value, str):
        return None
    if len(value) < schema.get('minLength', 0):
        return f'{path} must have at least {schema["minLength"]} characters'
    if len(value) > schema.get('maxLength', len(value)):
        return f'{path} must have at most {schema["maxLength"]} characters'
    if 'pattern' in schema and not re.search(schema['pattern'], value):
        return f'{path} must match {schema["pattern"]}'
    return None


def _array(value: Json, schema: Json, path: str) -> str | None:
    if not isinstance(value, list):
        return None
    if len(value) < schema.get('minItems', 0):
        return f'{path} must have at least {schema["minItems"]} items'
    if len(value) > schema.get('maxItems', len(value)):
        return f'{path} must have at most {schema["maxItems"]} items'
    items = schema.get('items', True)
    return next((found for index, each in enumerate(value) if (found := problem(each, items, f'{path}[{index}]'))), None)


def _object(value: Json, schema: Json, path: str) -> str | None:
    if not isinstance(value, dict):
        return None
    missing = next((name for name in schema.get('required', []) if name not in value), None)
    if missing is not None:
        return f'{path}.{missing} is required'
    properties, other = schema.get('properties', {}), schema.get('additionalProperties', True)
    return next((found for name, each in value.items() if (found := problem(each, properties.get(name, other), f'{path}.{name}'))), None)
