import { mcp } from '../../texts/en/mcp.ts'
import { JsonView } from '../../ui/JsonView.tsx'
import styles from './ListAndDetail.module.css'

/** A part of what a server says, as MCP has it. */
export interface McpContent {
  type?: string
  text?: string
  data?: string
  mimeType?: string
}

/** Pictures that a page may show: what could hold a script is not among them. */
const IMAGES = ['image/png', 'image/jpeg', 'image/gif', 'image/webp']

/** Text as text, a picture as a picture, all else as JSON. */
export function ContentView({ content }: { content: McpContent }) {
  if (content.type === 'text')
    return (
      <pre className={styles.text} tabIndex={0}>
        {content.text}
      </pre>
    )
  if (content.type === 'image' && IMAGES.includes(content.mimeType ?? ''))
    return <img className={styles.image} src={`data:${content.mimeType};base64,${content.data}`} alt={mcp.tools.image} />
  return <JsonView value={content} />
}
