package sinas

import (
	"context"
	"iter"
	"net/http"
)

// GroupsService has groups, their members and what they grant. A group is named by its id or its name.
type GroupsService struct{ client *Client }

// Create creates a group, with the caller as its first member.
func (s *GroupsService) Create(ctx context.Context, params CreateGroup) (*Group, error) {
	return send[Group](ctx, s.client, http.MethodPost, "/api/v1/groups", params)
}

// List yields the groups that the caller may see.
func (s *GroupsService) List(ctx context.Context, params ListGroups) iter.Seq2[Group, error] {
	return pages[Group](ctx, s.client, "/api/v1/groups", params, "skip")
}

// Get reads a group.
func (s *GroupsService) Get(ctx context.Context, group string) (*Group, error) {
	return get[Group](ctx, s.client, pathOf("/api/v1/groups/%s", group), nil)
}

// Update changes a group. What is absent stays as it is.
func (s *GroupsService) Update(ctx context.Context, group string, params UpdateGroup) (*Group, error) {
	return send[Group](ctx, s.client, http.MethodPatch, pathOf("/api/v1/groups/%s", group), params)
}

// Delete deletes a group.
func (s *GroupsService) Delete(ctx context.Context, group string) error {
	return remove(ctx, s.client, pathOf("/api/v1/groups/%s", group))
}

// Members returns its active members.
func (s *GroupsService) Members(ctx context.Context, group string) ([]GroupMember, error) {
	return list[GroupMember](ctx, s.client, pathOf("/api/v1/groups/%s/members", group))
}

// AddMember makes a user a member; an empty role is "member".
func (s *GroupsService) AddMember(ctx context.Context, group, userID, role string) (*GroupMember, error) {
	body := map[string]string{"user_id": userID}
	if role != "" {
		body["role"] = role
	}
	return send[GroupMember](ctx, s.client, http.MethodPost, pathOf("/api/v1/groups/%s/members", group), body)
}

// RemoveMember ends a membership.
func (s *GroupsService) RemoveMember(ctx context.Context, group, userID string) error {
	return remove(ctx, s.client, pathOf("/api/v1/groups/%s/members/%s", group, userID))
}

// Permissions returns what it grants its members.
func (s *GroupsService) Permissions(ctx context.Context, group string) ([]GroupPermission, error) {
	return list[GroupPermission](ctx, s.client, pathOf("/api/v1/groups/%s/permissions", group))
}

// SetPermission sets a permission. Nobody grants what they do not hold themselves.
func (s *GroupsService) SetPermission(ctx context.Context, group, key string, value bool) (*GroupPermission, error) {
	path := pathOf("/api/v1/groups/%s/permissions", group)
	body := map[string]any{"permission_key": key, "permission_value": value}
	return call[GroupPermission](ctx, s.client, request{method: http.MethodPost, path: path, body: body, repeatable: Ptr(true)})
}

// RemovePermission takes a permission away.
func (s *GroupsService) RemovePermission(ctx context.Context, group, key string) error {
	return remove(ctx, s.client, pathOf("/api/v1/groups/%s/permissions/%s", group, key))
}
