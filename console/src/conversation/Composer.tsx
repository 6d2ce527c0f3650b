import { useMutation } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { chats } from '../texts/en/chats.ts'
import { Button } from '../ui/Button.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { formatBytes } from '../ui/format.ts'
import { IconButton } from '../ui/IconButton.tsx'
import { CloseIcon, PlusIcon, StopIcon } from '../ui/icons.tsx'
import styles from './Composer.module.css'
import { type Part, partOf } from './content.ts'

const texts = chats.conversation
const MAX_FILE_BYTES = 4 * 1024 * 1024

interface ComposerProps {
  /** Where what is typed is kept until it is sent. */
  draft: string
  isWorking: boolean
  /** Why nothing can be written now. */
  refusal?: string
  onSend(content: string | Part[]): Promise<unknown>
  onStop(): Promise<unknown>
  /** Is given what puts a text here. */
  onReady(write: (text: string) => void): void
}

/** Where one writes: Enter sends it. What was typed survives a reload. */
export function Composer({ draft, isWorking, refusal, onSend, onStop, onReady }: ComposerProps) {
  const [text, setText] = useDraft(draft)
  const [files, setFiles] = useState<File[]>([])
  const [fault, setFault] = useState<string>()
  const area = useRef<HTMLTextAreaElement>(null)
  const picker = useRef<HTMLInputElement>(null)
  const send = useMutation({ mutationFn: onSend })
  const stop = useMutation({ mutationFn: onStop })
  const canSend = !isWorking && refusal === undefined && !send.isPending && (text.trim() !== '' || files.length > 0)
  onReady((again) => {
    setText(again)
    area.current?.focus()
  })

  const submit = async () => {
    if (!canSend) return
    const said = text
    const parts = await Promise.all(files.map(partOf))
    setText('')
    setFiles([])
    const content = parts.length === 0 ? said : [...(said.trim() ? [{ type: 'text', text: said } as const] : []), ...parts]
    send.mutate(content, {
      // What was not taken is not lost.
      onError() {
        setText(said)
        setFiles(files)
      },
    })
  }
  const add = (chosen: FileList | null) => {
    const all = [...(chosen ?? [])]
    const big = all.find(({ size }) => size > MAX_FILE_BYTES)
    setFault(big && texts.tooBig(big.name, formatBytes(MAX_FILE_BYTES)))
    setFiles([...files, ...all.filter(({ size }) => size <= MAX_FILE_BYTES)])
  }

  return (
    <form
      className={styles.composer}
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault()
        add(event.dataTransfer.files)
      }}
    >
      {(send.error ?? stop.error) && <ErrorState error={(send.error ?? stop.error)!} isCompact />}
      {fault && (
        <p role="alert" className={styles.fault}>
          {fault}
        </p>
      )}
      {refusal && <p className={styles.refusal}>{refusal}</p>}
      <div className={styles.box}>
        {files.length > 0 && (
          <ul className={styles.files}>
            {files.map((file) => (
              <li key={`${file.name}/${file.size}/${file.lastModified}`}>
                {file.name}
                <IconButton
                  label={texts.detach(file.name)}
                  icon={<CloseIcon size={12} />}
                  onClick={() => setFiles(files.filter((each) => each !== file))}
                />
              </li>
            ))}
          </ul>
        )}
        <textarea
          ref={area}
          rows={2}
          aria-label={texts.write}
          placeholder={texts.write}
          title={texts.hint}
          value={text}
          onChange={({ target }) => setText(target.value)}
          onPaste={({ clipboardData }) => clipboardData.files.length > 0 && add(clipboardData.files)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
            event.preventDefault()
            void submit()
          }}
        />
        <div className={styles.bar}>
          <IconButton label={texts.attach} icon={<PlusIcon />} onClick={() => picker.current?.click()} />
          <input
            ref={picker}
            type="file"
            multiple
            hidden
            aria-label={texts.attach}
            onChange={({ target }) => {
              add(target.files)
              target.value = ''
            }}
          />
          <span className={styles.hint}>{texts.hint}</span>
          {isWorking ? (
            <Button icon={<StopIcon size={14} />} isBusy={stop.isPending} onClick={() => stop.mutate()}>
              {texts.stop}
            </Button>
          ) : (
            <Button type="submit" look="primary" disabled={!canSend} isBusy={send.isPending}>
              {texts.send}
            </Button>
          )}
        </div>
      </div>
    </form>
  )
}

function useDraft(name: string): [text: string, set: (text: string) => void] {
  const key = `draft:${name}`
  const [text, setText] = useState(() => sessionStorage.getItem(key) ?? '')
  useEffect(() => {
    if (text) sessionStorage.setItem(key, text)
    else sessionStorage.removeItem(key)
  }, [key, text])
  return [text, setText]
}
