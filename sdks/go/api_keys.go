package sinas

import (
	"context"
	"iter"
	"net/http"
)

// APIKeysService has keys for programs.
type APIKeysService struct{ client *Client }

// Create makes a key, which is shown this once.
func (s *APIKeysService) Create(ctx context.Context, params CreateAPIKey) (*NewAPIKey, error) {
	return send[NewAPIKey](ctx, s.client, http.MethodPost, "/api/v1/auth/api-keys", params)
}

// List yields the caller's keys, newest first, with those that were revoked.
func (s *APIKeysService) List(ctx context.Context, params ListAPIKeys) iter.Seq2[APIKey, error] {
	return pages[APIKey](ctx, s.client, "/api/v1/auth/api-keys", params, "skip")
}

// Get reads a key, without its secret.
func (s *APIKeysService) Get(ctx context.Context, id string) (*APIKey, error) {
	return get[APIKey](ctx, s.client, pathOf("/api/v1/auth/api-keys/%s", id), nil)
}

// Revoke revokes a key at once and for good.
func (s *APIKeysService) Revoke(ctx context.Context, id string) error {
	return remove(ctx, s.client, pathOf("/api/v1/auth/api-keys/%s", id))
}
