# Written by scripts/unasync.py. Do not edit.
from __future__ import annotations

from collections.abc import Iterator
from typing import Unpack

from .._request import path
from ..types import ListUsers, UpdateUser, User
from .resource import Resource


class Users(Resource):
    """Users. Most of this is for administrators."""

    def create(self, email: str) -> User:
        """Create a user, or return the one who has this address."""
        return self._transport.send(User, "POST", "/api/v1/users", {"email": email})

    def list(self, **params: Unpack[ListUsers]) -> Iterator[User]:
        """All users, newest first."""
        return self._transport.pages(User, "/api/v1/users", params)

    def get(self, user_id: str) -> User:
        """Read a user."""
        return self._transport.get(User, path("/api/v1/users/{}", user_id))

    def update(self, user_id: str, **params: Unpack[UpdateUser]) -> User:
        """Change a user. What is absent stays as it is."""
        return self._transport.send(User, "PATCH", path("/api/v1/users/{}", user_id), params)

    def delete(self, user_id: str) -> None:
        """Delete a user."""
        self._transport.delete(path("/api/v1/users/{}", user_id))
