"""The functions of an execution: loaded when first called, each in a module of its own, and callable from one another."""

from __future__ import annotations

import asyncio
import contextvars
import importlib
import inspect
import linecache
import marshal
import sys
import types

from .compiler import TRACK, compile_function
from .failure import SandboxError
from .names import PRESETS
from .schema import problem
from .values import copied

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Awaitable, Callable, Generator
    from typing import Any, TypeAlias

    from .shapes import Function, Json, Link, Source
    from .steps import Step, Tracker

    Ask: TypeAlias = Callable[[str, Json], Json]

_DEEPEST = 32
_PRESETS = {name: importlib.import_module(name) for name in PRESETS}
_depth = contextvars.ContextVar('function_depth', default=0)


class PlatformFunction:
    """Another function of the platform, as the user's code sees it: `name({...})`, or `name(key=value)`."""

    def __init__(self, library: Library, source: Source) -> None:
        self._library, self._source = library, source
        self.__name__ = source['name']

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self._library.call(self._source, args[0] if args else kwargs)

    def __repr__(self) -> str:
        return f'<function {self._source["namespace"]}.{self._source["name"]} of the platform>'


class FunctionUnavailable(Exception):
    """What code calls by this name is gone, or may not be called in this run."""


class UnavailableFunction:
    """In the place of a function that can't be called: says why when it is."""

    def __init__(self, name: str, fault: str) -> None:
        self.__name__, self._fault = name, fault

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        raise FunctionUnavailable(self._fault)


class Namespace(types.SimpleNamespace):
    """The functions of a namespace that code was saved with: `namespace.name({...})`."""

    def __init__(self, name: str) -> None:
        self.__name__ = name

    def __getattr__(self, name: str) -> Any:
        if name.startswith('__'):
            raise AttributeError(name)
        raise AttributeError(
            f'{self.__name__}.{name} is none of the functions that this code was saved with: save it again to call one that was made since'
        )


