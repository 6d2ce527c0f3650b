// What each provider is sent of a message's parts: as its API documents them, or a note where it can't read them.
import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { SinasError } from '../../../schema/errors.ts'
import { type AgentsUnderTest, addProvider, openAgents } from '../agents.testing.ts'
import type { ProviderType } from './models.ts'

const PNG = 'iVBORw0KGgo='
const WAV = 'UklGRg=='
const PDF = 'JVBERi0xLjQK'
const TEXT = Buffer.from('plain é').toString('base64')

const PARTS = {
  text: { type: 'text', text: 'What is this?' },
  'an image': { type: 'image', image: `data:image/png;base64,${PNG}`, detail: 'low' },
  'an image at a URL': { type: 'image', image: 'https://example.com/a.png' },
  'a recording': { type: 'audio', data: WAV, format: 'wav' },
  'a recording in a rare format': { type: 'audio', data: WAV, format: 'ogg' },
  'a PDF': { type: 'file', file_data: PDF, filename: 'a.pdf', mime_type: 'application/pdf' },
  'a PDF at a URL': { type: 'file', file_url: 'https://example.com/a.pdf', filename: 'a.pdf' },
  'an uploaded file': { type: 'file', file_id: 'file-abc123' },
  'a text file': { type: 'file', file_data: TEXT, filename: 'a.txt', mime_type: 'text/plain' },
  'an image as a file': { type: 'file', file_data: PNG, filename: 'a.png', mime_type: 'image/png' },
  'a file of another kind': { type: 'file', file_data: 'UEsDBA==', filename: 'a.zip', mime_type: 'application/zip' },
} as const

type Name = keyof typeof PARTS

const note = (what: string) => ({ type: 'text', text: `[${what}: this model can't read it]` })
const text = (value: string) => ({ type: 'text', text: value })
const base64Image = { type: 'image', source: { type: 'base64', media_type: 'image/png', data: PNG } }

/** The part of the request, where it is not the same for all. */
const SENT: Record<Exclude<ProviderType, 'ollama'>, Partial<Record<Name, unknown>>> = {
  openai: {
    'an image': { type: 'image_url', image_url: { url: `data:image/png;base64,${PNG}`, detail: 'low' } },
    'an image at a URL': { type: 'image_url', image_url: { url: 'https://example.com/a.png', detail: 'auto' } },
    'a recording': { type: 'input_audio', input_audio: { data: WAV, format: 'wav' } },
    'a PDF': { type: 'file', file: { filename: 'a.pdf', file_data: `data:application/pdf;base64,${PDF}` } },
    'a PDF at a URL': text('A file: https://example.com/a.pdf'),
    'an uploaded file': { type: 'file', file: { file_id: 'file-abc123' } },
    'an image as a file': { type: 'image_url', image_url: { url: `data:image/png;base64,${PNG}`, detail: 'auto' } },
  },
  mistral: {
    'an image': { type: 'image_url', image_url: `data:image/png;base64,${PNG}` },
    'an image at a URL': { type: 'image_url', image_url: 'https://example.com/a.png' },
    'a recording': { type: 'input_audio', input_audio: WAV },
    'a recording in a rare format': { type: 'input_audio', input_audio: WAV },
    'a PDF': { type: 'document_url', document_url: `data:application/pdf;base64,${PDF}` },
    'a PDF at a URL': { type: 'document_url', document_url: 'https://example.com/a.pdf' },
    'an image as a file': { type: 'image_url', image_url: `data:image/png;base64,${PNG}` },
  },
  anthropic: {
    'an image': base64Image,
    'an image at a URL': { type: 'image', source: { type: 'url', url: 'https://example.com/a.png' } },
    'a PDF': { type: 'document', title: 'a.pdf', source: { type: 'base64', media_type: 'application/pdf', data: PDF } },
    'a PDF at a URL': { type: 'document', title: 'a.pdf', source: { type: 'url', url: 'https://example.com/a.pdf' } },
    'an image as a file': base64Image,
  },
}

