# Written by scripts/unasync.py. Do not edit.
from __future__ import annotations

from collections.abc import Sequence

from .._request import Request
from .._tokens import TokenPair, after
from ..types import Account, LoginSession, PermissionChecks, PermissionLogic, RefreshedToken, Tokens
from .resource import Resource
from .transport import Transport


class Auth(Resource):
    """Logging in and out, and who the caller is."""

    def login(self, email: str) -> LoginSession:
        """Send a login code to an e-mail address."""
        request = Request(method="POST", path="/api/v1/auth/login", body={"email": email}, public=True)
        return self._transport.call(LoginSession, request)

    def verify_otp(self, session_id: str, code: str) -> Tokens:
        """Log in with the code that was sent: from here on the client uses the tokens, and keeps them fresh."""
        return self._enter("/api/v1/auth/verify-otp", {"session_id": session_id, "otp_code": code})

    def external_login(self, token: str) -> Tokens:
        """Log in with a token of the OpenID Connect issuer that the server trusts."""
        return self._enter("/api/v1/auth/external-auth", {"token": token})

    def logout(self) -> None:
        """End the session and forget the tokens. The access token lives on until it expires."""
        credentials = self._transport.credentials
        if credentials.refresh_token:
            body = {"refresh_token": credentials.refresh_token}
            self._transport.json(Request(method="POST", path="/api/v1/auth/logout", body=body))
        credentials.set(None)

    def me(self) -> Account:
        """Return the caller."""
        return self._transport.get(Account, "/api/v1/auth/me")

    def check_permissions(
        self, permissions: Sequence[str], *, logic: PermissionLogic = "AND"
    ) -> PermissionChecks:
        """Say which of these permissions the caller holds."""
        body = {"permissions": list(permissions), "logic": logic}
        request = Request(method="POST", path="/api/v1/auth/check-permissions", body=body, repeatable=True)
        return self._transport.call(PermissionChecks, request)

    def _enter(self, path: str, body: dict[str, str]) -> Tokens:
        tokens = self._transport.call(Tokens, Request(method="POST", path=path, body=body, public=True))
        pair = TokenPair(tokens.access_token, tokens.refresh_token, after(tokens.expires_in))
        self._transport.credentials.set(pair)
        return tokens


def refresh_tokens(transport: Transport, refresh_token: str) -> TokenPair:
    """Fetch new tokens. The server answers the same again for a moment, so that a lost answer does no harm."""
    body = {"refresh_token": refresh_token}
    request = Request(method="POST", path="/api/v1/auth/refresh", body=body, public=True, repeatable=True)
    token = transport.call(RefreshedToken, request)
    return TokenPair(token.access_token, token.refresh_token, after(token.expires_in))
