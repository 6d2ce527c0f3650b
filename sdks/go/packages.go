package sinas

import (
	"context"
	"iter"
	"net/http"
)

// PackagesService has the Python packages that functions may import.
type PackagesService struct{ client *Client }

// Install installs a package, for every function; an empty version is the latest.
func (s *PackagesService) Install(ctx context.Context, name, version string) (*Package, error) {
	body := map[string]string{"package_name": name}
	if version != "" {
		body["version"] = version
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
