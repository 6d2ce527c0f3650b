import type { JSONObject, LanguageModelV3FilePart, LanguageModelV3TextPart } from '@ai-sdk/provider'
import { z } from 'zod'
import { readJson } from '../../../schema/bounded/json.ts'
import { list } from '../../../schema/inputs.ts'
import type { ProviderType } from './models.ts'

const base64 = z.string().regex(/^[A-Za-z0-9+/_-]+={0,2}$/, 'must be base64')
const httpUrl = z
  .string()
  .max(8_192)
  .pipe(z.url({ protocol: /^https?$/ }))

const MAX_PARTS = 1_000

/** More than any model reads, and as much as is written for one without holding up other requests. */
const MAX_TEXT_CHARACTERS = 4_000_000
const TOO_LONG = `has more than ${MAX_TEXT_CHARACTERS} characters, which no model reads`
const messageText = z.string().max(MAX_TEXT_CHARACTERS, TOO_LONG)

const contentPart = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text'), text: messageText }),
  z.object({
    type: z.literal('image'),
    image: z.union([httpUrl, z.string().regex(/^data:image\/[a-z0-9.+-]+;base64,/i, 'must be an http(s) URL or a data: URL of an image')]),
    detail: z.enum(['low', 'high', 'auto']).optional(),
  }),
  z.object({ type: z.literal('audio'), data: base64, format: z.enum(['wav', 'mp3', 'm4a', 'ogg']) }),
  z
    .object({
      type: z.literal('file'),
      file_data: base64.optional(),
      file_url: httpUrl.optional(),
      file_id: z.string().optional(),
      filename: z.string().optional(),
      mime_type: z.string().optional(),
    })
    .refine((file) => file.file_data ?? file.file_url ?? file.file_id, 'needs file_data, file_url or file_id'),
])

/** What a user's message may hold: text, or parts of several kinds. */
export const messageContent = z.union([
  messageText.min(1),
  list(contentPart, MAX_PARTS).refine((parts) => parts.length > 0, 'needs a part'),
])

type ContentPart = z.infer<typeof contentPart>
type Image = Extract<ContentPart, { type: 'image' }>
type Audio = Extract<ContentPart, { type: 'audio' }>
type File = Extract<ContentPart, { type: 'file' }>
type ModelPart = LanguageModelV3TextPart | LanguageModelV3FilePart

/**
 * A stored message for a provider. Parts that the provider can't take become a note: the model then knows what it
 * does not see.
 * @param content text, or the JSON text of a list of parts
 */
export function toModelParts(content: string, provider: ProviderType): ModelPart[] {
  return partsOf(content)?.map((part) => toModelPart(part, provider)) ?? [text(content)]
}

function partsOf(content: string): ContentPart[] | undefined {
  if (!content.startsWith('[')) return undefined
  try {
    const parsed = z.array(contentPart).min(1).safeParse(readJson(content))
    return parsed.data
  } catch {
    return undefined
  }
}

function toModelPart(part: ContentPart, provider: ProviderType): ModelPart {
  switch (part.type) {
    case 'text':
      return text(part.text)
    case 'image':
      return toImage(part, provider)
    case 'audio':
      return toAudio(part, provider)
    case 'file':
      return toFile(part, provider)
  }
}

const text = (value: string): LanguageModelV3TextPart => ({ type: 'text', text: value })

const note = (what: string) => text(`[${what}: this model can't read it]`)

function toImage({ image, detail = 'auto' }: Image, provider: ProviderType): ModelPart {
  const inline = /^data:([^;,]+);base64,(.*)$/s.exec(image)
  if (!inline && provider === 'ollama') return note(`an image at ${image}`)
  const data = inline ? { mediaType: inline[1]!, data: inline[2]! } : { mediaType: 'image/*', data: new URL(image) }
  if (provider !== 'openai') return { type: 'file', ...data }
  return { type: 'file', ...data, providerOptions: { openai: { imageDetail: detail }, ...asPart({ image_url: { url: image, detail } }) } }
}

/** Fields of a part for servers that are only compatible with OpenAI: the SDK's part for these knows neither details nor uploaded files. */
const asPart = (fields: JSONObject) => ({ openaiCompatible: fields })

function toAudio({ data, format }: Audio, provider: ProviderType): ModelPart {
  if (provider === 'mistral') return { type: 'file', mediaType: 'image/*', data: new URL(`data:audio/${format};base64,${data}`) }
  if (provider !== 'openai' || (format !== 'wav' && format !== 'mp3')) return note(`a recording in ${format}`)
  return { type: 'file', mediaType: format === 'mp3' ? 'audio/mpeg' : 'audio/wav', data }
}

function toFile(file: File, provider: ProviderType): ModelPart {
  const { file_data, file_url, file_id, filename } = file
  const name = filename ? { filename } : {}
  const mediaType =
    file.mime_type ?? (filename?.toLowerCase().endsWith('.pdf') || !filename ? 'application/pdf' : 'application/octet-stream')
  if (file_data && mediaType.startsWith('text/'))
    return text(`${filename ?? 'A file'}:\n\n${Buffer.from(file_data, 'base64').toString('utf8')}`)
  if (file_data && mediaType.startsWith('image/'))
    return toImage({ type: 'image', image: `data:${mediaType};base64,${file_data}` }, provider)
  if (file_data && mediaType === 'application/pdf' && provider !== 'ollama') return { type: 'file', mediaType, data: file_data, ...name }
  if (file_id && provider === 'openai')
    return { type: 'file', mediaType: 'application/pdf', data: file_id, ...name, providerOptions: asPart({ file: { file_id } }) }
  if (file_url && (provider === 'mistral' || provider === 'anthropic'))
    return { type: 'file', mediaType: 'application/pdf', data: new URL(file_url), ...name }
  return file_url ? text(`A file: ${file_url}`) : note(filename ?? 'a file')
}
