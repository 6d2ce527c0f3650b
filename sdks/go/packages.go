package sinas

import (
	"context"
	"iter"
	"net/http"
)

// PackagesService has the Python packages that functions may import.
type PackagesService struct{ client *Client }

// Install installs a package: for everyone's functions where the caller may, otherwise for their own. An empty version is the latest.
func (s *PackagesService) Install(ctx context.Context, name, version string) (*Package, error) {
	return s.install(ctx, name, version, nil)
}

// InstallFor installs a package for everyone's functions, or for the caller's own alone.
func (s *PackagesService) InstallFor(ctx context.Context, name, version string, everyone bool) (*Package, error) {
	return s.install(ctx, name, version, &everyone)
}

func (s *PackagesService) install(ctx context.Context, name, version string, everyone *bool) (*Package, error) {
	body := map[string]any{"package_name": name}
	if version != "" {
		body["version"] = version
	}
	if everyone != nil {
		body["for_everyone"] = *everyone
	}
	return call[Package](ctx, s.client, request{method: http.MethodPost, path: "/api/v1/packages", body: body, timeout: longTimeout})
}

// List yields the packages that functions may import.
func (s *PackagesService) List(ctx context.Context, params ListPackages) iter.Seq2[Package, error] {
	return pages[Package](ctx, s.client, "/api/v1/packages", params, "skip")
}

// Remove removes a package. Running executions keep it.
func (s *PackagesService) Remove(ctx context.Context, id string) error {
	return remove(ctx, s.client, pathOf("/api/v1/packages/%s", id))
}
