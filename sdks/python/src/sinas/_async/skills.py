from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Unpack

from .._request import path
from ..types import CreateSkill, ListSkills, Skill, UpdateSkill
from .resource import AsyncResource


class AsyncSkills(AsyncResource):
    """Instructions in Markdown that agents read."""

    async def create(self, **params: Unpack[CreateSkill]) -> Skill:
        """Create a skill."""
        return await self._transport.send(Skill, "POST", "/api/v1/skills", params)

    def list(self, **params: Unpack[ListSkills]) -> AsyncIterator[Skill]:
        """Skills that the caller may read."""
        return self._transport.pages(Skill, "/api/v1/skills", params)

    async def get(self, namespace: str, name: str) -> Skill:
        """Read a skill."""
        return await self._transport.get(Skill, path("/api/v1/skills/{}/{}", namespace, name))

    async def update(self, namespace: str, name: str, /, **params: Unpack[UpdateSkill]) -> Skill:
        """Change a skill. What is absent stays as it is."""
        return await self._transport.send(Skill, "PUT", path("/api/v1/skills/{}/{}", namespace, name), params)

    async def delete(self, namespace: str, name: str) -> None:
        """Delete a skill."""
        await self._transport.delete(path("/api/v1/skills/{}/{}", namespace, name))
