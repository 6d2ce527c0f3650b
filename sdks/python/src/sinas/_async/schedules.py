from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Unpack

from .._request import Request, path
from ..types import (
    CreateSchedule,
    ListSchedules,
    ListScheduleSlots,
    Schedule,
    ScheduleDetail,
    ScheduleSlot,
    ScheduleStatus,
    UpdateSchedule,
)
from .resource import AsyncResource


class AsyncSchedules(AsyncResource):
    """Cron expressions that start functions and agents. A schedule is named by its id or its name."""

    async def create(self, **params: Unpack[CreateSchedule]) -> Schedule:
        """Create a schedule."""
        return await self._transport.send(Schedule, "POST", "/api/v1/schedules", params)

    def list(self, **params: Unpack[ListSchedules]) -> AsyncIterator[Schedule]:
        """Schedules, newest first."""
        return self._transport.pages(Schedule, "/api/v1/schedules", params)

    async def get(self, schedule: str) -> ScheduleDetail:
        """Read a schedule."""
        return await self._transport.get(ScheduleDetail, path("/api/v1/schedules/{}", schedule))

    async def update(self, schedule: str, **params: Unpack[UpdateSchedule]) -> Schedule:
        """Change a schedule. What is absent stays as it is."""
        return await self._transport.send(Schedule, "PATCH", path("/api/v1/schedules/{}", schedule), params)

    async def delete(self, schedule: str) -> None:
        """Delete a schedule."""
        await self._transport.delete(path("/api/v1/schedules/{}", schedule))

    async def pause(self, schedule: str) -> ScheduleStatus:
        """Keep it from firing. Runs that have begun go on."""
        where = path("/api/v1/schedules/{}/pause", schedule)
        return await self._transport.call(ScheduleStatus, Request(method="POST", path=where, repeatable=True))

    async def resume(self, schedule: str) -> ScheduleStatus:
        """Let it fire again, from its next slot on."""
        where = path("/api/v1/schedules/{}/resume", schedule)
        return await self._transport.call(ScheduleStatus, Request(method="POST", path=where, repeatable=True))

    async def run(self, schedule: str) -> ScheduleSlot:
        """Run it now, paused or not."""
        return await self._transport.send(ScheduleSlot, "POST", path("/api/v1/schedules/{}/run", schedule))

    def slots(self, schedule: str, **params: Unpack[ListScheduleSlots]) -> AsyncIterator[ScheduleSlot]:
        """Every instant at which it was due, newest first, and what became of it."""
        return self._transport.pages(ScheduleSlot, path("/api/v1/schedules/{}/slots", schedule), params)
