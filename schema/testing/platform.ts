// What the tests of every subgraph start: a real platform in a temporary folder, without the gateway.
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type ExecutionResult, parse, validate } from 'graphql'
import { answerOf } from '../answer.ts'
import { type Config, loadConfig } from '../config.ts'
import { type Caller, internalRequest, type RequestInfo } from '../context.ts'
import { openDataFolder } from '../embedded/data-folder.ts'
import { startPostgres } from '../embedded/postgres.ts'
import { createGraph, dataOf, type Graph, type OperationName, type SubgraphEndpoint } from '../graph.ts'
import { createLog } from '../log.ts'
import { loadOperations } from '../operations.ts'
import { createOwnership } from '../ownership/open.ts'
import type { Permissions } from '../permissions.ts'
import { createSealer } from '../sealing.ts'
import { type Platform, type RunningSubgraph, type Subgraph, startSubgraph } from '../subgraph.ts'

export interface TestPlatform extends AsyncDisposable {
  config: Config
  databaseUrl: string
  listener: Platform['listener']
  presence: Platform['presence']
  graph: Graph
  folder(name: string): string
  /** Starts a subgraph; its operations are then in `graph`. */
  start(subgraph: Subgraph): Promise<RunningSubgraph>
  /**
   * Runs an operation by its name, with whatever variables: tests send what types would not let them.
   * @returns what its route answers, after travelling
   */
  perform(name: OperationName, variables: Record<string, unknown>, request: RequestInfo): Promise<any>
  /** The same for a subscription. */
  watch(name: OperationName, variables: Record<string, unknown>, request: RequestInfo): AsyncIterableIterator<any>
  /** Runs any GraphQL text on one subgraph. @throws SinasError the first error */
  run<Data = any>(subgraph: RunningSubgraph, source: string, variables?: Record<string, unknown>, caller?: Caller | null): Promise<Data>
  close(): Promise<void>
}

/** @param environment variables for `config`, as a user would set them */
export async function openTestPlatform(environment: Record<string, string> = {}): Promise<TestPlatform> {
  const root = await mkdtemp(path.join(tmpdir(), 'sinas-test-'))
  const config = loadConfig({ SINAS_DATA_DIR: root, LOG_LEVEL: 'silent', APP_PORT: '0', DB_POOL_SIZE: '5', ...environment })
  const dataFolder = await openDataFolder(root)
  const postgres = config.databaseUrl ? null : await startPostgres(dataFolder)
  const databaseUrl = config.databaseUrl ?? postgres!.url
  const endpoints = new Map<string, SubgraphEndpoint>()
  const running: RunningSubgraph[] = []
  const operations = loadOperations()
  const graph = createGraph(operations, endpoints)
  const named = (name: string) => operations.get(name)!
  const folder = (name: string) => path.join(root, name)
  const log = createLog(config.LOG_LEVEL ?? 'silent')
  // Tests change rows behind the platform's back: it looks often.
  const ownership = createOwnership(databaseUrl, log, { beatMs: 100 })
  await ownership.start()
  const platform: Platform = {
    config,
    log,
    listener: ownership.listener,
    presence: ownership.presence,
    databaseUrl,
    secretKey: 'a secret key for tests only',
    workerKey: config.WORKER_KEY,
    sealer: createSealer('an encryption key for tests only'),
    graph,
    folder,
  }
  async function close() {
    for (const subgraph of running.reverse()) await subgraph.stop()
    await ownership.stop()
    await postgres?.stop()
    await dataFolder.close()
    await rm(root, { recursive: true, force: true })
  }
  return {
    config,
    databaseUrl,
    listener: ownership.listener,
    presence: ownership.presence,
    graph,
    folder,
    async start(subgraph) {
      await mkdir(folder(subgraph.name), { recursive: true })
      const started = await startSubgraph(subgraph, platform)
      running.push(started)
      endpoints.set(subgraph.name, started)
      return started
    },
    async perform(name, variables, request) {
      return answerOf(JSON.parse(JSON.stringify(await graph.perform(named(name), variables, request)))).result
    },
    async *watch(name, variables, request) {
      for await (const data of graph.watch(named(name), variables, request)) yield answerOf(data).result
    },
    async run<Data>(subgraph: RunningSubgraph, source: string, variables: Record<string, unknown> = {}, caller: Caller | null = null) {
      const document = parse(source)
      const faults = validate(subgraph.schema, document)
      if (faults.length > 0) throw new AggregateError(faults, faults.map((fault) => fault.message).join('; '))
      return dataOf<Data>((await subgraph.execute(document, variables, testRequest(caller))) as ExecutionResult)
    },
    close,
    [Symbol.asyncDispose]: close,
  }
}

export function testRequest(caller: Caller | null, signal?: AbortSignal): RequestInfo {
  return internalRequest(caller, crypto.randomUUID(), signal)
}

/** A logged-in user. @param permissions what is granted, by text or as a map */
export function testCaller(permissions: string[] | Permissions, over: Partial<Caller> = {}): Caller {
  const userId = over.userId ?? crypto.randomUUID()
  return {
    userId,
    email: `${userId.slice(0, 8)}@example.com`,
    groupIds: [],
    permissions: Array.isArray(permissions) ? Object.fromEntries(permissions.map((text) => [text, true])) : permissions,
    ...over,
  }
}

export const administrator = () => testCaller(['sinas.*:all'])
