"""The steps of an execution: calls of platform functions and of the function's own `def`s, as a tree, always capped."""
import contextvars
import functools
import inspect
import json
import time

from .channel import STEP
from .failure import message_of
from .values import shortened

_MOST_STEPS = 1000
_MOST_BYTES = 256 << 10
_FLUSH_BYTES, _FLUSH_SECONDS = 8 << 10, 0.05

_current = contextvars.ContextVar('current_step', default=None)
_UNTRACKED = inspect.CO_GENERATOR | inspect.CO_ASYNC_GENERATOR


class Step:
    __slots__ = ('id', 'parent', 'name', 'kind', 'arguments', 'started_at', 'clock', 'token')


class Tracker:
    """Numbers steps, knows which one is open in this thread or task, and sends them in small batches."""

    def __init__(self, channel):
        self._channel = channel
        self._count = 0
        self._bytes_left = _MOST_BYTES
        self._batch, self._batch_bytes, self._flushed_at = [], 0, time.monotonic()

    @property
    def full(self):
        return self._count >= _MOST_STEPS or self._bytes_left <= 0

    def begin(self, kind, name, arguments):
        """Opens a step below the current one; None when the limit is reached, of steps or of recursion: the latter is for the user's code to meet."""
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

    def end(self, step, result=None, error=None):
        if step is None:
            return
        duration = (time.perf_counter() - step.clock) * 1000
        try:
            _current.reset(step.token)
        except ValueError:  # closed in another task than it was opened in
            _current.set(step.parent)
        self._emit(step, result, error, round(duration, 3))

    def _emit(self, step, result, error, duration):
        try:
            text = json.dumps({
                'id': step.id, 'parentId': step.parent, 'functionName': step.name, 'kind': step.kind, 'arguments': step.arguments,
                'result': shortened(result), 'error': error and f'{type(error).__name__}: {message_of(error)}'[:1000],
                'startedAt': round(step.started_at, 3), 'durationMs': duration,
            })
            self._bytes_left -= len(text)
            self._batch.append(text)
            self._batch_bytes += len(text)
            if self._batch_bytes > _FLUSH_BYTES or time.monotonic() - self._flushed_at > _FLUSH_SECONDS:
                self.flush()
        except RecursionError:  # as deep as it gets: what is told there must be the user's own error, not ours
            return

    def flush(self):
        if self._batch:
            batch, self._batch, self._batch_bytes = self._batch, [], 0
            try:
                self._channel.send(STEP, f'[{",".join(batch)}]'.encode())
            except RecursionError:  # later, then
                self._batch = batch + self._batch
        self._flushed_at = time.monotonic()

    def tracked(self, entry_names):
        """The decorator that the compiler puts on every `def`. Entry points are the execution itself, and generators have no single duration."""
        def decorate(function):
            name = function.__qualname__.replace('<locals>.', '')
            if function.__code__.co_flags & _UNTRACKED or name in entry_names or function.__name__.startswith('__'):
                return function
            return self._wrapped_async(function, name) if function.__code__.co_flags & inspect.CO_COROUTINE else self._wrapped(function, name)
        return decorate

    def _wrapped(self, function, name):
        named = _naming(function.__code__)

        @functools.wraps(function)
        def call(*args, **kwargs):
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

    def _wrapped_async(self, function, name):
        named = _naming(function.__code__)

        @functools.wraps(function)
        async def call(*args, **kwargs):
            step = self.begin('local', name, named(args, kwargs))
            try:
                result = await function(*args, **kwargs)
            except BaseException as error:
                self.end(step, error=error)
                raise
            self.end(step, result)
            return result
        return call


def _naming(code):
    """What turns the arguments of a call into name -> value; those that go into `*rest` stay together."""
    count = code.co_argcount
    names = code.co_varnames[:count]
    rest = f'*{code.co_varnames[count + code.co_kwonlyargcount]}' if code.co_flags & inspect.CO_VARARGS else '*'

    def named(args, kwargs):
        found = dict(zip(names, args))
        if len(args) > count:
            found[rest] = args[count:]
        found.update(kwargs)
        return found
    return named
