import { memo } from 'react'
import { chats } from '../texts/en/chats.ts'
import { classes } from '../ui/classes.ts'
import { formatExact } from '../ui/format.ts'
import { IconButton } from '../ui/IconButton.tsx'
import { RepeatIcon } from '../ui/icons.tsx'
import { Markdown } from '../ui/Markdown.tsx'
import { type Part, partsOf, textOf } from './content.ts'
import type { Said } from './entries.ts'
import styles from './SaidView.module.css'

const texts = chats.conversation

/** A message: what the agent says is Markdown, what its user says is the text that it is. */
export const SaidView = memo(function SaidView({ said, onWriteAgain }: { said: Said; onWriteAgain(text: string): void }) {
  const { role, content, message } = said
  const who = role === 'USER' ? texts.you : role === 'SYSTEM' ? texts.system : texts.agent
  return (
    <article
      className={classes(styles.said, role === 'USER' && styles.user, role === 'SYSTEM' && styles.system)}
      aria-label={who}
      title={message && formatExact(new Date(message.createdAt))}
    >
      {role === 'USER' ? (
        <>
          <IconButton
            label={texts.again}
            icon={<RepeatIcon size={13} />}
            className={styles.again}
            onClick={() => onWriteAgain(textOf(content))}
          />
          <div className={styles.bubble}>
            {partsOf(content).map((part, index) => (
              <PartView key={index} part={part} />
            ))}
          </div>
        </>
      ) : (
        <Markdown text={content} />
      )}
    </article>
  )
})

function PartView({ part }: { part: Part }) {
  if (part.type === 'text') return <p className={styles.text}>{part.text}</p>
  // An image of elsewhere would tell its host who reads this.
  if (part.type === 'image' && part.image.startsWith('data:image/')) return <img src={part.image} alt="" className={styles.image} />
  const name = part.type === 'file' ? (part.filename ?? part.file_url ?? part.type) : part.type
  return <p className={styles.file}>{name}</p>
}
