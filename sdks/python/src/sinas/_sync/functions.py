# Written by scripts/unasync.py. Do not edit.
from __future__ import annotations

import builtins
import uuid
from collections.abc import Iterator
from typing import Any, Unpack

from .._request import LONG_TIMEOUT_SECONDS, Request, path
from ..types import (
    CreateFunction,
    FunctionDefinition,
    FunctionResult,
    FunctionVersion,
    ListFunctions,
    QueuedExecution,
    UpdateFunction,
)
from .resource import Resource


class Functions(Resource):
    """Python functions, their versions, and calling them."""

    def create(self, **params: Unpack[CreateFunction]) -> FunctionDefinition:
        """Create a function that the caller owns. Errors of Python's syntax are told with line and column."""
        return self._transport.send(FunctionDefinition, "POST", "/api/v1/functions", params)

    def list(self, **params: Unpack[ListFunctions]) -> Iterator[FunctionDefinition]:
        """Functions that the caller may read, newest first."""
        return self._transport.pages(FunctionDefinition, "/api/v1/functions", params)

    def get(self, namespace: str, name: str) -> FunctionDefinition:
        """Read a function."""
        return self._transport.get(FunctionDefinition, path("/api/v1/functions/{}/{}", namespace, name))

    def update(self, namespace: str, name: str, **params: Unpack[UpdateFunction]) -> FunctionDefinition:
        """Change a function. What is absent stays as it is; `code` makes a new version."""
        where = path("/api/v1/functions/{}/{}", namespace, name)
        request = Request(method="PUT", path=where, body=params, repeatable="code" not in params)
        return self._transport.call(FunctionDefinition, request)

    def delete(self, namespace: str, name: str) -> None:
        """Delete a function and its versions. Its executions stay."""
        self._transport.delete(path("/api/v1/functions/{}/{}", namespace, name))

    def versions(self, namespace: str, name: str) -> builtins.list[FunctionVersion]:
        """Every version, newest first."""
        return self._transport.get(
            list[FunctionVersion], path("/api/v1/functions/{}/{}/versions", namespace, name)
        )

    def rollback(self, namespace: str, name: str, version: int) -> FunctionDefinition:
        """Make an earlier version the current one, as a new version."""
        where = path("/api/v1/functions/{}/{}/rollback", namespace, name)
        return self._transport.send(FunctionDefinition, "POST", where, {"version": version})

    def execute(
        self,
        namespace: str,
        name: str,
        input: Any = None,
        *,
        timeout: int | None = None,
        idempotency_key: str | None = None,
    ) -> FunctionResult:
        """Call a function and wait for its result. What goes wrong in the function is told in `error`, and not raised.

        `timeout` is the seconds that the function may take. Calls with the same key are one call; by default every call
        has its own, so that it can be sent again when its answer is lost.
        """
        body = {"input": {} if input is None else input} | ({"timeout": timeout} if timeout else {})
        return self._transport.call(
            FunctionResult,
            Request(
                method="POST",
                path=path("/functions/{}/{}/execute", namespace, name),
                body=body,
                headers={"Idempotency-Key": idempotency_key or str(uuid.uuid4())},
                repeatable=True,
                timeout=LONG_TIMEOUT_SECONDS,
            ),
        )

    def execute_async(
        self, namespace: str, name: str, input: Any = None, *, idempotency_key: str | None = None
    ) -> QueuedExecution:
        """Queue a call of a function. It is on disk when this returns."""
        return self._transport.call(
            QueuedExecution,
            Request(
                method="POST",
                path=path("/functions/{}/{}/execute/async", namespace, name),
                body={"input": {} if input is None else input},
                headers={"Idempotency-Key": idempotency_key or str(uuid.uuid4())},
                repeatable=True,
            ),
        )
