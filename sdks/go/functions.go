package sinas

import (
	"context"
	"crypto/rand"
	"iter"
	"net/http"
)

// FunctionsService has Python functions, their versions, and calls of them.
type FunctionsService struct{ client *Client }

// Create creates a function that the caller owns. Errors of Python's syntax are told with line and column.
func (s *FunctionsService) Create(ctx context.Context, params CreateFunction) (*FunctionDefinition, error) {
	return send[FunctionDefinition](ctx, s.client, http.MethodPost, "/api/v1/functions", params)
}

// List yields the functions that the caller may read, newest first.
func (s *FunctionsService) List(ctx context.Context, params ListFunctions) iter.Seq2[FunctionDefinition, error] {
	return pages[FunctionDefinition](ctx, s.client, "/api/v1/functions", params, "skip")
}

// Get reads a function.
func (s *FunctionsService) Get(ctx context.Context, namespace, name string) (*FunctionDefinition, error) {
	return get[FunctionDefinition](ctx, s.client, pathOf("/api/v1/functions/%s/%s", namespace, name), nil)
}

// Update changes a function. What is absent stays as it is; code makes a new version.
func (s *FunctionsService) Update(ctx context.Context, namespace, name string, params UpdateFunction) (*FunctionDefinition, error) {
	path := pathOf("/api/v1/functions/%s/%s", namespace, name)
	return call[FunctionDefinition](ctx, s.client, request{method: http.MethodPut, path: path, body: params, repeatable: Ptr(params.Code == nil)})
}

// Delete deletes a function and its versions. Its executions stay.
func (s *FunctionsService) Delete(ctx context.Context, namespace, name string) error {
	return remove(ctx, s.client, pathOf("/api/v1/functions/%s/%s", namespace, name))
}

// Versions returns every version, newest first.
func (s *FunctionsService) Versions(ctx context.Context, namespace, name string) ([]FunctionVersion, error) {
	return list[FunctionVersion](ctx, s.client, pathOf("/api/v1/functions/%s/%s/versions", namespace, name))
}

// Rollback makes an earlier version the current one, as a new version.
func (s *FunctionsService) Rollback(ctx context.Context, namespace, name string, version int64) (*FunctionDefinition, error) {
	path := pathOf("/api/v1/functions/%s/%s/rollback", namespace, name)
	return send[FunctionDefinition](ctx, s.client, http.MethodPost, path, map[string]int64{"version": version})
}

// ExecuteOption is an option of [FunctionsService.Execute] and [FunctionsService.ExecuteAsync].
type ExecuteOption func(*execution)

type execution struct {
	Input   any  `json:"input"`
	Timeout *int `json:"timeout,omitempty"`
	key     string
}

// WithFunctionTimeout limits the seconds that the function may take.
func WithFunctionTimeout(seconds int) ExecuteOption {
	return func(e *execution) { e.Timeout = &seconds }
}

// WithIdempotencyKey makes calls with the same key one call. By default every call has a key of its own, so that it can
// be sent again when its answer is lost.
func WithIdempotencyKey(key string) ExecuteOption { return func(e *execution) { e.key = key } }

// Execute calls a function and waits for its result. What goes wrong in the function is told in Error of the result.
func (s *FunctionsService) Execute(ctx context.Context, namespace, name string, input any, options ...ExecuteOption) (*FunctionResult, error) {
	return call[FunctionResult](ctx, s.client, executeRequest(pathOf("/functions/%s/%s/execute", namespace, name), input, options))
}

// ExecuteAsync queues a call of a function. It is on disk when this returns.
func (s *FunctionsService) ExecuteAsync(ctx context.Context, namespace, name string, input any, options ...ExecuteOption) (*QueuedExecution, error) {
	return call[QueuedExecution](ctx, s.client, executeRequest(pathOf("/functions/%s/%s/execute/async", namespace, name), input, options))
}

func executeRequest(path string, input any, options []ExecuteOption) request {
	if input == nil {
		input = struct{}{}
	}
	e := execution{Input: input, key: rand.Text()}
	for _, option := range options {
		option(&e)
	}
	headers := map[string]string{"Idempotency-Key": e.key}
	return request{method: http.MethodPost, path: path, body: e, headers: headers, repeatable: Ptr(true), timeout: longTimeout}
}
