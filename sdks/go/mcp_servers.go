package sinas

import (
	"context"
	"net/http"
)

// MCPServersService has servers of the Model Context Protocol and their tools. A server is named by its id or its name.
type MCPServersService struct{ client *Client }

// Create registers a server and connects to it. One that can't be reached is registered all the same.
func (s *MCPServersService) Create(ctx context.Context, params CreateMCPServer) (*MCPServer, error) {
	return call[MCPServer](ctx, s.client, request{method: http.MethodPost, path: "/api/v1/mcp-servers", body: params, timeout: longTimeout})
}

// List returns all of them, newest first.
func (s *MCPServersService) List(ctx context.Context) ([]MCPServer, error) {
	return list[MCPServer](ctx, s.client, "/api/v1/mcp-servers")
}

// Get reads a server.
func (s *MCPServersService) Get(ctx context.Context, server string) (*MCPServer, error) {
	return get[MCPServer](ctx, s.client, pathOf("/api/v1/mcp-servers/%s", server), nil)
}

// Update changes a server and connects to it anew. What is absent stays as it is.
func (s *MCPServersService) Update(ctx context.Context, server string, params UpdateMCPServer) (*MCPServer, error) {
	return send[MCPServer](ctx, s.client, http.MethodPut, pathOf("/api/v1/mcp-servers/%s", server), params)
}

// Delete deletes a server.
func (s *MCPServersService) Delete(ctx context.Context, server string) error {
	return remove(ctx, s.client, pathOf("/api/v1/mcp-servers/%s", server))
}

// Tools returns the tools that it offers.
func (s *MCPServersService) Tools(ctx context.Context, server string) ([]MCPTool, error) {
	return list[MCPTool](ctx, s.client, pathOf("/api/v1/mcp-servers/%s/tools", server))
}

// Execute calls a tool.
func (s *MCPServersService) Execute(ctx context.Context, server, tool string, arguments map[string]any) (*MCPToolResult, error) {
	path := pathOf("/api/v1/mcp-servers/%s/tools/%s/execute", server, tool)
	body := map[string]any{"arguments": arguments}
	return call[MCPToolResult](ctx, s.client, request{method: http.MethodPost, path: path, body: body, timeout: longTimeout})
}
