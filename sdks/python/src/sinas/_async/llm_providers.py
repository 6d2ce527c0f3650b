from __future__ import annotations

import builtins
from typing import Unpack

from .._request import path
from ..types import CreateLlmProvider, LlmProvider, UpdateLlmProvider
from .resource import AsyncResource


class AsyncLlmProviders(AsyncResource):
    """Services that run language models, by id or name. For administrators."""

    async def create(self, **params: Unpack[CreateLlmProvider]) -> LlmProvider:
        """Add a service. Its API key is sealed and never returned."""
        return await self._transport.send(LlmProvider, "POST", "/api/v1/llm-providers", params)

    async def list(self) -> builtins.list[LlmProvider]:
        """Active ones, newest first."""
        return await self._transport.get(list[LlmProvider], "/api/v1/llm-providers")

    async def get(self, provider: str) -> LlmProvider:
        """Read a provider."""
        return await self._transport.get(LlmProvider, path("/api/v1/llm-providers/{}", provider))

    async def update(self, provider: str, **params: Unpack[UpdateLlmProvider]) -> LlmProvider:
        """Change a provider. What is absent stays as it is."""
        return await self._transport.send(LlmProvider, "PATCH", path("/api/v1/llm-providers/{}", provider), params)

    async def delete(self, provider: str) -> None:
        """Delete a provider."""
        await self._transport.delete(path("/api/v1/llm-providers/{}", provider))
