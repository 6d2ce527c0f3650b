// Wheels that tests make themselves, and a folder of them in the place of an index.
import { execFileSync } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'

interface Wheel {
  name: string
  version?: string
  /** Path in the wheel -> its text; by default one module of the package's name, which knows its version. */
  files?: Record<string, string>
  /** As in its metadata: `other>=1`, `other @ file:///...`. */
  requires?: string[]
  /** Files that its RECORD does not tell of. */
  unlisted?: string[]
}

export interface WheelIndex extends AsyncDisposable {
  folder: string
  /** What has pip look here, and nowhere else. */
  environment: Record<string, string>
  add(...wheels: Wheel[]): void
}

export function wheelIndex(): WheelIndex {
  const folder = mkdtempSync(path.join(tmpdir(), 'sinas-wheels-'))
  return {
    folder,
    environment: { PIP_NO_INDEX: '1', PIP_FIND_LINKS: folder },
    add(...wheels) {
      execFileSync('python3', ['-I', '-c', MAKE, folder], { input: JSON.stringify(wheels.map(whole)) })
    },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  }
}

function whole({ name, version = '1.0', requires = [], unlisted = [], files }: Wheel) {
  return { name, version, requires, unlisted, files: files ?? { [`${name}/__init__.py`]: `__version__ = ${JSON.stringify(version)}\n` } }
}

/** A wheel is a zip with a RECORD of its files. */
const MAKE = `
import base64, hashlib, json, sys, zipfile
for wheel in json.load(sys.stdin):
    stem = f"{wheel['name']}-{wheel['version']}"
    info = stem + ".dist-info/"
    metadata = ["Metadata-Version: 2.1", f"Name: {wheel['name']}", f"Version: {wheel['version']}"]
    files = {
        **wheel["files"],
        info + "METADATA": "\\n".join([*metadata, *(f"Requires-Dist: {each}" for each in wheel["requires"]), ""]),
        info + "WHEEL": "Wheel-Version: 1.0\\nGenerator: test\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n",
    }
    digest = lambda text: base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).decode().rstrip("=")
    rows = [f"{name},sha256={digest(text)},{len(text.encode())}" for name, text in files.items() if name not in wheel["unlisted"]]
    files[info + "RECORD"] = "\\n".join([*rows, info + "RECORD,,", ""])
    with zipfile.ZipFile(f"{sys.argv[1]}/{stem}-py3-none-any.whl", "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
`
