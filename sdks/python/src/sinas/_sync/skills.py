# Written by scripts/unasync.py. Do not edit.
from __future__ import annotations

from collections.abc import Iterator
from typing import Unpack

from .._request import path
from ..types import CreateSkill, ListSkills, Skill, UpdateSkill
from .resource import Resource


class Skills(Resource):
    """Instructions in Markdown that agents read."""

    def create(self, **params: Unpack[CreateSkill]) -> Skill:
        """Create a skill."""
        return self._transport.send(Skill, "POST", "/api/v1/skills", params)

    def list(self, **params: Unpack[ListSkills]) -> Iterator[Skill]:
        """Skills that the caller may read."""
        return self._transport.pages(Skill, "/api/v1/skills", params)

    def get(self, namespace: str, name: str) -> Skill:
        """Read a skill."""
        return self._transport.get(Skill, path("/api/v1/skills/{}/{}", namespace, name))

    def update(self, namespace: str, name: str, /, **params: Unpack[UpdateSkill]) -> Skill:
        """Change a skill. What is absent stays as it is."""
        return self._transport.send(Skill, "PUT", path("/api/v1/skills/{}/{}", namespace, name), params)

    def delete(self, namespace: str, name: str) -> None:
        """Delete a skill."""
        self._transport.delete(path("/api/v1/skills/{}/{}", namespace, name))
