import { lazy, Suspense, useState } from 'react'
import type { DialogProps } from './popups/dialog-props.ts'

const DialogPopup = lazy(() => import('./popups/DialogPopup.tsx').then((module) => ({ default: module.DialogPopup })))

/** A question, or a form too small for a page. What could be a page is one. */
export function Dialog(props: DialogProps) {
  const [wasOpen, setWasOpen] = useState(props.isOpen)
  if (props.isOpen && !wasOpen) setWasOpen(true)
  // What opens it is loaded then, and stays, so that it can close as it opened.
  return <Suspense>{wasOpen && <DialogPopup {...props} />}</Suspense>
}
