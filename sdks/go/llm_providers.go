package sinas

import (
	"context"
	"net/http"
)

// LLMProvidersService has services that run language models, by id or name. For administrators.
type LLMProvidersService struct{ client *Client }

// Create adds a service. Its API key is sealed and never returned.
func (s *LLMProvidersService) Create(ctx context.Context, params CreateLLMProvider) (*LLMProvider, error) {
	return send[LLMProvider](ctx, s.client, http.MethodPost, "/api/v1/llm-providers", params)
}

// List returns the active ones, newest first.
func (s *LLMProvidersService) List(ctx context.Context) ([]LLMProvider, error) {
	return list[LLMProvider](ctx, s.client, "/api/v1/llm-providers")
}

// Get reads a provider.
func (s *LLMProvidersService) Get(ctx context.Context, provider string) (*LLMProvider, error) {
	return get[LLMProvider](ctx, s.client, pathOf("/api/v1/llm-providers/%s", provider), nil)
}

// Update changes a provider. What is absent stays as it is.
func (s *LLMProvidersService) Update(ctx context.Context, provider string, params UpdateLLMProvider) (*LLMProvider, error) {
	return send[LLMProvider](ctx, s.client, http.MethodPatch, pathOf("/api/v1/llm-providers/%s", provider), params)
}

// Delete deletes a provider.
func (s *LLMProvidersService) Delete(ctx context.Context, provider string) error {
	return remove(ctx, s.client, pathOf("/api/v1/llm-providers/%s", provider))
}
