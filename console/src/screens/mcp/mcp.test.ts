import assert from 'node:assert/strict'
import { after, afterEach, before, describe, test } from 'node:test'
import { z } from 'zod'
import { unique } from '../../../../gateway/chats.testing.ts'
import { startMcpServer, type TestServer } from '../../../../subgraphs/mcp/mcp.testing.ts'
import { checkAccessible } from '../../../testing/accessible.testing.ts'
import { skip, startConsole, type TestConsole } from '../../../testing/console.testing.ts'

describe('the MCP servers', { skip }, () => {
  let console: TestConsole
  let server: TestServer
  before(async () => {
    console = await startConsole({ MCP_ALLOWED_HOSTS: '127.0.0.1', ALLOW_PACKAGE_INSTALLATION: 'false' })
    server = await startMcpServer((mcp) => {
      mcp.registerTool('add', { description: 'Adds two numbers', inputSchema: { a: z.number(), b: z.number() } }, ({ a, b }) => ({
        content: [{ type: 'text', text: `the sum is ${a + b}` }],
      }))
      mcp.registerTool('refuse', { description: 'Fails' }, () => ({ content: [{ type: 'text', text: 'not today' }], isError: true }))
      mcp.registerResource('manual', 'docs://manual', { title: 'The manual' }, () => ({
        contents: [{ uri: 'docs://manual', mimeType: 'text/plain', text: 'Turn it off and on again.' }],
      }))
      mcp.registerPrompt('greet', { description: 'A greeting', argsSchema: { name: z.string() } }, ({ name }) => ({
        messages: [{ role: 'user', content: { type: 'text', text: `Greet ${name}.` } }],
      }))
    })
  })
  after(async () => {
    await console[Symbol.asyncDispose]()
    await server[Symbol.asyncDispose]()
  })
  afterEach(() => assert.deepEqual(console.faults(), []))

  test('are added, connected, and their tools tried', async () => {
    const page = await console.open('/console/mcp', console.admin)
    await page.getByText('No MCP server yet').waitFor()
    await checkAccessible(page)
    await page.getByRole('link', { name: 'Add a server' }).click()
    await page.getByLabel('Name').fill('sums')
    await page.getByLabel('Address').fill(server.url)
    await page.getByText('Secrets and login').click()
    await checkAccessible(page)
    await page.getByRole('button', { name: 'Add and connect' }).click()

    await page.getByRole('heading', { name: 'sums' }).waitFor()
    await page.getByText('Connected', { exact: true }).waitFor()
    await page.getByRole('link', { name: 'add Adds two numbers' }).click()
    await page.getByLabel('a', { exact: true }).fill('19')
    await page.getByLabel('b', { exact: true }).fill('23')
    await page.getByRole('button', { name: 'Call the tool' }).click()
    await page.getByText('the sum is 42').waitFor()
    await checkAccessible(page)
    await page.getByRole('link', { name: 'refuse Fails' }).click()
    await page.getByRole('button', { name: 'Call the tool' }).click()
    await page.getByText('The tool says that it failed.').waitFor()
    await page.getByText('not today').waitFor()

    await page.getByRole('link', { name: 'Resources' }).click()
    await page.getByRole('link', { name: 'The manual' }).click()
    await page.getByText('Turn it off and on again.').waitFor()
    await checkAccessible(page)
    await page.getByRole('link', { name: 'Prompts' }).click()
    await page.getByRole('link', { name: 'greet A greeting' }).click()
    await page.getByLabel('name', { exact: true }).fill('Ada')
    await page.getByRole('button', { name: 'Fill it in' }).click()
    await page.getByText('Greet Ada.').waitFor()
    await checkAccessible(page)

    const agent = unique('adder')
    await console.admin.call('POST', '/api/v1/agents', { namespace: 'mcp', name: agent, enabled_mcp_tools: ['sums.add'] })
    await page.getByRole('link', { name: 'Agents' }).last().click()
    await page.getByText(`mcp/${agent}`).waitFor()
    await checkAccessible(page)
  })

  test('say why they can’t be reached, are mended, turned off and deleted', async () => {
    const name = unique('away')
    await console.admin.call('POST', '/api/v1/mcp-servers', { name, url: 'http://127.0.0.1:9/mcp' })
    const page = await console.open('/console/mcp', console.admin)
    await page.getByRole('row').filter({ hasText: name }).getByText('Can’t be reached').waitFor()
    await page.getByRole('link', { name: `MCP server ${name}` }).click()
    await page.getByRole('heading', { name: 'Why it can’t be reached' }).waitFor()
    await checkAccessible(page)
    await page.getByRole('link', { name: 'Settings' }).click()
    await page.getByLabel('Address').fill(server.url)
    await page.getByRole('button', { name: 'Save and connect' }).click()
    await page.getByText('Connected', { exact: true }).waitFor()
    await checkAccessible(page)
    await page.getByRole('button', { name: 'Connect again' }).click()
    await page.getByText('The server is connected').waitFor()
    await page.getByRole('button', { name: 'Turn off' }).click()
    await page.getByRole('button', { name: 'Turn on' }).waitFor()
    await page.getByRole('button', { name: 'Delete the server' }).click()
    await page.getByLabel(`Type ${name} to go on`).fill(name)
    await page.getByRole('dialog').getByRole('button', { name: 'Delete the server' }).click()
    await page.waitForURL('**/console/mcp')
    assert.equal((await console.admin.request('GET', `/api/v1/mcp-servers/${name}`)).status, 404)
  })

  test('are read by who may, and not changed', async () => {
    const name = unique('sums')
    await console.admin.call('POST', '/api/v1/mcp-servers', { name, url: server.url })
    const user = await console.userWith(['sinas.mcp.read:all'])
    const page = await console.open(`/console/mcp/servers/${name}?tool=add`, user)
    await page.getByText('sinas.mcp.execute:all').waitFor()
    assert.equal(await page.getByRole('button', { name: 'Turn off' }).count(), 0)
    await checkAccessible(page)
    await page.getByRole('link', { name: 'Settings' }).click()
    await page.getByText('sinas.mcp.delete:all').waitFor()
    await checkAccessible(page)
  })
})
