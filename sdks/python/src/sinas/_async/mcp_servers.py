from __future__ import annotations

import builtins
from collections.abc import Mapping
from typing import Any, Unpack

from .._request import LONG_TIMEOUT_SECONDS, Request, path
from ..types import CreateMcpServer, McpServer, McpTool, McpToolResult, UpdateMcpServer
from .resource import AsyncResource


class AsyncMcpServers(AsyncResource):
    """Servers of the Model Context Protocol and their tools. A server is named by its id or its name."""

    async def create(self, **params: Unpack[CreateMcpServer]) -> McpServer:
        """Register a server and connect to it. One that can't be reached is registered all the same."""
        request = Request(method="POST", path="/api/v1/mcp-servers", body=params, timeout=LONG_TIMEOUT_SECONDS)
        return await self._transport.call(McpServer, request)

    async def list(self) -> builtins.list[McpServer]:
        """All of them, newest first."""
        return await self._transport.get(list[McpServer], "/api/v1/mcp-servers")

    async def get(self, server: str) -> McpServer:
        """Read a server."""
        return await self._transport.get(McpServer, path("/api/v1/mcp-servers/{}", server))

    async def update(self, server: str, **params: Unpack[UpdateMcpServer]) -> McpServer:
        """Change a server and connect to it anew. What is absent stays as it is."""
        return await self._transport.send(McpServer, "PUT", path("/api/v1/mcp-servers/{}", server), params)

    async def delete(self, server: str) -> None:
        """Delete a server."""
        await self._transport.delete(path("/api/v1/mcp-servers/{}", server))

    async def tools(self, server: str) -> builtins.list[McpTool]:
        """The tools that it offers."""
        return await self._transport.get(list[McpTool], path("/api/v1/mcp-servers/{}/tools", server))

    async def execute(self, server: str, tool: str, arguments: Mapping[str, Any] | None = None) -> McpToolResult:
        """Call a tool."""
        where = path("/api/v1/mcp-servers/{}/tools/{}/execute", server, tool)
        request = Request(method="POST", path=where, body={"arguments": arguments or {}}, timeout=LONG_TIMEOUT_SECONDS)
        return await self._transport.call(McpToolResult, request)
