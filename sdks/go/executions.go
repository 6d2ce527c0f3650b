package sinas

import (
	"context"
	"iter"
	"net/http"
)

// ExecutionsService has calls of functions, and what came of them.
type ExecutionsService struct{ client *Client }

// List yields executions, latest first.
func (s *ExecutionsService) List(ctx context.Context, params ListExecutions) iter.Seq2[Execution, error] {
	return pages[Execution](ctx, s.client, "/api/v1/executions", params, "skip")
}

// Get reads an execution.
func (s *ExecutionsService) Get(ctx context.Context, id string) (*Execution, error) {
	return get[Execution](ctx, s.client, pathOf("/api/v1/executions/%s", id), nil)
}

// Steps returns the calls inside an execution, in order; ParentStepID makes them a tree.
func (s *ExecutionsService) Steps(ctx context.Context, id string) ([]ExecutionStep, error) {
	return list[ExecutionStep](ctx, s.client, pathOf("/api/v1/executions/%s/steps", id))
}

// Logs returns what it printed.
func (s *ExecutionsService) Logs(ctx context.Context, id string) ([]ExecutionLog, error) {
	return list[ExecutionLog](ctx, s.client, pathOf("/api/v1/executions/%s/logs", id))
}

// Events is what it prints, and its status whenever that changes: from the beginning, live, until it ends.
func (s *ExecutionsService) Events(id string) *Stream[ExecutionEvent] {
	return executionStream(s.client, id)
}

// Resume gives a paused execution the input that it waits for, and waits until it ends or pauses again.
func (s *ExecutionsService) Resume(ctx context.Context, id string, input any) (*ContinuedExecution, error) {
	path := pathOf("/api/v1/executions/%s/continue", id)
	body := map[string]any{"input": input}
	return call[ContinuedExecution](ctx, s.client, request{method: http.MethodPost, path: path, body: body, timeout: longTimeout})
}

// Cancel kills it, or takes it out of the queue.
func (s *ExecutionsService) Cancel(ctx context.Context, id string) (*CancelledExecution, error) {
	return send[CancelledExecution](ctx, s.client, http.MethodPost, pathOf("/api/v1/executions/%s/cancel", id), nil)
}
