import { readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../', import.meta.url))

/** The version of the platform: that of package.json. */
export const VERSION = (JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as { version: string }).version

/** What stands in the paths of the REST API. */
export const API_VERSION = 'v1'

/** The commit of a working copy of git, without running git. @returns null where there is none */
export function workingCopyCommit(root = ROOT): string | null {
  try {
    const dotGit = path.join(root, '.git')
    const folder = gitFolder(dotGit)
    const head = readFileSync(path.join(folder, 'HEAD'), 'utf8').trim()
    const [, ref] = /^ref: (.+)$/.exec(head) ?? []
    return ref === undefined ? head : refCommit(commonFolder(folder), ref)
  } catch {
    return null
  }
}

/** Of a further working tree, `.git` is a file that names the folder. */
function gitFolder(dotGit: string): string {
  const text = read(dotGit)
  return text === undefined ? dotGit : path.resolve(path.dirname(dotGit), text.replace('gitdir: ', ''))
}

/** Where the branches are, which all working trees share. */
function commonFolder(folder: string): string {
  const text = read(path.join(folder, 'commondir'))
  return text === undefined ? folder : path.resolve(folder, text)
}

function refCommit(folder: string, ref: string): string | null {
  const loose = read(path.join(folder, ref))
  if (loose !== undefined) return loose
  const line = read(path.join(folder, 'packed-refs'))
    ?.split('\n')
    .find((text) => text.endsWith(` ${ref}`))
  return line?.split(' ')[0] ?? null
}

/** @returns undefined where it is no file */
function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch {
    return undefined
  }
}
