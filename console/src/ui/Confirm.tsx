import { useMutation } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { Button } from './Button.tsx'
import styles from './Confirm.module.css'
import { Dialog } from './Dialog.tsx'
import { ErrorState } from './ErrorState.tsx'
import { TextInput } from './TextInput.tsx'

interface ConfirmProps {
  isOpen: boolean
  onClose(): void
  title: string
  /** What happens, and to what. */
  children: ReactNode
  /** The verb on the button: `Delete the function`. */
  action: string
  /** For what many depend on: its name has to be typed. */
  name?: string
  onConfirm(): Promise<unknown>
}

/** Asks before what can't be undone. What can be undone is done at once, and offers that: see Toast. */
export function Confirm({ isOpen, onClose, title, children, action, name, onConfirm }: ConfirmProps) {
  const [typed, setTyped] = useState('')
  const close = () => {
    setTyped('')
    confirm.reset()
    onClose()
  }
  const confirm = useMutation({ mutationFn: onConfirm, onSuccess: close })
  return (
    <Dialog
      isOpen={isOpen}
      onClose={close}
      title={title}
      actions={
        <>
          <Button onClick={close}>Cancel</Button>
          <Button look="danger" isBusy={confirm.isPending} disabled={name !== undefined && typed !== name} onClick={() => confirm.mutate()}>
            {action}
          </Button>
        </>
      }
    >
      <div className={styles.text}>
        {children}
        {name !== undefined && (
          <label className={styles.name}>
            <span>
              Type <b>{name}</b> to go on
            </span>
            <TextInput value={typed} onChange={setTyped} />
          </label>
        )}
        {confirm.error && <ErrorState error={confirm.error} isCompact />}
      </div>
    </Dialog>
  )
}
