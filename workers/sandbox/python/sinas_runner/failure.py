"""What went wrong, in the user's terms: their frames only, with the right lines."""
import traceback

_LONGEST_TRACEBACK, _LONGEST_MESSAGE = 16 << 10, 4000


class SandboxError(Exception):
    """A failure that the runner itself finds. `reason` is one of RunResult's."""

    def __init__(self, reason, message):
        super().__init__(message)
        self.reason = reason


def describe(error, filenames):
    """{type, message, traceback, reason} of an exception; `filenames` are those of the user's code."""
    reason = getattr(error, 'reason', None) if isinstance(error, SandboxError) else 'memory' if isinstance(error, MemoryError) else 'exception'
    return {
        'type': type(error).__name__,
        'message': _message(error)[:_LONGEST_MESSAGE],
        'traceback': _traceback(error, filenames)[-_LONGEST_TRACEBACK:],
        'reason': reason,
    }


def _message(error):
    try:
        return str(error)
    except Exception as broken:
        return f'(its message could not be had: {type(broken).__name__})'


def _traceback(error, filenames):
    try:
        whole = traceback.TracebackException.from_exception(error)
    except Exception as broken:
        return f'{type(error).__name__} (no traceback: {type(broken).__name__})'
    _keep_user_frames(whole, filenames, set())
    return ''.join(whole.format())


def _keep_user_frames(part, filenames, seen):
    if part is None or id(part) in seen:
        return
    seen.add(id(part))
    part.stack = traceback.StackSummary.from_list([frame for frame in part.stack if frame.filename in filenames])
    for other in (part.__cause__, part.__context__, *(getattr(part, 'exceptions', None) or ())):
        _keep_user_frames(other, filenames, seen)
