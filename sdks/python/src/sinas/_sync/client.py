# Written by scripts/unasync.py. Do not edit.
from __future__ import annotations

import dataclasses
from collections.abc import Callable
from types import TracebackType
from typing import Self

import httpx

from .._options import base_url_of, tokens_of
from .._tokens import TokenPair
from .agents import Agents
from .api_keys import ApiKeys
from .auth import Auth, refresh_tokens
from .chats import Chats
from .credentials import Credentials
from .executions import Executions
from .functions import Functions
from .groups import Groups
from .llm_providers import LlmProviders
from .mcp_servers import McpServers
from .packages import Packages
from .request_logs import RequestLogs
from .schedules import Schedules
from .skills import Skills
from .states import States
from .transport import Transport
from .users import Users
from .webhooks import Webhooks

_MAX_RETRIES = 3


class Sinas:
    """A client of a Sinas server, to be used in a `with` block or closed with `close()`.

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
        http_client: httpx.Client | None = None,
    ) -> None:
        http = http_client or httpx.Client()
        http.base_url = base_url_of(base_url)
        tokens = tokens_of(api_key, token, refresh_token)

        def refresh(refresh_token: str) -> TokenPair:
            return refresh_tokens(transport, refresh_token)

        transport = Transport(http, Credentials(tokens, refresh, on_tokens), timeout, max_retries)
        self._open(transport)

    def _open(self, transport: Transport) -> None:
        self._transport = transport
        self.auth = Auth(transport)
        self.api_keys = ApiKeys(transport)
        self.agents = Agents(transport)
        self.chats = Chats(transport)
        self.skills = Skills(transport)
        self.functions = Functions(transport)
        self.executions = Executions(transport)
        self.webhooks = Webhooks(transport)
        self.schedules = Schedules(transport)
        self.states = States(transport)
        self.mcp_servers = McpServers(transport)
        self.packages = Packages(transport)
        self.users = Users(transport)
        self.groups = Groups(transport)
        self.llm_providers = LlmProviders(transport)
        self.request_logs = RequestLogs(transport)

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

    def close(self) -> None:
        """Close the connections."""
        self._transport.http.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()
