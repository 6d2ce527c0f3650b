"""What went wrong, in the user's terms: their frames only, with the right lines."""

from __future__ import annotations

import traceback

_LONGEST_TRACEBACK, _LONGEST_MESSAGE = 16 << 10, 4000
_LEFT_OUT = '  ...\n'


class SandboxError(Exception):
    """A failure that the runner itself finds. `reason` is one of RunResult's."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason


def describe(error: BaseException, filenames: set[str]) -> dict[str, str | None]:
    """{type, message, traceback, reason} of an exception; `filenames` are those of the user's code."""
    reason = (
        getattr(error, 'reason', None) if isinstance(error, SandboxError) else 'memory' if isinstance(error, MemoryError) else 'exception'
    )
    return {
        'type': type(error).__name__,
        'message': _cut(message_of(error)),
        'traceback': _without_middle(_traceback(error, filenames)),
        'reason': reason,
    }


def message_of(error: BaseException) -> str:
    """str(error), whatever the user's own class makes of it."""
    try:
        return str(error)
    except Exception as broken:
        return f'(its message could not be had: {type(broken).__name__})'


def _traceback(error: BaseException, filenames: set[str]) -> str:
    try:
        whole = traceback.TracebackException.from_exception(error)
        _keep_user_frames(whole, filenames, set())
        return ''.join(whole.format())
    except Exception as broken:
        return f'{type(error).__name__} (no traceback: {type(broken).__name__})'


def _keep_user_frames(part: traceback.TracebackException | None, filenames: set[str], seen: set[int]) -> None:
    if part is None or id(part) in seen:
        return
    seen.add(id(part))
    part.stack = traceback.StackSummary.from_list([frame for frame in part.stack if frame.filename in filenames])
    # Formatting copies the message several times over: one of 300 MB would leave no memory to say so, and no room for the frames.
    text = getattr(part, '_str', None)
    if isinstance(text, str):
        part.__dict__['_str'] = _cut(text)
    for other in (part.__cause__, part.__context__, *(getattr(part, 'exceptions', None) or ())):
        _keep_user_frames(other, filenames, seen)


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST_MESSAGE else f'{text[:_LONGEST_MESSAGE]}...'


def _without_middle(text: str) -> str:
    """At most as long as a traceback may be: the frames where it began and those where it ended say most."""
    if len(text) <= _LONGEST_TRACEBACK:
        return text
    half = _LONGEST_TRACEBACK // 2
    head, tail = text[:half], text[-half:]
    return head[: head.rfind('\n') + 1] + _LEFT_OUT + tail[tail.find('\n') + 1 :]
