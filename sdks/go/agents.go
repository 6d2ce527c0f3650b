package sinas

import (
	"context"
	"iter"
	"net/http"
)

// AgentsService has the agents: a model, a prompt and what it may use.
type AgentsService struct{ client *Client }

// Create creates an agent that the caller owns.
func (s *AgentsService) Create(ctx context.Context, params CreateAgent) (*Agent, error) {
	return send[Agent](ctx, s.client, http.MethodPost, "/api/v1/agents", params)
}

// List yields the agents that the caller may read, newest first.
func (s *AgentsService) List(ctx context.Context, params ListAgents) iter.Seq2[Agent, error] {
	return pages[Agent](ctx, s.client, "/api/v1/agents", params, "skip")
}

// Get reads an agent.
func (s *AgentsService) Get(ctx context.Context, namespace, name string) (*Agent, error) {
	return get[Agent](ctx, s.client, pathOf("/api/v1/agents/%s/%s", namespace, name), nil)
}

// Update changes an agent. What is absent stays as it is.
func (s *AgentsService) Update(ctx context.Context, namespace, name string, params UpdateAgent) (*Agent, error) {
	return send[Agent](ctx, s.client, http.MethodPut, pathOf("/api/v1/agents/%s/%s", namespace, name), params)
}

// Delete deletes an agent.
func (s *AgentsService) Delete(ctx context.Context, namespace, name string) error {
	return remove(ctx, s.client, pathOf("/api/v1/agents/%s/%s", namespace, name))
}

// Invoke begins a chat, or goes on with the one of SessionKey, sends the message and waits for the answer: one call.
func (s *AgentsService) Invoke(ctx context.Context, namespace, name string, params InvokeAgent) (*Invocation, error) {
	path := pathOf("/agents/%s/%s/invoke", namespace, name)
	return call[Invocation](ctx, s.client, request{method: http.MethodPost, path: path, body: params, timeout: longTimeout})
}
