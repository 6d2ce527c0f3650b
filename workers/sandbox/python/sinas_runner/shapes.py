"""What the server sends (PROTOCOL.md), for the type checker alone: nothing imports this at run time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol, TypeAlias, TypedDict

from typing_extensions import NotRequired

#: What came as JSON, or goes as JSON.
Json: TypeAlias = Any
#: Code of users: nothing is known of it.
Function: TypeAlias = Callable[..., Any]


class Weight(TypedDict):
    """Bytes."""

    address: int
    data: int


class Config(TypedDict):
    """The first line of stdin; `base` is what the zygote weighs once it has imported what it preloads."""

    directory: str
    socket: str
    setSocket: str
    root: str
    store: str | None
    uid: int
    maxLevel: int
    spares: int
    slots: int
    setSlots: int
    memoryMb: int
    storageBytes: int
    logBytes: int
    outputBytes: int
    preload: list[str]
    network: bool
    api: tuple[str, int | None]
    allowedHosts: list[tuple[str, int | None]]
    base: Weight


#: A call that code may make: as it spells it, and the function that it means, or why it can't be called.
Link = TypedDict('Link', {'as': str, 'namespace': str, 'name': str, 'fault': NotRequired[str]})


class Source(TypedDict):
    """A function of the request."""

    namespace: str
    name: str
    code: str
    compiledBytes: int
    compiled: bytes
    inputSchema: Json
    outputSchema: Json
    links: list[Link]


class Secret(TypedDict, total=False):
    """A secret that a function lists: `value`, or in its place `fault`, why the run may not have it."""

    name: str
    value: str
    fault: str


class Entry(TypedDict):
    namespace: str
    name: str


class Request(TypedDict):
    mode: str
    functions: list[Source]
    entry: Entry
    input: Json
    context: Json
    secrets: list[Secret]


class Place(Protocol):
    """A temporary folder and the packages in view: a slot."""

    tmp: str

    @property
    def packages(self) -> list[str]: ...

    @property
    def import_paths(self) -> list[str]: ...

    def show(self, names: list[str]) -> bool: ...

    def clean(self, seconds: float) -> bool: ...

    def enter(self) -> None: ...


class Home(Protocol):
    """Where a process lives, to be emptied when it is gone."""

    def clean(self, seconds: float) -> None: ...

    def free(self) -> None: ...

    def abandon(self) -> None: ...


class Output(Protocol):
    """What a process prints past Python."""

    def take(self, buffer: bytearray) -> int: ...

    def close(self) -> None: ...
