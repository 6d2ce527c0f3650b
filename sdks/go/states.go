package sinas

import (
	"context"
	"errors"
	"iter"
	"net/http"
	"strconv"
	"strings"
)

// StatesService has values under a namespace and a key, each user's own unless they are shared.
type StatesService struct{ client *Client }

// Create creates a state.
func (s *StatesService) Create(ctx context.Context, params CreateState) (*State, error) {
	return send[State](ctx, s.client, http.MethodPost, "/states", params)
}

// List yields the states that the caller may read, the most relevant first.
func (s *StatesService) List(ctx context.Context, params ListStates) iter.Seq2[State, error] {
	return pages[State](ctx, s.client, "/states", params, "skip")
}

// Get reads a state.
func (s *StatesService) Get(ctx context.Context, namespace, key string) (*State, error) {
	return get[State](ctx, s.client, pathOf("/states/%s/%s", namespace, key), nil)
}

// Condition of a change.
type Condition func(headers map[string]string)

// IfVersion is the version that a state must still have; another one is an [ErrPreconditionFailed].
func IfVersion(version int64) Condition {
	return func(headers map[string]string) { headers["If-Match"] = strconv.Quote(strconv.FormatInt(version, 10)) }
}

// Update changes a state. What is absent stays as it is.
func (s *StatesService) Update(ctx context.Context, namespace, key string, params UpdateState, conditions ...Condition) (*State, error) {
	return call[State](ctx, s.client, conditional(request{method: http.MethodPut, path: pathOf("/states/%s/%s", namespace, key), body: params}, conditions))
}

// Set creates a state or changes the one that there is.
func (s *StatesService) Set(ctx context.Context, namespace, key string, value any, params UpdateState) (*State, error) {
	params.Value = value
	state, err := s.Update(ctx, namespace, key, params)
	if !errors.Is(err, ErrNotFound) {
		return state, err
	}
	state, err = s.Create(ctx, CreateState{
		Namespace: namespace, Key: key, Value: value, Visibility: params.Visibility, GroupID: params.GroupID, Description: params.Description,
		Tags: params.Tags, RelevanceScore: params.RelevanceScore, Encrypted: params.Encrypted, ExpiresAt: params.ExpiresAt,
	})
	if errors.Is(err, ErrBadRequest) && strings.Contains(err.Error(), "already exists") {
		// Somebody was faster.
		return s.Update(ctx, namespace, key, params)
	}
	return state, err
}

// Delete deletes a state.
func (s *StatesService) Delete(ctx context.Context, namespace, key string, conditions ...Condition) error {
	_, _, err := s.client.do(ctx, conditional(request{method: http.MethodDelete, path: pathOf("/states/%s/%s", namespace, key)}, conditions))
	return err
}

func conditional(r request, conditions []Condition) request {
	r.headers = map[string]string{}
	for _, condition := range conditions {
		condition(r.headers)
	}
	return r
}