const OTHERWISE: Record<Name, unknown> = {
  text: PARTS.text,
  'an image': note('an image'),
  'an image at a URL': note('an image at https://example.com/a.png'),
  'a recording': note('a recording in wav'),
  'a recording in a rare format': note('a recording in ogg'),
  'a PDF': note('a.pdf'),
  'a PDF at a URL': text('A file: https://example.com/a.pdf'),
  'an uploaded file': note('a file'),
  'a text file': text('a.txt:\n\nplain é'),
  'an image as a file': note('a.png'),
  'a file of another kind': note('a.zip'),
}

suite('the parts of a message', () => {
  let fixture: AgentsUnderTest
  before(async () => {
    fixture = await openAgents()
  })
  after(() => fixture[Symbol.asyncDispose]())

  const chatWith = async (type: ProviderType) => fixture.chat({ llm_provider_id: (await addProvider(fixture, type)).id })
  const lastSent = () => fixture.model.requests.at(-1)!.body.messages.at(-1)

  for (const type of ['openai', 'mistral', 'anthropic'] as const)
    test(`are what ${type} documents, alone and together`, async () => {
      const chat = await chatWith(type)
      const names = Object.keys(PARTS) as Name[]
      const expected = names.map((name) => SENT[type][name] ?? OTHERWISE[name])
      assert.equal((await fixture.send(chat, Object.values(PARTS))).at(-1)!.event, 'done')
      assert.deepEqual(lastSent().content, expected)
      for (const [i, name] of names.entries()) {
        const own = await chatWith(type)
        assert.equal((await fixture.send(own, [PARTS[name]])).at(-1)!.event, 'done', name)
        const { content } = lastSent()
        assert.deepEqual(typeof content === 'string' ? [text(content)] : content, [expected[i]], name)
      }
    })

  test('are text and images for ollama, and notes of what it can’t read', async () => {
    const chat = await chatWith('ollama')
    assert.equal((await fixture.send(chat, Object.values(PARTS))).at(-1)!.event, 'done')
    const { content, images } = lastSent()
    assert.deepEqual(images, [PNG, PNG])
    const lines = (Object.keys(PARTS) as Name[])
      .filter((name) => !['an image', 'an image as a file'].includes(name))
      .map((name) => (OTHERWISE[name] as { text: string }).text)
    assert.equal(content, lines.join('\n'))
  })

  test('stay in the conversation, and are given back as they were sent', async () => {
    const chat = await chatWith('openai')
    const parts = [PARTS.text, PARTS['an image']]
    await fixture.send(chat, parts)
    await fixture.send(chat, 'And now?')
    assert.deepEqual(JSON.parse((await fixture.messages(chat))[0].content), parts)
    assert.equal(fixture.model.requests.at(-1)!.body.messages.at(-3).content[1].type, 'image_url')
  })

  test('of text that only looks like parts are text', async () => {
    const chat = await chatWith('openai')
    for (const content of ['[1, 2]', '[]', '[{"type": "image", "image": "file:///etc/passwd"}]', '[{"type":']) {
      await fixture.send(chat, content)
      assert.equal(lastSent().content, content)
    }
  })

  test('that make no sense are refused before anything is stored', async () => {
    const chat = await chatWith('openai')
    const refused: unknown[] = [
      '',
      [],
      {},
      [{ type: 'image', image: 'file:///etc/passwd' }],
      [{ type: 'image', image: 'data:text/html;base64,PGI+' }],
      [{ type: 'audio', data: 'not base64!', format: 'wav' }],
      [{ type: 'audio', data: WAV, format: 'exe' }],
      [{ type: 'file', filename: 'a.pdf' }],
      [{ type: 'file', file_url: 'ftp://example.com/a' }],
      [{ type: 'component', render_token: 'x' }],
      ['text'],
    ]
    for (const content of refused)
      await assert.rejects(
        fixture.send(chat, content),
        (error) => error instanceof SinasError && error.code === 'VALIDATION',
        JSON.stringify(content),
      )
    assert.deepEqual(await fixture.messages(chat), [])
  })
})
