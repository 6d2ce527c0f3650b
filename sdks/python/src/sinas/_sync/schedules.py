# Written by scripts/unasync.py. Do not edit.
from __future__ import annotations

from collections.abc import Iterator
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
from .resource import Resource


class Schedules(Resource):
    """Cron expressions that start functions and agents. A schedule is named by its id or its name."""

    def create(self, **params: Unpack[CreateSchedule]) -> Schedule:
        """Create a schedule."""
        return self._transport.send(Schedule, "POST", "/api/v1/schedules", params)

    def list(self, **params: Unpack[ListSchedules]) -> Iterator[Schedule]:
        """Schedules, newest first."""
        return self._transport.pages(Schedule, "/api/v1/schedules", params)

    def get(self, schedule: str) -> ScheduleDetail:
        """Read a schedule."""
        return self._transport.get(ScheduleDetail, path("/api/v1/schedules/{}", schedule))

    def update(self, schedule: str, **params: Unpack[UpdateSchedule]) -> Schedule:
        """Change a schedule. What is absent stays as it is."""
        return self._transport.send(Schedule, "PATCH", path("/api/v1/schedules/{}", schedule), params)

    def delete(self, schedule: str) -> None:
        """Delete a schedule."""
        self._transport.delete(path("/api/v1/schedules/{}", schedule))

    def pause(self, schedule: str) -> ScheduleStatus:
        """Keep it from firing. Runs that have begun go on."""
        where = path("/api/v1/schedules/{}/pause", schedule)
        return self._transport.call(ScheduleStatus, Request(method="POST", path=where, repeatable=True))

    def resume(self, schedule: str) -> ScheduleStatus:
        """Let it fire again, from its next slot on."""
        where = path("/api/v1/schedules/{}/resume", schedule)
        return self._transport.call(ScheduleStatus, Request(method="POST", path=where, repeatable=True))

    def run(self, schedule: str) -> ScheduleSlot:
        """Run it now, paused or not."""
        return self._transport.send(ScheduleSlot, "POST", path("/api/v1/schedules/{}/run", schedule))

    def slots(self, schedule: str, **params: Unpack[ListScheduleSlots]) -> Iterator[ScheduleSlot]:
        """Every instant at which it was due, newest first, and what became of it."""
        return self._transport.pages(ScheduleSlot, path("/api/v1/schedules/{}/slots", schedule), params)
