# Written by scripts/unasync.py. Do not edit.
from __future__ import annotations

from collections.abc import Iterator
from typing import Unpack

from .._request import LONG_TIMEOUT_SECONDS, Request, path
from ..types import ListPackages, Package
from .resource import Resource


class Packages(Resource):
    """Python packages that functions may import."""

    def install(self, name: str, *, version: str | None = None, for_everyone: bool | None = None) -> Package:
        """Install a package: for everyone where the caller may, otherwise for their own functions."""
        body: dict[str, object] = {"package_name": name}
        if version:
            body["version"] = version
        if for_everyone is not None:
            body["for_everyone"] = for_everyone
        request = Request(method="POST", path="/api/v1/packages", body=body, timeout=LONG_TIMEOUT_SECONDS)
        return self._transport.call(Package, request)

    def list(self, **params: Unpack[ListPackages]) -> Iterator[Package]:
        """Packages that functions may import."""
        return self._transport.pages(Package, "/api/v1/packages", params)

    def remove(self, package_id: str) -> None:
        """Remove a package. Running executions keep it."""
        self._transport.delete(path("/api/v1/packages/{}", package_id))
