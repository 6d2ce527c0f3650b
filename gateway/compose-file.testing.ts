// docker-compose.yml as a test reads it, and what the README has an operator do before `docker compose up`.
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { parse } from 'yaml'

export interface Service {
  image?: string
  command: string[]
  environment: Record<string, string | number>
  secrets?: string[]
  networks: string[]
  volumes?: string[]
  read_only?: boolean
  tmpfs?: string[]
  cap_drop?: string[]
  security_opt?: string[]
  healthcheck: { test: string[] }
}

interface ComposeFile {
  services: Record<string, Service>
  networks: Record<string, { internal?: boolean } | null>
  secrets: Record<string, { file: string }>
}

export const root = path.resolve(import.meta.dirname, '..')

/** The services that are this platform's own; the others are databases. */
export const OURS = ['workers', 'subgraphs', 'gateway'] as const
export type OurService = (typeof OURS)[number]

export function readComposeFile(): ComposeFile {
  return parse(readFileSync(path.join(root, 'docker-compose.yml'), 'utf8'), { merge: true })
}

/** Runs the README's commands in a folder, up to the one that needs an engine: they write `secrets/` and `.env`. */
export function prepareAsTheReadmeSays(folder: string): void {
  const [, block] = /## Deployment[\s\S]*?```\n([\s\S]*?)```/.exec(readFileSync(path.join(root, 'README.md'), 'utf8'))!
  const [commands] = block!.split('docker compose')
  execFileSync('bash', ['-ec', commands!], { cwd: folder })
}
