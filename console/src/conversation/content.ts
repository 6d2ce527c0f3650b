/** A piece of a message that is more than text, as the API takes it. */
export type Part =
  | { type: 'text'; text: string }
  | { type: 'image'; image: string }
  | { type: 'audio'; data: string; format: string }
  | { type: 'file'; filename?: string; file_data?: string; file_url?: string; mime_type?: string }

/** What a message holds: text is one part. A list of parts comes as JSON text. */
export function partsOf(content: string): Part[] {
  if (!content.startsWith('[{')) return [{ type: 'text', text: content }]
  try {
    const parts = JSON.parse(content) as Part[]
    return parts.every(({ type }) => typeof type === 'string') ? parts : [{ type: 'text', text: content }]
  } catch {
    return [{ type: 'text', text: content }]
  }
}

/** The text of a message alone: for a title, or to write it again. */
export const textOf = (content: string): string =>
  partsOf(content)
    .flatMap((part) => (part.type === 'text' ? [part.text] : []))
    .join('\n')

/** A file that was chosen, as a part. */
export async function partOf(file: File): Promise<Part> {
  const url = await dataUrlOf(file)
  if (file.type.startsWith('image/')) return { type: 'image', image: url }
  return {
    type: 'file',
    filename: file.name,
    mime_type: file.type || 'application/octet-stream',
    file_data: url.slice(url.indexOf(',') + 1),
  }
}

function dataUrlOf(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(reader.result as string)
    reader.onerror = () => reject(reader.error ?? new Error('The file can’t be read.'))
    reader.readAsDataURL(file)
  })
}
