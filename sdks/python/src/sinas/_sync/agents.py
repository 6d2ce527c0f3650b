# Written by scripts/unasync.py. Do not edit.
from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Unpack

from .._request import LONG_TIMEOUT_SECONDS, Request, path
from ..types import Agent, CreateAgent, Invocation, ListAgents, UpdateAgent
from .resource import Resource


class Agents(Resource):
    """Agents: a model, a prompt and what it may use."""

    def create(self, **params: Unpack[CreateAgent]) -> Agent:
        """Create an agent."""
        return self._transport.send(Agent, "POST", "/api/v1/agents", params)

    def list(self, **params: Unpack[ListAgents]) -> Iterator[Agent]:
        """Agents that the caller may read."""
        return self._transport.pages(Agent, "/api/v1/agents", params)

    def get(self, namespace: str, name: str) -> Agent:
        """Read an agent."""
        return self._transport.get(Agent, path("/api/v1/agents/{}/{}", namespace, name))

    def update(self, namespace: str, name: str, /, **params: Unpack[UpdateAgent]) -> Agent:
        """Change an agent. What is absent stays as it is."""
        return self._transport.send(Agent, "PUT", path("/api/v1/agents/{}/{}", namespace, name), params)

    def delete(self, namespace: str, name: str) -> None:
        """Delete an agent."""
        self._transport.delete(path("/api/v1/agents/{}/{}", namespace, name))

    def invoke(
        self,
        namespace: str,
        name: str,
        message: Any,
        *,
        session_key: str | None = None,
        reset: bool = False,
        input: Any = None,
    ) -> Invocation:
        """Begin a chat, or go on with the one of `session_key`, send the message and wait for the answer: one call."""
        body = {"message": message, "reset": reset}
        body |= {key: value for key, value in (("session_key", session_key), ("input", input)) if value is not None}
        where = path("/agents/{}/{}/invoke", namespace, name)
        return self._transport.call(
            Invocation, Request(method="POST", path=where, body=body, timeout=LONG_TIMEOUT_SECONDS)
        )
