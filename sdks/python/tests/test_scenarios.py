"""Runs sdks/scenarios against the server that the environment names, with both clients."""

from __future__ import annotations

import asyncio
import dataclasses
import inspect
import json
import os
import re
import time
import unittest
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx
from match import at, mismatch

from sinas import AsyncSinas, Sinas, SinasError, sign_webhook, verify_webhook

CONTROL_URL = os.environ.get("SINAS_CONTROL_URL", "")
SCENARIOS = sorted((Path(__file__).parents[2] / "scenarios").glob("*.json"))
EVENTUALLY_SECONDS = 10.0
Step = dict[str, Any]


class Scenario:
    """What both runners share: the values that were saved, and how a step is judged."""

    def __init__(self) -> None:
        self.values: dict[str, Any] = {"run": uuid.uuid4().hex[:12]}

    def filled(self, value: Any) -> Any:
        if isinstance(value, list):
            return [self.filled(item) for item in value]
        if isinstance(value, dict):
            return {key: self.filled(item) for key, item in value.items()}
        if not isinstance(value, str):
            return value
        whole = re.fullmatch(r"\$\{([^}]+)\}", value)
        if whole:
            return at(self.values, whole[1])
        return re.sub(r"\$\{([^}]+)\}", lambda found: str(at(self.values, found[1])), value)

    def fault(self, step: Step, result: Any, error: BaseException | None, seconds: float) -> str | None:
        if error is not None and "error" not in step:
            raise error
        if seconds < step.get("min_ms", 0) / 1000:
            return f"took {seconds} seconds"
        if "error" in step:
            return mismatch(view(error), step["error"], "error")
        return mismatch(plain(result), step["expect"]) if "expect" in step else None

    def save(self, step: Step, result: Any) -> None:
        if "save" in step and "error" not in step:
            self.values[step["save"]] = plain(result)


class SyncScenario(Scenario):
    def __init__(self) -> None:
        super().__init__()
        self.clients = {"main": Sinas()}

    def run(self, step: Step) -> None:
        if "cancel_after_ms" in step:
            return
        if "together" in step:
            with ThreadPoolExecutor() as pool:
                list(pool.map(self.run, step["together"]))
            return
        step = self.filled(step)
        deadline = time.monotonic() + (EVENTUALLY_SECONDS if step.get("eventually") else 0)
        while True:
            start, result, error = time.monotonic(), None, None
            try:
                result = self.act(step)
            except Exception as raised:
                error = raised
            fault = self.fault(step, result, error, time.monotonic() - start)
            if fault is None:
                return self.save(step, result)
            if time.monotonic() >= deadline:
                raise AssertionError(f"{step}\n{fault}")
            time.sleep(0.1)

    def act(self, step: Step) -> Any:
        if "connect" in step:
            self.clients[step["connect"]] = Sinas(**options(step["with"]))
            return None
        if "call" not in step or step["call"].startswith("webhook."):
            return shared(step)
        answer = method(self.clients[step.get("as", "main")], step)(*step.get("args", []), **params(step))
        # Pages and streams can be closed; answers can't.
        return taken(answer, step) if hasattr(answer, "close") else answer

    def close(self) -> None:
        for client in self.clients.values():
            client.close()


class AsyncScenario(Scenario):
    def __init__(self) -> None:
        super().__init__()
        self.clients = {"main": AsyncSinas()}

    async def run(self, step: Step) -> None:
        if "together" in step:
            await asyncio.gather(*(self.run(one) for one in step["together"]))
            return
        step = self.filled(step)
        deadline = time.monotonic() + (EVENTUALLY_SECONDS if step.get("eventually") else 0)
        while True:
            start, result, error = time.monotonic(), None, None
            try:
                result = await self.act(step)
            except (Exception, asyncio.CancelledError) as raised:
                error = raised
            fault = self.fault(step, result, error, time.monotonic() - start)
            if fault is None:
                return self.save(step, result)
            if time.monotonic() >= deadline:
                raise AssertionError(f"{step}\n{fault}")
            await asyncio.sleep(0.1)

    async def act(self, step: Step) -> Any:
        if "connect" in step:
            self.clients[step["connect"]] = AsyncSinas(**options(step["with"]))
            return None
        if "call" not in step or step["call"].startswith("webhook."):
            return shared(step)
        answer = method(self.clients[step.get("as", "main")], step)(*step.get("args", []), **params(step))
        if not inspect.isawaitable(answer):
            return await collected(answer, step)
        task = asyncio.ensure_future(answer)
        if "cancel_after_ms" in step:
            asyncio.get_running_loop().call_later(step["cancel_after_ms"] / 1000, task.cancel)
        return await task

    async def close(self) -> None:
        for client in self.clients.values():
            await client.aclose()


