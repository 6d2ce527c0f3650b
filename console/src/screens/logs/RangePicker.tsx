import { logs as texts } from '../../texts/en/logs.ts'
import { Button } from '../../ui/Button.tsx'
import { CloseIcon } from '../../ui/icons.tsx'
import { Select } from '../../ui/Select.tsx'
import { TextInput } from '../../ui/TextInput.tsx'
import styles from './LogsScreen.module.css'
import { type LogsSearch, RANGES, type Range } from './search.ts'

interface RangePickerProps {
  search: LogsSearch
  onChange(changes: Partial<LogsSearch>): void
}

/** Of which span: until now, or one that was dragged over a chart, which can be written as well. */
export function RangePicker({ search: { range = '24h', from, to }, onChange }: RangePickerProps) {
  if (from === undefined || to === undefined)
    return (
      <Select
        aria-label={texts.filters.range}
        className={styles.range}
        value={range}
        options={[
          ...(Object.keys(RANGES) as Range[]).map((value) => ({ value: value as string, label: texts.ranges[value] })),
          { value: 'chosen', label: `${texts.from} … ${texts.to} …` },
        ]}
        onChange={(value) => {
          if (value !== 'chosen') return onChange({ range: value === '24h' ? undefined : (value as Range) } as Partial<LogsSearch>)
          const now = Math.floor(Date.now() / 60_000) * 60
          onChange({ from: now - RANGES[range] / 1000, to: now })
        }}
      />
    )
  return (
    <span className={styles.span}>
      <Instant label={texts.from} seconds={from} onChange={(seconds) => onChange({ from: seconds })} />
      <span aria-hidden="true">–</span>
      <Instant label={texts.to} seconds={to} onChange={(seconds) => onChange({ to: seconds })} />
      <Button
        look="quiet"
        icon={<CloseIcon size={14} />}
        onClick={() => onChange({ from: undefined, to: undefined } as unknown as Partial<LogsSearch>)}
      >
        {texts.whole(texts.ranges[range])}
      </Button>
    </span>
  )
}

function Instant({ label, seconds, onChange }: { label: string; seconds: number; onChange(seconds: number): void }) {
  return (
    <TextInput
      type="datetime-local"
      step={1}
      aria-label={label}
      className={styles.instant}
      value={localOf(seconds)}
      onChange={(text) => {
        const time = new Date(text).getTime()
        if (Number.isFinite(time)) onChange(time / 1000)
      }}
    />
  )
}

/** `2026-12-01T09:30:00`, in the zone of the reader: what the browser's input wants. */
function localOf(seconds: number): string {
  const time = new Date(seconds * 1000)
  return new Date(time.getTime() - time.getTimezoneOffset() * 60_000).toISOString().slice(0, 19)
}
