from __future__ import annotations

import dataclasses
from collections.abc import Callable
from types import TracebackType
from typing import Self

import httpx

from .._options import base_url_of, tokens_of
from .._tokens import TokenPair
from .agents import AsyncAgents
from .api_keys import AsyncApiKeys
from .auth import AsyncAuth, refresh_tokens
from .chats import AsyncChats
from .credentials import AsyncCredentials
from .executions import AsyncExecutions
from .functions import AsyncFunctions
from .groups import AsyncGroups
from .llm_providers import AsyncLlmProviders
from .mcp_servers import AsyncMcpServers
from .packages import AsyncPackages
from .request_logs import AsyncRequestLogs
from .schedules import AsyncSchedules
from .skills import AsyncSkills
from .states import AsyncStates
from .transport import AsyncTransport
from .users import AsyncUsers
from .webhooks import AsyncWebhooks

_MAX_RETRIES = 3


class AsyncSinas:
    """A client of a Sinas server, to be used in a `with` block or closed with `aclose()`.

    `base_url` is `SINAS_BASE_URL` where it is not given, or else where a server of this machine listens;
    `api_key` is `SINAS_API_KEY`, and `token`, an access token, `SINAS_TOKEN`. With `refresh_token` the client replaces
    the access token by itself; `on_tokens` is called whenever there are new ones, to be kept: a refresh token is good
    once, and each renewal brings another. `timeout` is the seconds without an answer, for each attempt: by default 60,
    and 600 for calls that wait for a function or an agent. `max_retries` counts the attempts after the first, of what
    is safe to repeat.
    """

    def __init__(
        self,
        base_url: str | None = None,
        *,
        api_key: str | None = None,
        token: str | None = None,
        refresh_token: str | None = None,
        on_tokens: Callable[[TokenPair], None] | None = None,
        timeout: float | None = None,
        max_retries: int = _MAX_RETRIES,
        http_client: httpx.AsyncClient | None = None,
    ) -> None:
        http = http_client or httpx.AsyncClient()
        http.base_url = base_url_of(base_url)
        tokens = tokens_of(api_key, token, refresh_token)

        async def refresh(refresh_token: str) -> TokenPair:
            return await refresh_tokens(transport, refresh_token)

        transport = AsyncTransport(http, AsyncCredentials(tokens, refresh, on_tokens), timeout, max_retries)
        self._open(transport)

    def _open(self, transport: AsyncTransport) -> None:
        self._transport = transport
        self.auth = AsyncAuth(transport)
        self.api_keys = AsyncApiKeys(transport)
        self.agents = AsyncAgents(transport)
        self.chats = AsyncChats(transport)
        self.skills = AsyncSkills(transport)
        self.functions = AsyncFunctions(transport)
        self.executions = AsyncExecutions(transport)
        self.webhooks = AsyncWebhooks(transport)
        self.schedules = AsyncSchedules(transport)
        self.states = AsyncStates(transport)
        self.mcp_servers = AsyncMcpServers(transport)
        self.packages = AsyncPackages(transport)
        self.users = AsyncUsers(transport)
        self.groups = AsyncGroups(transport)
        self.llm_providers = AsyncLlmProviders(transport)
        self.request_logs = AsyncRequestLogs(transport)

    def with_options(self, *, timeout: float | None = None, max_retries: int | None = None) -> Self:
        """Return a client with other options on the same connections and tokens."""
        transport = self._transport
        copy = type(self).__new__(type(self))
        copy._open(
            dataclasses.replace(
                transport,
                timeout=transport.timeout if timeout is None else timeout,
                max_retries=transport.max_retries if max_retries is None else max_retries,
            )
        )
        return copy

    async def aclose(self) -> None:
        """Close the connections."""
        await self._transport.http.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self.aclose()
