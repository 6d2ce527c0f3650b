from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

LONG_TIMEOUT_SECONDS = 600.0
"""For calls that wait until a function or an agent has done its work."""

PAGE_SIZE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What is asked of the server."""

    method: str
    path: str
    """Encoded already: see `path`."""
    query: Mapping[str, Any] = field(default_factory=dict)
    body: Any = None
    """JSON, or bytes that are sent as they are."""
    headers: Mapping[str, str | None] = field(default_factory=dict)
    repeatable: bool | None = None
    """It may be carried out twice. By default GET, PUT and DELETE may."""
    public: bool = False
    """It is sent without a credential."""
    timeout: float | None = None

    @property
    def is_repeatable(self) -> bool:
        # A change under a condition is not: its own success would make the condition fail.
        if self.headers.get("If-Match") is not None:
            return False
        return self.method in ("GET", "PUT", "DELETE") if self.repeatable is None else self.repeatable


def path(template: str, *parts: str | int) -> str:
    """Put parts, encoded, in the place of `{}`."""
    return template.format(*(quote(str(part), safe="") for part in parts))


def encode_path(text: str) -> str:
    """Encode every part of a path and keep its slashes."""
    return quote(text, safe="/")
