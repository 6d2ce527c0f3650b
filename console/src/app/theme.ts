import { useSyncExternalStore } from 'react'

export const THEMES = ['system', 'light', 'dark'] as const
export type Theme = (typeof THEMES)[number]

const KEY = 'theme'
const changes = new EventTarget()

const chosen = (): Theme => THEMES.find((theme) => theme === localStorage.getItem(KEY)) ?? 'system'

/** Colours follow `color-scheme`, by `light-dark()` in tokens.css. */
export function applyTheme(): void {
  const theme = chosen()
  document.documentElement.style.colorScheme = theme === 'system' ? 'light dark' : theme
}

export function chooseTheme(theme: Theme): void {
  localStorage.setItem(KEY, theme)
  applyTheme()
  changes.dispatchEvent(new Event('change'))
}

export function useTheme(): Theme {
  return useSyncExternalStore((onChange) => {
    changes.addEventListener('change', onChange)
    return () => changes.removeEventListener('change', onChange)
  }, chosen)
}
