import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { createServer as createHttpServer } from 'node:http'
import { type AddressInfo, createServer, type Server } from 'node:net'
import { networkInterfaces } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { promisify } from 'node:util'
import { findPython } from './python.ts'
import { outputOf, sharedSandbox, testSandbox } from './sandbox.testing.ts'

const api = createHttpServer((request, response) =>
  response.end(JSON.stringify({ path: request.url, token: request.headers.authorization })),
)
await listen(api, '127.0.0.1')
const apiUrl = `http://127.0.0.1:${portOf(api)}`

/** Stands for a database of the platform: it must never see a connection. */
let visits = 0
const database = createServer((socket) => {
  visits++
  socket.on('error', () => {}).destroy()
})
await listen(database, '::')
const allowed = createServer((socket) => socket.on('error', () => {}).end('welcome'))
await listen(allowed, '127.0.0.1')

after(() => {
  for (const server of [api, database, allowed]) server.close()
})

const CONNECT = `
import errno, socket
def connect(address, port, family=socket.AF_INET):
    with socket.socket(family) as s:
        s.settimeout(3)
        try:
            s.connect((address, port))
            return "connected"
        except OSError as error:
            return errno.errorcode.get(error.errno, type(error).__name__)
`

for (const network of [true, false]) {
  const mode = network ? 'on' : 'off'
  const sandbox = sharedSandbox(after, { network, apiUrl, allowedHosts: [`localhost:${portOf(allowed)}`] })

  test(`network ${mode}: calls the platform's own API, by every way that Python has`, async () => {
    const box = await sandbox()
    const code = `
import asyncio, http.client, urllib.request
async def stream():
    reader, writer = await asyncio.open_connection("127.0.0.1", PORT)
    writer.write(b"GET /async HTTP/1.0\\r\\n\\r\\n")
    text = await reader.read()
    writer.close()
    return text
def handler(input, context):
    request = urllib.request.Request(context["url"] + "/plain", headers={"Authorization": "Bearer t"})
    first = json.load(urllib.request.urlopen(request, timeout=5))
    connection = http.client.HTTPConnection("127.0.0.1", PORT)
    connection.request("GET", "/client")
    second = json.load(connection.getresponse())
    return [first, second["path"], b'"/async"' in asyncio.run(stream())]`.replaceAll('PORT', String(portOf(api)))
    assert.deepEqual(await outputOf(box, code, { context: { url: apiUrl } }), [{ path: '/plain', token: 'Bearer t' }, '/client', true])
  })

  test(`network ${mode}: reaches the API by the name localhost too`, async () => {
    await using box = await testSandbox({ network, apiUrl: apiUrl.replace('127.0.0.1', 'localhost') })
    const code =
      'import urllib.request\ndef handler(i, c):\n    return json.load(urllib.request.urlopen(c["url"] + "/x", timeout=5))["path"]'
    assert.equal(await outputOf(box, code, { context: { url: apiUrl.replace('127.0.0.1', 'localhost') } }), '/x')
  })

  test(`network ${mode}: never reaches what else listens on this machine`, async () => {
    const box = await sandbox()
    const port = portOf(database)
    const own = Object.values(networkInterfaces()).flatMap((each) => each ?? [])
    const addresses = [
      '127.0.0.1',
      '127.1.2.3',
      '0.0.0.0',
      'localhost',
      ...own.filter(({ family }) => family === 'IPv4').map(({ address }) => address),
    ]
    const addresses6 = [
      '::1',
      '::',
      '::ffff:127.0.0.1',
      '::ffff:0.0.0.0',
      '64:ff9b::7f00:1',
      '2002:7f00:1::',
      ...own.filter(({ family }) => family === 'IPv6').map(({ address }) => address),
    ]
    const code = `${CONNECT}
def handler(input, context):
    found = {a: connect(a, input["port"]) for a in input["v4"]}
    found.update({a: connect(a, input["port"], socket.AF_INET6) for a in input["v6"]})
    return found`
    const outcomes: Record<string, string> = await outputOf(box, code, { input: { port, v4: addresses, v6: addresses6 } })
    assert.equal(visits, 0)
    for (const [address, outcome] of Object.entries(outcomes)) assert.notEqual(outcome, 'connected', address)
    assert.equal(outcomes['127.0.0.1'], 'EACCES')
    assert.equal(outcomes['::ffff:127.0.0.1'], 'EACCES')
  })

  test(`network ${mode}: reaches no metadata service and no private network`, async () => {
    const box = await sandbox()
    const addresses = [
      '169.254.169.254',
      '100.100.100.200',
      '168.63.129.16',
      '10.0.0.1',
      '172.17.0.1',
      '192.168.1.1',
      '224.0.0.1',
      '255.255.255.255',
    ]
    const code = `${CONNECT}\ndef handler(input, context):\n    return [connect(a, 80) for a in input]`
    assert.deepEqual(
      await outputOf(box, code, { input: addresses }),
      addresses.map(() => 'EACCES'),
    )
  })

  test(`network ${mode}: sends no datagram to this machine`, async () => {
    const box = await sandbox()
    const socket = createSocket('udp4')
    let datagrams = 0
    socket.on('message', () => datagrams++)
    await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve))
    const code = `
import socket
def handler(port, context):
    tried = 0
    for how in ("sendto", "connect", "sendmsg"):
        try:
            with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s:
                if how == "connect":
                    s.connect(("127.0.0.1", port)), s.send(b"x")
                elif how == "sendto":
                    s.sendto(b"x", ("127.0.0.1", port))
                else:
                    s.sendmsg([b"x"], [], 0, ("127.0.0.1", port))
        except OSError:
            pass
        tried += 1
    return tried`
    assert.equal(await outputOf(box, code, { input: socket.address().port }), 3)
    // Loopback keeps the order: had one of the function's arrived, it would have come before this one.
    const mine = once(socket, 'message')
    socket.send('mine', socket.address().port, '127.0.0.1')
    await mine
    socket.close()
    assert.equal(datagrams, 1)
  })

  test(`network ${mode}: reaches private hosts that are allowed, on their port alone`, async () => {
    const box = await sandbox()
    const code = `${CONNECT}
def handler(ports, context):
    with socket.create_connection(("localhost", ports[0]), 3) as s:
        said = s.recv(100).decode()
    return [said, connect("127.0.0.1", ports[0]), connect("127.0.0.1", ports[1])]`
    assert.deepEqual(await outputOf(box, code, { input: [portOf(allowed), portOf(database)] }), ['welcome', 'connected', 'EACCES'])
  })
}

