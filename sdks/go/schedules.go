package sinas

import (
	"context"
	"iter"
	"net/http"
)

// SchedulesService has cron expressions that start functions and agents. A schedule is named by its id or its name.
type SchedulesService struct{ client *Client }

// Create creates a schedule.
func (s *SchedulesService) Create(ctx context.Context, params CreateSchedule) (*Schedule, error) {
	return send[Schedule](ctx, s.client, http.MethodPost, "/api/v1/schedules", params)
}

// List yields the schedules, newest first.
func (s *SchedulesService) List(ctx context.Context, params ListSchedules) iter.Seq2[Schedule, error] {
	return pages[Schedule](ctx, s.client, "/api/v1/schedules", params, "skip")
}

// Get reads a schedule.
func (s *SchedulesService) Get(ctx context.Context, schedule string) (*ScheduleDetail, error) {
	return get[ScheduleDetail](ctx, s.client, pathOf("/api/v1/schedules/%s", schedule), nil)
}

// Update changes a schedule. What is absent stays as it is.
func (s *SchedulesService) Update(ctx context.Context, schedule string, params UpdateSchedule) (*Schedule, error) {
	return send[Schedule](ctx, s.client, http.MethodPatch, pathOf("/api/v1/schedules/%s", schedule), params)
}

// Delete deletes a schedule.
func (s *SchedulesService) Delete(ctx context.Context, schedule string) error {
	return remove(ctx, s.client, pathOf("/api/v1/schedules/%s", schedule))
}

// Pause keeps it from firing. Runs that have begun go on.
func (s *SchedulesService) Pause(ctx context.Context, schedule string) (*ScheduleStatus, error) {
	path := pathOf("/api/v1/schedules/%s/pause", schedule)
	return call[ScheduleStatus](ctx, s.client, request{method: http.MethodPost, path: path, repeatable: Ptr(true)})
}

// Resume lets it fire again, from its next slot on.
func (s *SchedulesService) Resume(ctx context.Context, schedule string) (*ScheduleStatus, error) {
	path := pathOf("/api/v1/schedules/%s/resume", schedule)
	return call[ScheduleStatus](ctx, s.client, request{method: http.MethodPost, path: path, repeatable: Ptr(true)})
}

// Run runs it now, paused or not.
func (s *SchedulesService) Run(ctx context.Context, schedule string) (*ScheduleSlot, error) {
	return send[ScheduleSlot](ctx, s.client, http.MethodPost, pathOf("/api/v1/schedules/%s/run", schedule), nil)
}

// Slots yields every instant at which it was due, newest first, and what became of it.
func (s *SchedulesService) Slots(ctx context.Context, schedule string, params ListScheduleSlots) iter.Seq2[ScheduleSlot, error] {
	return pages[ScheduleSlot](ctx, s.client, pathOf("/api/v1/schedules/%s/slots", schedule), params, "skip")
}
