"""What a function imports as `sinas`: the secrets that it was given, and the platform's API with the token of its run."""

from __future__ import annotations

import http.client
import importlib.util
import json
import sys
from urllib.parse import quote, urlencode, urlsplit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from importlib.machinery import ModuleSpec
    from types import ModuleType
    from typing import Any

    from .shapes import Json, Secret

_TIMEOUT_SECONDS = 300
_context: dict[str, Any] = {}


class Secrets(dict[str, str]):
    """The values of the secrets that the function lists, by name. It does not show them when it is printed."""

    def __init__(self) -> None:
        super().__init__()
        self._faults: dict[str, str] = {}

    def take(self, given: list[Secret]) -> None:
        for secret in given:
            if 'value' in secret:
                self[secret['name']] = secret['value']
            else:
                self._faults[secret['name']] = secret['fault']

    def __missing__(self, name: str) -> str:
        raise KeyError(self._faults.get(name) or f'This function does not list the secret {name}: add it to its "secrets"')

    def __repr__(self) -> str:
        return f'<secrets: {", ".join(self) or "none"}>'


class ApiError(Exception):
    """The platform refused a call: `status` is HTTP's, `code` the platform's own word, `detail` what it says."""

    def __init__(self, status: int, code: str, detail: Any) -> None:
        super().__init__(f'{status} {code}: {detail}')
        self.status, self.code, self.detail = status, code, detail


def request(method: str, path: str, body: Json = None, query: Mapping[str, Any] | None = None) -> Any:
    """Calls the platform's REST API as the user for whom the function runs, with the rights of the run. Answers the JSON, or None.
    @raises ApiError"""
    base = urlsplit(_context['api_url'])
    connect = http.client.HTTPSConnection if base.scheme == 'https' else http.client.HTTPConnection
    connection: http.client.HTTPConnection = connect(base.hostname or 'localhost', base.port, timeout=_TIMEOUT_SECONDS)
    given = {name: value for name, value in (query or {}).items() if value is not None}
    target = base.path.rstrip('/') + path + (f'?{urlencode(given, doseq=True)}' if given else '')
    headers = {'authorization': f'Bearer {_context["access_token"]}', 'accept': 'application/json'}
    data = None
    if body is not None:
        data, headers['content-type'] = json.dumps(body).encode(), 'application/json'
    try:
        connection.request(method, target, data, headers)
        answer = connection.getresponse()
        text = answer.read().decode('utf-8', 'replace')
    finally:
        connection.close()
    return _read(answer.status, text)


def _read(status: int, text: str) -> Any:
    try:
        answer = json.loads(text) if text else None
    except ValueError:
        answer = {'detail': text[:500]}
    if status < 400:
        return answer
    found = answer if isinstance(answer, dict) else {'detail': answer}
    raise ApiError(status, str(found.get('code', 'ERROR')), found.get('detail', text[:500]))


def _path(*parts: str) -> str:
    return '/' + '/'.join(quote(part, safe='') for part in parts)


def _named(name: str) -> tuple[str, str]:
    namespace, slash, rest = name.partition('/')
    return (namespace, rest) if slash else ('default', name)


class State:
    """The user's values by namespace and key, which outlive the run."""

    def get(self, namespace: str, key: str, default: Any = None) -> Any:
        """The value, or `default` where there is none that the run may read."""
        try:
            return request('GET', _path('states', namespace, key))['value']
        except ApiError as error:
            if error.status == 404:
                return default
            raise

    def set(self, namespace: str, key: str, value: Json, **settings: Any) -> None:
        """Writes the value, whether it is there or not. `settings`: visibility, description, tags, encrypted, expires_at, ..."""
        try:
            request('PUT', _path('states', namespace, key), {'value': value, **settings})
        except ApiError as error:
            if error.status != 404:
                raise
            request('POST', '/states', {'namespace': namespace, 'key': key, 'value': value, **settings})

    def delete(self, namespace: str, key: str) -> bool:
        """Was it there?"""
        try:
            request('DELETE', _path('states', namespace, key))
        except ApiError as error:
            if error.status == 404:
                return False
            raise
        return True


class Log:
    """Prints a line of JSON: a level, a message, and fields of your own."""

    def debug(self, message: str, **fields: Json) -> None:
        self._write('debug', message, fields)

    def info(self, message: str, **fields: Json) -> None:
        self._write('info', message, fields)

    def warning(self, message: str, **fields: Json) -> None:
        self._write('warning', message, fields)

    def error(self, message: str, **fields: Json) -> None:
        self._write('error', message, fields)

    @staticmethod
    def _write(level: str, message: str, fields: Mapping[str, Json]) -> None:
        line = json.dumps({'level': level, 'message': message, **fields}, default=str, ensure_ascii=False)
        print(line, file=sys.stderr if level in ('warning', 'error') else sys.stdout)


def call(name: str, value: Json = None, timeout: int | None = None) -> Any:
    """Calls a function, `namespace/name` or `name`, as a run of its own, and answers what it returns.
    @raises RuntimeError where it fails, ApiError where it may not be called"""
    body = {'input': {} if value is None else value}
    answer = request('POST', _path('functions', *_named(name), 'execute'), body if timeout is None else {**body, 'timeout': timeout})
    if answer.get('error'):
        raise RuntimeError(answer['error'])
    return answer.get('result')


def ask(agent: str, message: str, chat: str | None = None, chat_input: Json = None) -> str:
    """Says something to an agent, `namespace/name` or `name`, in a new chat or in the one of this id, and answers what it says."""
    if chat is None:
        chat = request('POST', _path('agents', *_named(agent), 'chats'), {'input': {} if chat_input is None else chat_input})['id']
    return str(request('POST', _path('chats', str(chat), 'messages'), {'content': message})['content'])


state = State()
log = Log()
secrets = Secrets()


def begin(context: Any, given: list[Secret]) -> None:
    """Gives the module what it knows of a run, and the run's context its secrets."""
    secrets.take(given)
    if isinstance(context, dict):
        context['secrets'] = secrets
        _context.update(context)


class Finder:
    """Finds `sinas` where no package of the function has a module of that name."""

    @staticmethod
    def find_spec(name: str, path: Any = None, target: ModuleType | None = None) -> ModuleSpec | None:
        if name != 'sinas':
            return None
        # The types ask for `load_module`, which Python has deprecated.
        return importlib.util.spec_from_loader(name, Loader(), origin='the platform')  # type: ignore[arg-type]


class Loader:
    @staticmethod
    def create_module(spec: ModuleSpec) -> ModuleType:
        return sys.modules[__name__]

    @staticmethod
    def exec_module(module: ModuleType) -> None:
        pass
