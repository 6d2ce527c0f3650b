# Written by scripts/unasync.py. Do not edit.
from __future__ import annotations

import builtins
from collections.abc import Iterator
from typing import Unpack

from .._request import Request, path
from ..types import CreateGroup, Group, GroupMember, GroupPermission, ListGroups, UpdateGroup
from .resource import Resource


class Groups(Resource):
    """Groups, their members and what they grant. A group is named by its id or its name."""

    def create(self, **params: Unpack[CreateGroup]) -> Group:
        """Create a group, with the caller as its first member."""
        return self._transport.send(Group, "POST", "/api/v1/groups", params)

    def list(self, **params: Unpack[ListGroups]) -> Iterator[Group]:
        """Groups that the caller may see."""
        return self._transport.pages(Group, "/api/v1/groups", params)

    def get(self, group: str) -> Group:
        """Read a group."""
        return self._transport.get(Group, path("/api/v1/groups/{}", group))

    def update(self, group: str, **params: Unpack[UpdateGroup]) -> Group:
        """Change a group. What is absent stays as it is."""
        return self._transport.send(Group, "PATCH", path("/api/v1/groups/{}", group), params)

    def delete(self, group: str) -> None:
        """Delete a group."""
        self._transport.delete(path("/api/v1/groups/{}", group))

    def members(self, group: str) -> builtins.list[GroupMember]:
        """Its active members."""
        return self._transport.get(list[GroupMember], path("/api/v1/groups/{}/members", group))

    def add_member(self, group: str, user_id: str, *, role: str = "member") -> GroupMember:
        """Make a user a member."""
        body = {"user_id": user_id, "role": role}
        return self._transport.send(GroupMember, "POST", path("/api/v1/groups/{}/members", group), body)

    def remove_member(self, group: str, user_id: str) -> None:
        """End a membership."""
        self._transport.delete(path("/api/v1/groups/{}/members/{}", group, user_id))

    def permissions(self, group: str) -> builtins.list[GroupPermission]:
        """What it grants its members."""
        return self._transport.get(list[GroupPermission], path("/api/v1/groups/{}/permissions", group))

    def set_permission(self, group: str, key: str, value: bool) -> GroupPermission:
        """Set a permission. Nobody grants what they do not hold themselves."""
        body = {"permission_key": key, "permission_value": value}
        where = path("/api/v1/groups/{}/permissions", group)
        return self._transport.call(
            GroupPermission, Request(method="POST", path=where, body=body, repeatable=True)
        )

    def remove_permission(self, group: str, key: str) -> None:
        """Take a permission away."""
        self._transport.delete(path("/api/v1/groups/{}/permissions/{}", group, key))
