import { Dialog } from '@base-ui/react/dialog'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type ReactNode, useDeferredValue, useId, useMemo, useState } from 'react'
import { read } from '../data/query.ts'
import { shell } from '../texts/en/shell.ts'
import { classes } from '../ui/classes.ts'
import { AgentIcon, FunctionIcon, KeyboardIcon, RunIcon, SunIcon } from '../ui/icons.tsx'
import { PaletteAgentsDocument, PaletteFunctionsDocument, PaletteRunDocument } from './generated/palette.ts'
import styles from './Palette.module.css'
import type { Place } from './place.ts'
import { chooseTheme, THEMES } from './theme.ts'

interface Item {
  key: string
  label: string
  kind: string
  icon: ReactNode
  /** By which it is found, in lower case. */
  words: string
  run(): unknown
}

const SHOWN = 30
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** Goes to anything by its name, and does what has no place of its own. */
export function Palette({ places, onClose, onHelp }: { places: readonly Place[]; onClose(): void; onHelp(): void }) {
  const [text, setText] = useState('')
  const [current, setCurrent] = useState(0)
  const id = useId()
  const items = useItems(places, { text: text.trim(), onHelp })
  const found = useMemo(() => find(items, text), [items, text])
  const choose = (item: Item | undefined) => {
    if (!item) return
    onClose()
    item.run()
  }
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.key === 'Enter') return choose(found[current])
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (!step) return
    event.preventDefault()
    const next = (current + step + found.length) % Math.max(1, found.length)
    setCurrent(next)
    document.getElementById(`${id}-${next}`)?.scrollIntoView({ block: 'nearest' })
  }
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className={styles.backdrop} />
        <Dialog.Popup className={styles.popup} aria-label={shell.palette}>
          <input
            autoFocus
            role="combobox"
            aria-label={shell.palette}
            aria-expanded="true"
            aria-controls={id}
            aria-activedescendant={found.length > 0 ? `${id}-${current}` : undefined}
            placeholder={shell.paletteHint}
            value={text}
            onChange={({ target }) => {
              setText(target.value)
              setCurrent(0)
            }}
            onKeyDown={onKeyDown}
            className={styles.input}
          />
          <div role="listbox" id={id} aria-label={shell.palette} className={styles.list}>
            {found.map((item, index) => (
              <div
                key={item.key}
                id={`${id}-${index}`}
                role="option"
                aria-selected={index === current}
                className={classes(styles.item, index === current && styles.current)}
                onPointerMove={() => setCurrent(index)}
                onClick={() => choose(item)}
              >
                {item.icon}
                <span className={styles.label}>{item.label}</span>
                <span className={styles.kind}>{item.kind}</span>
              </div>
            ))}
          </div>
          {found.length === 0 && <p className={styles.none}>{shell.paletteEmpty}</p>}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

function useItems(places: readonly Place[], { text, onHelp }: { text: string; onHelp(): void }): Item[] {
  const navigate = useNavigate()
  const search = useDeferredValue(text)
  const offers = (path: string) => search !== '' && places.some((place) => place.path === path)
  const functions = useQuery({ ...read(PaletteFunctionsDocument, { search }), enabled: offers('/functions') }).data?.functions.nodes ?? []
  const agents = useQuery({ ...read(PaletteAgentsDocument, { search }), enabled: offers('/agents') }).data?.agents.nodes ?? []
  const run = useQuery({ ...read(PaletteRunDocument, { id: text }), enabled: UUID.test(text), retry: false }).data?.execution
  const go = (href: string) => () => navigate({ href })
  const named = (kind: string, icon: ReactNode, base: string) => (each: { id: string; namespace: string; name: string }) =>
    item(each.id, `${each.namespace}/${each.name}`, {
      kind,
      icon,
      run: go(`${base}/${encodeURIComponent(each.namespace)}/${encodeURIComponent(each.name)}`),
    })
  return [
    ...(run
      ? [
          {
            ...item(run.id, `${run.functionNamespace}/${run.functionName}`, {
              kind: shell.kinds.run,
              icon: <RunIcon />,
              run: go(`/console/runs/${run.id}`),
            }),
            words: text.toLowerCase(),
          },
        ]
      : []),
    ...places.map(({ path, title, icon: Icon, words = '' }) =>
      item(path, title, { kind: shell.kinds.page, icon: <Icon />, run: () => navigate({ to: path }), words }),
    ),
    ...agents.map(named(shell.kinds.agent, <AgentIcon />, '/console/agents')),
    ...functions.map(named(shell.kinds.function, <FunctionIcon />, '/console/functions')),
    ...THEMES.map((theme) =>
      item(`theme-${theme}`, shell.themeActions[theme], { kind: shell.kinds.action, icon: <SunIcon />, run: () => chooseTheme(theme) }),
    ),
    item('help', shell.keyboard, { kind: shell.kinds.action, icon: <KeyboardIcon />, run: onHelp }),
  ]
}

const item = (key: string, label: string, { words = '', ...rest }: Pick<Item, 'kind' | 'icon' | 'run'> & { words?: string }): Item => ({
  key,
  label,
  words: `${label} ${rest.kind} ${words}`.toLowerCase(),
  ...rest,
})

/** Those that have every word, the ones that begin with it first. */
function find(items: Item[], text: string): Item[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  const fits = items.filter((each) => words.every((word) => each.words.includes(word)))
  const [first] = words
  const begins = (each: Item) => (first && each.label.toLowerCase().startsWith(first) ? 0 : 1)
  return fits.sort((a, b) => begins(a) - begins(b)).slice(0, SHOWN)
}
