"""The steps of an execution: calls of platform functions and of the function's own `def`s, as a tree, always capped."""

from __future__ import annotations

import contextvars
import functools
import inspect
import json
import time

from .channel import STEP
from .failure import message_of
from .values import shortened

TYPE_CHECKING = False
if TYPE_CHECKING:
    import types
    from collections.abc import Callable
    from typing import Any

    from .channel import Channel
    from .shapes import Function, Json

_MOST_STEPS = 1000
_MOST_BYTES = 256 << 10
_FLUSH_BYTES, _FLUSH_SECONDS = 8 << 10, 0.05

_current: contextvars.ContextVar[int | None] = contextvars.ContextVar('current_step', default=None)
_UNTRACKED = inspect.CO_GENERATOR | inspect.CO_ASYNC_GENERATOR


class Step:
    __slots__ = ('arguments', 'clock', 'id', 'kind', 'name', 'parent', 'started_at', 'token')

    id: int
    parent: int | None
    name: str
    kind: str
    arguments: Json
    started_at: float
    clock: float
    token: contextvars.Token[int | None]


class Tracker:
    """Numbers steps, knows which one is open in this thread or task, and sends them in small batches."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel
        self._count = 0
        self._bytes_left = _MOST_BYTES
        self._batch: list[str] = []
        self._batch_bytes, self._flushed_at = 0, time.monotonic()

    @property
    def full(self) -> bool:
        return self._count >= _MOST_STEPS or self._bytes_left <= 0

    def begin(self, kind: str, name: str, arguments: dict[str, Any]) -> Step | None:
        """Opens a step below the current one; None when the limit is reached, of steps or of recursion: the latter is for the user's code
        to meet."""
        if self.full:
            return None
        step = Step()
        try:
            step.arguments = shortened(arguments)
        except RecursionError:
            return None
        self._count += 1
        step.id, step.parent, step.name, step.kind = self._count, _current.get(), name, kind
        step.started_at, step.clock = time.time() * 1000, time.perf_counter()
        step.token = _current.set(step.id)
        if kind == 'function':  # it may take long: show that it is under way
            self._emit(step, None, None, None)
            self.flush()
        return step

    def end(self, step: Step | None, result: Any = None, error: BaseException | None = None) -> None:
        if step is None:
            return
        duration = (time.perf_counter() - step.clock) * 1000
        try:
            _current.reset(step.token)
        except ValueError:  # closed in another task than it was opened in
            _current.set(step.parent)
        self._emit(step, result, error, round(duration, 3))

    def _emit(self, step: Step, result: Any, error: BaseException | None, duration: float | None) -> None:
        try:
            text = json.dumps(
                {
                    'id': step.id,
                    'parentId': step.parent,
                    'functionName': step.name,
                    'kind': step.kind,
                    'arguments': step.arguments,
                    'result': shortened(result),
                    'error': error and f'{type(error).__name__}: {message_of(error)}'[:1000],
                    'startedAt': round(step.started_at, 3),
                    'durationMs': duration,
                }
            )
            self._bytes_left -= len(text)
            self._batch.append(text)
            self._batch_bytes += len(text)
            if self._batch_bytes > _FLUSH_BYTES or time.monotonic() - self._flushed_at > _FLUSH_SECONDS:
                self.flush()
        except RecursionError:  # as deep as it gets: what is told there must be the user's own error, not ours
            return

    def flush(self) -> None:
        if self._batch:
            batch, self._batch, self._batch_bytes = self._batch, [], 0
            try:
                self._channel.send(STEP, f'[{",".join(batch)}]'.encode())
            except RecursionError:  # later, then
                self._batch = batch + self._batch
        self._flushed_at = time.monotonic()

    def tracked(self, entry_names: tuple[str, ...]) -> Callable[[types.FunctionType], Function]:
        """The decorator that the compiler puts on every `def`. Entry points are the execution itself, and generators have no single
        duration."""

        def decorate(function: types.FunctionType) -> Function:
            name = function.__qualname__.replace('<locals>.', '')
            if function.__code__.co_flags & _UNTRACKED or name in entry_names or function.__name__.startswith('__'):
                return function
            return (
                self._wrapped_async(function, name) if function.__code__.co_flags & inspect.CO_COROUTINE else self._wrapped(function, name)
            )

        return decorate

    def _wrapped(self, function: types.FunctionType, name: str) -> Function:
        named = _naming(function.__code__)

        @functools.wraps(function)
        def call(*args: Any, **kwargs: Any) -> Any:
            if self.full:
                return function(*args, **kwargs)
            step = self.begin('local', name, named(args, kwargs))
            try:
                result = function(*args, **kwargs)
            except BaseException as error:
                if step:
                    self.end(step, error=error)
                raise
            self.end(step, result)
            return result

        return call

    def _wrapped_async(self, function: types.FunctionType, name: str) -> Function:
        named = _naming(function.__code__)

        @functools.wraps(function)
        async def call(*args: Any, **kwargs: Any) -> Any:
            step = self.begin('local', name, named(args, kwargs))
            try:
                result = await function(*args, **kwargs)
            except BaseException as error:
                self.end(step, error=error)
                raise
            self.end(step, result)
            return result

        return call


def _naming(code: types.CodeType) -> Callable[[tuple[Any, ...], dict[str, Any]], dict[str, Any]]:
    """What turns the arguments of a call into name -> value; those that go into `*rest` stay together."""
    count = code.co_argcount
    names = code.co_varnames[:count]
    rest = f'*{code.co_varnames[count + code.co_kwonlyargcount]}' if code.co_flags & inspect.CO_VARARGS else '*'

    def named(args: tuple[Any, ...], kwargs: dict[str, Any]) -> dict[str, Any]:
        found = dict(zip(names, args))
        if len(args) > count:
            found[rest] = args[count:]
        found.update(kwargs)
        return found

    return named
