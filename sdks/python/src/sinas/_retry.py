from __future__ import annotations

import random

from .errors import ApiError, ConnectionError, TimeoutError

_FIRST_DELAY_SECONDS = 0.25
_LONGEST_DELAY_SECONDS = 8.0
_LONGEST_RETRY_AFTER_SECONDS = 60.0
"""A server that asks for more than this is better asked again by the caller."""

_TRANSIENT = {429, 502, 503, 504}
"""Statuses of a server that may well answer the next time."""


def retry_delay(error: Exception, attempt: int, max_retries: int, *, repeatable: bool) -> float | None:
    """Return the seconds to wait before the next attempt, or None where there is none to be made.

    `attempt` is 0 for the first; `repeatable` says that the request may be carried out twice.
    """
    if attempt >= max_retries or not _is_transient(error, repeatable):
        return None
    retry_after = error.retry_after if isinstance(error, ApiError) else None
    if retry_after is not None and retry_after > _LONGEST_RETRY_AFTER_SECONDS:
        return None
    # Half of the delay is random, so that clients that failed together do not come back together.
    delay = min(_FIRST_DELAY_SECONDS * 2.0**attempt, _LONGEST_DELAY_SECONDS) * (0.5 + random.random() / 2)
    return max(delay, retry_after or 0.0)


def _is_transient(error: Exception, repeatable: bool) -> bool:
    # What was refused for its rate was not carried out.
    if isinstance(error, ApiError):
        return error.status == 429 or (repeatable and error.status in _TRANSIENT)
    if isinstance(error, ConnectionError):
        return repeatable or error.never_sent
    return isinstance(error, TimeoutError) and repeatable