def shared(step: Step) -> Any:
    if "control" in step:
        return httpx.post(CONTROL_URL + step["control"], json=step["body"]).raise_for_status().json()
    if "check" in step:
        return step["check"]
    return sign_webhook(*step["args"]) if step["call"] == "webhook.sign" else verify_webhook(*step["args"])


def method(client: Any, step: Step) -> Any:
    target = client
    for name in step["call"].split("."):
        target = getattr(target, re.sub(r"[A-Z]", lambda letter: f"_{letter[0].lower()}", name))
    return target


def params(step: Step) -> dict[str, Any]:
    given = dict(step.get("params", {}))
    if "raw" in given:
        given["body"] = given.pop("raw").encode()
    return given | ({"if_match": step["if_match"]} if "if_match" in step else {})


def options(given: dict[str, Any]) -> dict[str, Any]:
    return {key: "" if value is None else value for key, value in given.items()}


def is_last(items: list[Any], step: Step) -> bool:
    return len(items) == step.get("take") or ("until" in step and mismatch(plain(items[-1]), step["until"]) is None)


def taken(answer: Any, step: Step) -> list[Any]:
    items = []
    for item in answer:
        items.append(item)
        if is_last(items, step):
            break
    answer.close()
    return items


async def collected(answer: Any, step: Step) -> list[Any]:
    items = []
    async for item in answer:
        items.append(item)
        if is_last(items, step):
            break
    await answer.aclose()
    return items


def view(error: BaseException | None) -> Any:
    """Show an error as scenarios see it."""
    if isinstance(error, asyncio.CancelledError):
        return {"kind": "cancelled"}
    if not isinstance(error, SinasError):
        return {"kind": repr(error)}
    kind = re.sub(r"(?<=.)[A-Z]", lambda letter: f"_{letter[0]}", type(error).__name__.removesuffix("Error")).lower()
    return plain({"kind": kind, "message": str(error)} | vars(error))


def plain(value: Any) -> Any:
    """Return what a value is in JSON."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    return value.isoformat() if isinstance(value, datetime) else value


@unittest.skipUnless(CONTROL_URL, "no SINAS_CONTROL_URL")
class ScenarioTest(unittest.TestCase):
    """One test a file and client, added below."""


def add(file: Path) -> None:
    scenario = json.loads(file.read_text())

    def sync_test(_self: unittest.TestCase) -> None:
        shared({"control": "/reset", "body": {}})
        runner = SyncScenario()
        try:
            for step in scenario["steps"]:
                runner.run(step)
        finally:
            runner.close()

    async def run_async() -> None:
        shared({"control": "/reset", "body": {}})
        runner = AsyncScenario()
        try:
            for step in scenario["steps"]:
                await runner.run(step)
        finally:
            await runner.close()

    def async_test(_self: unittest.TestCase) -> None:
        asyncio.run(run_async())

    name = file.stem.replace("-", "_")
    for suffix, function in (("sync", sync_test), ("async", async_test)):
        function.__doc__ = f"{scenario['name']} ({suffix})"
        setattr(ScenarioTest, f"test_{name}_{suffix}", function)


for scenario_file in SCENARIOS:
    add(scenario_file)

if __name__ == "__main__":
    unittest.main()
