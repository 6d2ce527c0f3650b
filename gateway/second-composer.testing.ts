// Apollo's own composer, for a test alone. It is under the Elastic licence and thus no dependency of ours: it is installed beside the platform.
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { homedir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import type { DocumentNode, GraphQLSchema, lexicographicSortSchema, parse, printSchema } from 'graphql'

const PACKAGES = ['@apollo/composition@2.14.4', 'graphql@16.15.0']
const INSTALL_TIMEOUT_MS = 120_000

interface Composition {
  composeServices(services: { name: string; url: string; typeDefs: DocumentNode }[]): {
    errors?: { message: string }[]
    hints?: { message: string }[]
    schema?: { toAPISchema(): { toGraphQLJSSchema(): GraphQLSchema } }
  }
}

/** Its own copy: a schema of one copy is none to another. */
interface GraphQLOfIt {
  parse: typeof parse
  printSchema: typeof printSchema
  lexicographicSortSchema: typeof lexicographicSortSchema
}

export interface Composed {
  errors: string[]
  hints: string[]
  /** The API as clients see it, sorted. */
  schema: string
}

/** Composes subgraphs by their SDL. @param home where the composer is installed */
export function secondComposer(home: string): (subgraphs: Record<string, string>) => Composed {
  const require = createRequire(path.join(home, 'package.json'))
  const { composeServices } = require('@apollo/composition') as Composition
  const { parse, printSchema, lexicographicSortSchema } = require('graphql') as GraphQLOfIt
  return (subgraphs) => {
    const services = Object.entries(subgraphs).map(([name, sdl]) => ({
      name,
      url: `http://${name}.internal/graphql`,
      typeDefs: parse(sdl),
    }))
    const { errors = [], hints = [], schema } = composeServices(services)
    return {
      errors: errors.map(({ message }) => message),
      hints: hints.map(({ message }) => message),
      schema: schema ? printSchema(lexicographicSortSchema(schema.toAPISchema().toGraphQLJSSchema())) : '',
    }
  }
}

/** Kept for the next time. @returns its folder @throws where no package registry can be reached */
export async function installComposer(): Promise<string> {
  const cache = path.join(process.env.XDG_CACHE_HOME ?? path.join(homedir(), '.cache'), 'sinas-tools')
  const home = path.join(cache, PACKAGES[0]!.replace(/\W+/g, '-'))
  const isComplete = path.join(home, 'complete')
  if (existsSync(isComplete)) return home
  await rm(home, { recursive: true, force: true })
  await mkdir(home, { recursive: true })
  await writeFile(path.join(home, 'package.json'), '{ "private": true }')
  const args = ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error', ...PACKAGES]
  await promisify(execFile)('npm', args, { cwd: home, timeout: INSTALL_TIMEOUT_MS })
  await writeFile(isComplete, '')
  return home
}