test('network off: names are not resolved, so that a query carries nothing out', async () => {
  await using box = await testSandbox({ network: false, apiUrl })
  const code = `
import socket
def handler(i, c):
    try:
        return socket.getaddrinfo("secret-in-a-name.example.com", 80)
    except socket.gaierror as error:
        return "refused"`
  assert.equal(await outputOf(box, code), 'refused')
})

test('a race on the address of a connect reaches nothing', async () => {
  await using box = await testSandbox({ network: true, apiUrl })
  // One thread swaps the address in memory between the API's and the database's while another connects.
  const code = `
import ctypes, socket, struct, threading
libc = ctypes.CDLL(None, use_errno=True)
def handler(ports, context):
    good, bad = [struct.pack("<H", socket.AF_INET) + struct.pack(">H", port) + bytes([127, 0, 0, 1]) + bytes(8) for port in ports]
    address = ctypes.create_string_buffer(good, 16)
    stop = False
    def swap():
        while not stop:
            ctypes.memmove(address, bad, 16)
            ctypes.memmove(address, good, 16)
    threads = [threading.Thread(target=swap) for _ in range(2)]
    for thread in threads: thread.start()
    connected = 0
    for _ in range(150):
        with socket.socket() as s:
            connected += libc.connect(s.fileno(), address, 16) == 0
    stop = True
    for thread in threads: thread.join()
    return connected`
  await outputOf(box, code, { input: [portOf(api), portOf(database)] })
  assert.equal(visits, 0)
})

test('addresses that are none are refused, and the broker goes on', async () => {
  await using box = await testSandbox({ network: true, apiUrl })
  const code = `
import ctypes, socket
libc = ctypes.CDLL(None, use_errno=True)
def handler(port, context):
    good = (socket.AF_INET).to_bytes(2, "little") + port.to_bytes(2, "big") + bytes([127, 0, 0, 1]) + bytes(8)
    results = []
    for address, length in ((b"", 0), (good, 1), (good, 3), (good, 1 << 30), (b"\\xff" * 64, 64), (None, 16), (good, -1), (b"\\x0a\\0" + bytes(5), 7), (good, 16)):
        with socket.socket() as s:
            results.append(libc.connect(s.fileno(), address, length))
    return results`
  assert.deepEqual((await outputOf(box, code, { input: portOf(api) })).at(-1), 0)
  assert.equal(box.stats().workers[0]!.status, 'ready')
})

test('a connect that is refused says so', async () => {
  const closed = createServer()
  await listen(closed, '127.0.0.1')
  const port = portOf(closed)
  await new Promise((resolve) => closed.close(resolve))
  await using box = await testSandbox({ network: false, apiUrl, allowedHosts: [`127.0.0.1:${port}`] })
  const code = `${CONNECT}\ndef handler(port, context):\n    return [connect("127.0.0.1", port) for _ in range(3)]`
  assert.deepEqual(await outputOf(box, code, { input: port }), ['ECONNREFUSED', 'ECONNREFUSED', 'ECONNREFUSED'])
})

test('the policy knows public from private, in every notation', async () => {
  const script = `
import sys; sys.path.insert(0, ${JSON.stringify(join(import.meta.dirname, 'python'))})
from sinas_runner.policy import Policy
on = Policy({"network": True, "api": ["127.0.0.1", 8000], "allowedHosts": [["10.1.2.3", None], ["192.168.0.9", 5432]]})
off = Policy({"network": False, "api": ["::1", 8000], "allowedHosts": []})
import json
cases = [("1.1.1.1", 443), ("2606:4700:4700::1111", 443), ("::ffff:1.1.1.1", 443), ("10.1.2.3", 1), ("192.168.0.9", 5432), ("127.0.0.1", 8000), ("::ffff:127.0.0.1", 8000),
 ("192.168.0.9", 80), ("127.0.0.1", 5432), ("::ffff:10.0.0.1", 80), ("64:ff9b::a00:1", 80), ("2002:a00:1::", 80), ("fd00:ec2::254", 80), ("fe80::1", 80), ("100.64.0.1", 80), ("168.63.129.16", 80), ("0.0.0.0", 80), ("::", 80), ("240.0.0.1", 80), ("ff02::1", 80)]
print(json.dumps([[on.allows(*c) for c in cases], [off.allows("1.1.1.1", 443), off.allows("::1", 8000), off.allows("::1", 80), off.resolves("example.com"), on.resolves("example.com")]]))`
  const { stdout } = await promisify(execFile)((await findPython()).executable, ['-I', '-c', script])
  const [on, off] = JSON.parse(stdout)
  assert.deepEqual(on, [...Array(7).fill(true), ...Array(13).fill(false)])
  assert.deepEqual(off, [false, true, false, false, true])
})

async function listen(server: Server, host: string): Promise<void> {
  await new Promise<void>((resolve) => server.listen(0, host, resolve))
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port
}
