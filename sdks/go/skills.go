package sinas

import (
	"context"
	"iter"
	"net/http"
)

// SkillsService has instructions in Markdown that agents read.
type SkillsService struct{ client *Client }

// Create creates a skill.
func (s *SkillsService) Create(ctx context.Context, params CreateSkill) (*Skill, error) {
	return send[Skill](ctx, s.client, http.MethodPost, "/api/v1/skills", params)
}

// List yields the skills that the caller may read, by name.
func (s *SkillsService) List(ctx context.Context, params ListSkills) iter.Seq2[Skill, error] {
	return pages[Skill](ctx, s.client, "/api/v1/skills", params, "skip")
}

// Get reads a skill.
func (s *SkillsService) Get(ctx context.Context, namespace, name string) (*Skill, error) {
	return get[Skill](ctx, s.client, pathOf("/api/v1/skills/%s/%s", namespace, name), nil)
}

// Update changes a skill. What is absent stays as it is.
func (s *SkillsService) Update(ctx context.Context, namespace, name string, params UpdateSkill) (*Skill, error) {
	return send[Skill](ctx, s.client, http.MethodPut, pathOf("/api/v1/skills/%s/%s", namespace, name), params)
}

// Delete deletes a skill.
func (s *SkillsService) Delete(ctx context.Context, namespace, name string) error {
	return remove(ctx, s.client, pathOf("/api/v1/skills/%s/%s", namespace, name))
}
