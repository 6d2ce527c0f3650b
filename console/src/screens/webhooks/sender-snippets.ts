import type { Snippets } from '../../ui/CopyAs.tsx'
import { addressOf, hasBody, type Webhook } from './data.ts'
import { type Signing, signingOf } from './signing.ts'

const BODY = '{"hello": "world"}'

/** A request that the webhook accepts, in four languages: signed and logged in as it wants it. */
export function senderSnippets({ path, httpMethod: method, signature, requiresAuth }: Webhook): Snippets {
  const request: Request = {
    method,
    url: addressOf(path),
    body: hasBody(method) ? BODY : '',
    signing: signature && signingOf(signature),
    needsKey: requiresAuth,
  }
  return { curl: curl(request), TypeScript: typescript(request), Python: python(request), Go: go(request) }
}

interface Request {
  method: string
  url: string
  body: string
  signing: Signing | null
  needsKey: boolean
}

const needs = (signing: Signing | null, mark: '{id}' | '{at}') =>
  signing !== null && (signing.before.includes(mark) || signing.headers.some(([, value]) => value.includes(mark)))

const lines = (...all: (string | false | null)[]) => all.filter((line) => typeof line === 'string').join('\n')

function curl({ method, url, body, signing, needsKey }: Request): string {
  const fill = (text: string) => text.replace('{id}', '$ID').replace('{at}', '$AT').replace('{signature}', '$SIGNATURE')
  const key = signing?.isKeyBase64 ? '-mac HMAC -macopt "hexkey:$KEY"' : '-hmac "$WEBHOOK_SECRET"'
  const write = {
    hex: "-hex | sed 's/^.* //'",
    base64: '-binary | openssl base64 -A',
    base64url: "-binary | openssl base64 -A | tr '+/' '-_'",
  }
  return lines(
    (body !== '' || signing !== null) && `BODY='${body}'`,
    needs(signing, '{id}') && 'ID="msg_$(openssl rand -hex 12)"',
    needs(signing, '{at}') && 'AT="$(date +%s)"',
    signing?.isKeyBase64 === true && `KEY="$(printf %s "\${WEBHOOK_SECRET#whsec_}" | openssl base64 -d -A | od -An -vtx1 | tr -d ' \\n')"`,
    signing &&
      `SIGNATURE="$(printf %s "${fill(signing.before)}$BODY" | openssl dgst -${signing.algorithm} ${key} ${write[signing.encoding]})"`,
    [
      `curl -s -X ${method} '${url}'`,
      ...(needsKey ? ['-H "X-API-Key: $SINAS_API_KEY"'] : []),
      ...(signing?.headers ?? []).map(([name, value]) => `-H "${name}: ${fill(value)}"`),
      ...(body === '' ? [] : ["-H 'Content-Type: application/json'", '--data-raw "$BODY"']),
    ].join(' \\\n  '),
  )
}

function typescript({ method, url, body, signing, needsKey }: Request): string {
  const fill = (text: string) => text.replace(/\{\w+\}/g, (mark) => `$${mark}`)
  const key = signing?.isKeyBase64 ? "Buffer.from(secret.replace(/^whsec_/, ''), 'base64')" : 'secret'
  return lines(
    signing && "import { createHmac } from 'node:crypto'\n",
    signing && "const secret = process.env.WEBHOOK_SECRET ?? ''",
    (body !== '' || signing !== null) && `const body = '${body}'`,
    needs(signing, '{id}') && `const id = 'msg_' + crypto.randomUUID()`,
    needs(signing, '{at}') && 'const at = Math.floor(Date.now() / 1000)',
    signing &&
      `const signature = createHmac('${signing.algorithm}', ${key}).update(\`${fill(signing.before)}\${body}\`).digest('${signing.encoding}')`,
    `const response = await fetch('${url}', {`,
    `  method: '${method}',`,
    '  headers: {',
    body !== '' && "    'content-type': 'application/json',",
    needsKey && "    'x-api-key': process.env.SINAS_API_KEY ?? '',",
    ...(signing?.headers ?? []).map(([name, value]) => `    '${name.toLowerCase()}': \`${fill(value)}\`,`),
    '  },',
    body !== '' && '  body,',
    '})',
    'console.log(response.status, await response.text())',
  )
}

function python({ method, url, body, signing, needsKey }: Request): string {
  const fill = (text: string) => `f"${text}"`
  const key = signing?.isKeyBase64
    ? 'base64.b64decode(os.environ["WEBHOOK_SECRET"].removeprefix("whsec_"))'
    : 'os.environ["WEBHOOK_SECRET"].encode()'
  const write = {
    hex: 'mac.hex()',
    base64: 'base64.b64encode(mac).decode()',
    base64url: 'base64.urlsafe_b64encode(mac).decode()',
  }
  return lines(
    'import base64, hashlib, hmac, os, time, urllib.request, uuid\n',
    `body = b'${body}'`,
    needs(signing, '{id}') && 'id = f"msg_{uuid.uuid4()}"',
    needs(signing, '{at}') && 'at = int(time.time())',
    signing && `key = ${key}`,
    signing && `mac = hmac.new(key, ${fill(signing.before)}.encode() + body, hashlib.${signing.algorithm}).digest()`,
    signing && `signature = ${write[signing.encoding]}`,
    'headers = {',
    body !== '' && '    "Content-Type": "application/json",',
    needsKey && '    "X-API-Key": os.environ["SINAS_API_KEY"],',
    ...(signing?.headers ?? []).map(([name, value]) => `    "${name}": ${fill(value)},`),
    '}',
    `request = urllib.request.Request("${url}", data=${body === '' ? 'None' : 'body'}, headers=headers, method="${method}")`,
    'with urllib.request.urlopen(request) as response:',
    '    print(response.status, response.read().decode())',
  )
}

const GO_ENCODING = {
  hex: 'hex.EncodeToString(mac.Sum(nil))',
  base64: 'base64.StdEncoding.EncodeToString(mac.Sum(nil))',
  base64url: 'base64.URLEncoding.EncodeToString(mac.Sum(nil))',
}

function go({ method, url, body, signing, needsKey }: Request): string {
  const fill = (text: string) =>
    text
      .split(/(\{\w+\})/)
      .filter((part) => part !== '')
      .map((part) => (/^\{\w+\}$/.test(part) ? part.slice(1, -1) : JSON.stringify(part)))
      .join(' + ') || '""'
  return lines(
    `body := \`${body}\``,
    needs(signing, '{id}') && 'id := "msg_" + rand.Text()',
    needs(signing, '{at}') && 'at := strconv.FormatInt(time.Now().Unix(), 10)',
    signing &&
      (signing.isKeyBase64
        ? 'key, _ := base64.StdEncoding.DecodeString(strings.TrimPrefix(os.Getenv("WEBHOOK_SECRET"), "whsec_"))'
        : 'key := []byte(os.Getenv("WEBHOOK_SECRET"))'),
    signing && `mac := hmac.New(${signing.algorithm}.New, key)`,
    signing && `mac.Write([]byte(${fill(signing.before)} + body))`,
    signing && `signature := ${GO_ENCODING[signing.encoding]}`,
    `request, _ := http.NewRequest("${method}", "${url}", strings.NewReader(body))`,
    body !== '' && 'request.Header.Set("Content-Type", "application/json")',
    needsKey && 'request.Header.Set("X-API-Key", os.Getenv("SINAS_API_KEY"))',
    ...(signing?.headers ?? []).map(([name, value]) => `request.Header.Set("${name}", ${fill(value)})`),
    'response, err := http.DefaultClient.Do(request)',
  )
}
