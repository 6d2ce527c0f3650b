import { type ReactNode, useState } from 'react'
import { Button } from './Button.tsx'
import { Confirm } from './Confirm.tsx'

interface ConfirmButtonProps {
  /** What stands on the button. */
  text: string
  /** What is asked, and what the button that goes on says, unless `action` says it otherwise. */
  title: string
  action?: string
  look?: 'danger' | 'plain' | 'quiet'
  icon?: ReactNode
  /** For screen readers, where several say the same. */
  label?: string
  /** For what many depend on: its name has to be typed. */
  name?: string
  /** What happens, and to what. */
  children: ReactNode
  onConfirm(): Promise<unknown>
}

/** A button for what can't be undone: it asks first. */
export function ConfirmButton({
  text,
  title,
  action = title,
  look = 'danger',
  icon,
  label,
  name,
  children,
  onConfirm,
}: ConfirmButtonProps) {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button look={look} icon={icon} aria-label={label} onClick={() => setOpen(true)}>
        {text}
      </Button>
      <Confirm
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        title={title}
        action={action}
        {...(name !== undefined && { name })}
        onConfirm={onConfirm}
      >
        {children}
      </Confirm>
    </>
  )
}
