import { readFileSync } from 'node:fs'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { sendPage } from './page.ts'
import { serveFiles } from './static-files.ts'

const own = (file: string) => readFileSync(new URL(`./graphiql-page/${file}`, import.meta.url))

/** Its files take 30 MB of memory, so they are read when the page is first opened. */
const library = () => import('@graphql-yoga/render-graphiql/graphiql')

/** The files of GraphiQL may load nothing. A worker has the policy of its own file. */
export function registerGraphiql(server: FastifyInstance): void {
  serveFiles(server, {
    '/graphql/assets/workers.js': () => own('workers.js'),
    '/graphql/assets/start.js': () => own('start.js'),
    '/graphql/assets/fetcher.js': () => own('fetcher.js'),
    '/graphql/assets/events.js': () => own('events.js'),
    '/graphql/assets/page.css': () => own('page.css'),
    '/graphql/assets/graphiql.js': async () => (await library()).js,
    '/graphql/assets/graphiql.css': async () => (await library()).css,
    '/graphql/assets/worker-editorWorkerService.js': async () => (await library()).editorWorkerService,
    '/graphql/assets/worker-json.js': async () => (await library()).jsonWorker,
    '/graphql/assets/worker-graphql.js': async () => (await library()).graphqlWorker,
  })
}

/** A browser that goes to the address of the API gets a page for it. */
export const wantsGraphiql = ({ method, headers }: FastifyRequest): boolean => method === 'GET' && !!headers.accept?.includes('text/html')

const PAGE = own('index.html').toString()

export const sendGraphiql = (reply: FastifyReply): FastifyReply =>
  sendPage(reply, PAGE, { markup: true, styles: true, workers: true, fonts: true })
