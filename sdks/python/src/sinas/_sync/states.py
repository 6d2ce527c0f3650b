# Written by scripts/unasync.py. Do not edit.
from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Unpack

from .._request import Request, path
from ..errors import BadRequestError, NotFoundError
from ..types import CreateState, ListStates, State, UpdateState
from .resource import Resource


class States(Resource):
    """Values under a namespace and a key, each user's own unless they are shared.

    `if_match` is the version that a state must still have; another one is a PreconditionFailedError.
    """

    def create(self, **params: Unpack[CreateState]) -> State:
        """Create a state."""
        return self._transport.send(State, "POST", "/states", params)

    def list(self, **params: Unpack[ListStates]) -> Iterator[State]:
        """States that the caller may read, the most relevant first."""
        return self._transport.pages(State, "/states", params)

    def get(self, namespace: str, key: str) -> State:
        """Read a state."""
        return self._transport.get(State, path("/states/{}/{}", namespace, key))

    def update(
        self, namespace: str, key: str, *, if_match: int | None = None, **params: Unpack[UpdateState]
    ) -> State:
        """Change a state. What is absent stays as it is."""
        where = path("/states/{}/{}", namespace, key)
        return self._transport.call(
            State, Request(method="PUT", path=where, body=params, headers=_condition(if_match))
        )

    def set(self, namespace: str, key: str, value: Any, /, **params: Unpack[UpdateState]) -> State:
        """Create a state or change the one that there is."""
        params["value"] = value
        try:
            return self.update(namespace, key, **params)
        except NotFoundError:
            pass
        try:
            return self._transport.send(State, "POST", "/states", {"namespace": namespace, "key": key, **params})
        except BadRequestError as error:
            if "already exists" not in error.message:
                raise
        # Somebody was faster.
        return self.update(namespace, key, **params)

    def delete(self, namespace: str, key: str, *, if_match: int | None = None) -> None:
        """Delete a state."""
        where = path("/states/{}/{}", namespace, key)
        self._transport.json(Request(method="DELETE", path=where, headers=_condition(if_match)))


def _condition(version: int | None) -> dict[str, str | None]:
    return {"If-Match": None if version is None else f'"{version}"'}
