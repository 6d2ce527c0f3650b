import { useState } from 'react'
import { Button } from './Button.tsx'
import styles from './CopyAs.module.css'
import { useCopy } from './CopyText.tsx'
import { Dialog } from './Dialog.tsx'

export const LANGUAGES = ['curl', 'GraphQL', 'TypeScript', 'Python', 'Go', 'Rust'] as const
export type Language = (typeof LANGUAGES)[number]

/** The same operation in each language, as far as there is one. */
export type Snippets = Partial<Record<Language, string>>

/** Shows how to do the same by a program, and copies it. */
export function CopyAs({ title, snippets }: { title: string; snippets: Snippets }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button look="quiet" onClick={() => setOpen(true)}>
        Copy as…
      </Button>
      <Dialog isOpen={isOpen} onClose={() => setOpen(false)} title={title} size="large">
        <SnippetTabs snippets={snippets} />
      </Dialog>
    </>
  )
}

/** The snippets themselves, where a page shows them at once. */
export function SnippetTabs({ snippets }: { snippets: Snippets }) {
  const languages = LANGUAGES.filter((language) => snippets[language])
  const [chosen, setChosen] = useState<Language>(() => languages.find((each) => each === localStorage.getItem('language')) ?? languages[0]!)
  const [isCopied, copy] = useCopy()
  const text = snippets[chosen] ?? ''
  return (
    <div className={styles.snippets}>
      <div className={styles.bar}>
        {languages.map((language) => (
          <button
            key={language}
            type="button"
            aria-pressed={language === chosen}
            onClick={() => {
              localStorage.setItem('language', language)
              setChosen(language)
            }}
          >
            {language}
          </button>
        ))}
        <Button onClick={() => copy(text)}>{isCopied ? 'Copied' : 'Copy'}</Button>
      </div>
      <pre className={styles.text} tabIndex={0}>
        {text}
      </pre>
    </div>
  )
}