class Library:
    """`sources`: the request's functions. `ask(prompt, schema)` pauses the execution."""

    def __init__(self, sources: list[Source], context: Json, tracker: Tracker, ask: Ask) -> None:
        self._sources = {(source['namespace'], source['name']): source for source in sources}
        self._context, self._tracker, self._ask = context, tracker, ask
        self._entries: dict[tuple[str, str], Function] = {}
        self.filenames = {filename(source) for source in sources}
        self.modules = {module_name(source) for source in sources}

    def run(self, namespace: str, name: str, value: Json) -> Any:
        """The entry call: validated by the server already, and no step, for it is the execution itself."""
        return self._settle(self._invoke(self._sources[namespace, name], value))

    def call(self, source: Source, value: Any) -> Any:
        """A call from the user's code. Inside a running event loop an async function gives something to await."""
        value = copied(value)
        title = module_name(source)
        self._check(value, source['inputSchema'], f'{title}: input', 'invalid-input')
        depth = _depth.get()
        if depth >= _DEEPEST:
            raise SandboxError('exception', f'{title}: calls between functions are nested deeper than {_DEEPEST}')
        step = self._tracker.begin('function', title, {'input': value})
        token = _depth.set(depth + 1)
        try:
            result = self._invoke(source, value)
            if inspect.isawaitable(result) and _loop_is_running():
                return self._finish_later(source, step, result)
            result = self._finished(source, self._settle(result))
        except BaseException as error:
            self._tracker.end(step, error=error)
            raise
        finally:
            _depth.reset(token)
        self._tracker.end(step, result)
        return result

    async def _finish_later(self, source: Source, step: Step | None, awaitable: Awaitable[Any]) -> Any:
        try:
            result = self._finished(source, await awaitable)
        except BaseException as error:
            self._tracker.end(step, error=error)
            raise
        self._tracker.end(step, result)
        return result

    def _finished(self, source: Source, result: Any) -> Json:
        result = copied(result)
        self._check(result, source['outputSchema'], f'{module_name(source)}: output', 'invalid-output')
        return result

    @staticmethod
    def _check(value: Json, schema: Json, path: str, reason: str) -> None:
        found = problem(value, schema or {}, path)
        if found:
            raise SandboxError(reason, found)

    def _invoke(self, source: Source, value: Json) -> Any:
        function = self._entry(source)
        return function(*(value, self._context)[: _positional(function)])

    def _settle(self, result: Any) -> Any:
        """Awaits coroutines and drives generators, whose every yield is a question."""
        if inspect.isawaitable(result):
            return asyncio.run(_awaited(result))
        if inspect.isgenerator(result):
            return self._drive(result)
        if inspect.isasyncgen(result):
            return asyncio.run(self._drive_async(result))
        return result

    def _drive(self, generator: Generator[Any, Any, Any]) -> Any:
        answer = None
        while True:
            try:
                question = generator.send(answer)
            except StopIteration as end:
                return end.value
            answer = self._ask(*_question(question))

    async def _drive_async(self, generator: AsyncGenerator[Any, Any]) -> None:
        answer = None
        while True:
            try:
                question = await generator.asend(answer)
            except StopAsyncIteration:
                return
            answer = self._ask(*_question(question))

    # loading

    def _entry(self, source: Source) -> Function:
        key = source['namespace'], source['name']
        if key not in self._entries:
            self._entries[key] = self._find_entry(source, self._load(source))
        return self._entries[key]

    @staticmethod
    def _find_entry(source: Source, module: types.ModuleType) -> Function:
        names = entry_names(source)
        own = (vars(module).get(name) for name in names)
        found: Function | None = next(
            (each for each in own if callable(each) and not isinstance(each, (PlatformFunction, UnavailableFunction))), None
        )
        if found is None:
            raise SandboxError('no-handler', f'the code defines no function {" or ".join(map(repr, names))}')
        return found

    def _load(self, source: Source) -> types.ModuleType:
        name = module_name(source)
        module = types.ModuleType(name)
        file = module.__file__ = filename(source)
        linecache.cache[file] = (len(source['code']), None, source['code'].splitlines(True), file)
        module.__dict__.update(self._globals(source['links']))
        module.__dict__[TRACK] = self._tracker.tracked(entry_names(source))
        sys.modules[name] = module
        code = marshal.loads(source['compiled']) if source['compiled'] else compile_function(source['code'], file)
        exec(code, module.__dict__)
        return module

    def _globals(self, links: list[Link]) -> dict[str, Any]:
        """What code finds without importing: the functions that it was saved with, as it spells them, and three modules."""
        found: dict[str, Any] = {}
        for link in links:
            namespace, _, name = link['as'].rpartition('.')
            if namespace:
                setattr(found.setdefault(namespace, Namespace(namespace)), name, self._callable(name, link))
            else:
                found[name] = self._callable(name, link)
        return {**found, **_PRESETS}

    def _callable(self, name: str, link: Link) -> PlatformFunction | UnavailableFunction:
        if 'fault' in link:
            return UnavailableFunction(name, link['fault'])
        return PlatformFunction(self, self._sources[link['namespace'], link['name']])


def filename(source: Source) -> str:
    return f'{source["namespace"]}/{source["name"]}.py'


def module_name(source: Source) -> str:
    return f'{source["namespace"]}.{source["name"]}'


def identifier(name: str) -> str:
    """A function's or namespace's name as Python can spell it."""
    return name.replace('-', '_')


def entry_names(source: Source) -> tuple[str, str]:
    return 'handler', identifier(source['name'])


def _positional(function: Function) -> int:
    """How many positional arguments (0, 1 or 2 matter) the function takes."""
    if inspect.isfunction(function) and not hasattr(function, '__wrapped__'):
        code = function.__code__
        return 2 if code.co_flags & inspect.CO_VARARGS else min(2, code.co_argcount)
    parameters = inspect.signature(function).parameters.values()
    if any(parameter.kind is parameter.VAR_POSITIONAL for parameter in parameters):
        return 2
    return min(2, sum(parameter.kind in (parameter.POSITIONAL_ONLY, parameter.POSITIONAL_OR_KEYWORD) for parameter in parameters))


def _question(value: Any) -> tuple[str, Json]:
    """(prompt, schema) of what a generator yielded: {prompt, schema?}, or anything that can be shown as text."""
    if isinstance(value, dict) and 'prompt' in value:
        return str(value['prompt']), copied(value.get('schema'))
    return str(value), None


async def _awaited(awaitable: Awaitable[Any]) -> Any:
    return await awaitable


def _loop_is_running() -> bool:
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True
