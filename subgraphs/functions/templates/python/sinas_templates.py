"""Renders templates with Jinja2, in a process of the sandbox that does nothing else and ends afterwards.

The sandbox bounds time, memory and what can be reached. Jinja2's own sandbox keeps a template from reaching Python,
which it could not use to get out either.
"""

from __future__ import annotations

import json
import sys
import traceback
from typing import TYPE_CHECKING, Any

from jinja2 import StrictUndefined, TemplateSyntaxError, nodes
from jinja2.sandbox import SandboxedEnvironment

if TYPE_CHECKING:
    from types import CodeType, TracebackType

MAX_TEXT = 1_000_000
FILE = '<template>'

FROM_OTHERS = {
    nodes.Extends: 'extends',
    nodes.Include: 'include',
    nodes.Import: 'import',
    nodes.FromImport: 'import',
}

# Nothing is escaped: prompts are not HTML.
ENVIRONMENT = SandboxedEnvironment(undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, autoescape=False)


class TooLong(Exception):
    """The text that a template makes is longer than any that is taken."""


def handle(given: dict[str, list[Any]]) -> list[dict[str, Any]]:
    """One answer for each template: `{text}`, or `{error, line}`. One without variables is only checked.

    Variables come as JSON, and are read anew for each template: one may change what it is given.
    """
    return [answer(source, None if which is None else given['variables'][which]) for source, which in given['templates']]


def answer(source: str, variables: str | None) -> dict[str, Any]:
    try:
        code = compile_template(source)
        return {'text': '' if variables is None else render(code, json.loads(variables))}
    except TemplateSyntaxError as error:
        return {'error': error.message or 'bad syntax', 'line': error.lineno}
    except MemoryError:
        return {'error': 'it needs too much memory', 'line': line_of(sys.exc_info()[2])}
    except RecursionError:
        return {'error': 'it is nested too deep, or calls itself for ever', 'line': line_of(sys.exc_info()[2])}
    except Exception as error:
        return {'error': reason(error), 'line': line_of(sys.exc_info()[2])}


def compile_template(source: str) -> CodeType:
    tree = ENVIRONMENT.parse(source)
    for node in tree.find_all(tuple(FROM_OTHERS)):
        tag = FROM_OTHERS[type(node)]
        raise TemplateSyntaxError(f"{{% {tag} %}} can't be used: a template stands alone, there are no others to take from", node.lineno)
    return ENVIRONMENT.compile(tree, filename=FILE)


def render(code: CodeType, variables: dict[str, Any]) -> str:
    template = ENVIRONMENT.template_class.from_code(ENVIRONMENT, code, dict(ENVIRONMENT.globals))
    parts = []
    left = MAX_TEXT
    # A step at a time, so that an endless text ends here.
    for part in template.generate(variables):
        left -= len(part)
        if left < 0:
            raise TooLong(f'its text is longer than {MAX_TEXT} characters')
        parts.append(part)
    return ''.join(parts)


def line_of(trace: TracebackType | None) -> int | None:
    lines = [frame.lineno for frame in traceback.extract_tb(trace) if frame.filename == FILE]
    return lines[-1] if lines else None


def reason(error: Exception) -> str:
    message = str(error)[:1000]
    named = type(error).__module__.startswith('jinja2') or isinstance(error, TooLong)
    return message if named and message else f'{type(error).__name__}: {message}'
