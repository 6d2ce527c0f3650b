package sinas

import (
	"context"
	"iter"
	"net/http"
)

// UsersService has the users. Most of this is for administrators.
type UsersService struct{ client *Client }

// Create creates a user, or returns the one who has this address.
func (s *UsersService) Create(ctx context.Context, email string) (*User, error) {
	return send[User](ctx, s.client, http.MethodPost, "/api/v1/users", map[string]string{"email": email})
}

// List yields all users, newest first.
func (s *UsersService) List(ctx context.Context, params ListUsers) iter.Seq2[User, error] {
	return pages[User](ctx, s.client, "/api/v1/users", params, "skip")
}

// Get reads a user.
func (s *UsersService) Get(ctx context.Context, id string) (*User, error) {
	return get[User](ctx, s.client, pathOf("/api/v1/users/%s", id), nil)
}

// Update changes a user. What is absent stays as it is.
func (s *UsersService) Update(ctx context.Context, id string, params UpdateUser) (*User, error) {
	return send[User](ctx, s.client, http.MethodPatch, pathOf("/api/v1/users/%s", id), params)
}

// Delete deletes a user.
func (s *UsersService) Delete(ctx context.Context, id string) error {
	return remove(ctx, s.client, pathOf("/api/v1/users/%s", id))
}
