import { useNavigate } from '@tanstack/react-router'
import { useEffect, useEffectEvent, useRef } from 'react'
import type { Place } from './place.ts'

/** How soon after `g` the letter has to come. */
const SEQUENCE_MS = 1000

/** Mod+K opens the palette, `?` the help, `g` and a letter go somewhere. What stands in an input is typed. */
export function useShortcuts(places: readonly Place[], { openPalette, openHelp }: { openPalette(): void; openHelp(): void }): void {
  const navigate = useNavigate()
  const pressedG = useRef(0)
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.key === 'k' && (event.metaKey || event.ctrlKey)) {
      event.preventDefault()
      return openPalette()
    }
    if (event.metaKey || event.ctrlKey || event.altKey || isTyping(event.target as HTMLElement)) return
    if (event.key === '?') return openHelp()
    if (event.key === '/') {
      event.preventDefault()
      return document.querySelector<HTMLElement>('main input[type="search"]')?.focus() ?? openPalette()
    }
    const isSecond = event.timeStamp - pressedG.current < SEQUENCE_MS
    pressedG.current = event.key === 'g' ? event.timeStamp : 0
    const place = isSecond && places.find(({ letter }) => letter === event.key)
    if (place) void navigate({ to: place.path })
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event)
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [])
}

const isTyping = (target: HTMLElement): boolean =>
  target.closest('input, textarea, select, [contenteditable="true"], [role="dialog"]') !== null
