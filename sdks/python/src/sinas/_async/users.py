from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Unpack

from .._request import path
from ..types import ListUsers, UpdateUser, User
from .resource import AsyncResource


class AsyncUsers(AsyncResource):
    """Users. Most of this is for administrators."""

    async def create(self, email: str) -> User:
        """Create a user, or return the one who has this address."""
        return await self._transport.send(User, "POST", "/api/v1/users", {"email": email})

    def list(self, **params: Unpack[ListUsers]) -> AsyncIterator[User]:
        """All users, newest first."""
        return self._transport.pages(User, "/api/v1/users", params)

    async def get(self, user_id: str) -> User:
        """Read a user."""
        return await self._transport.get(User, path("/api/v1/users/{}", user_id))

    async def update(self, user_id: str, **params: Unpack[UpdateUser]) -> User:
        """Change a user. What is absent stays as it is."""
        return await self._transport.send(User, "PATCH", path("/api/v1/users/{}", user_id), params)

    async def delete(self, user_id: str) -> None:
        """Delete a user."""
        await self._transport.delete(path("/api/v1/users/{}", user_id))
