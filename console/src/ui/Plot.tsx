import 'uplot/dist/uPlot.min.css'
import { useEffect, useEffectEvent, useRef } from 'react'
import UPlot from 'uplot'
import { useTheme } from '../app/theme.ts'
import type { ChartProps, Series } from './chart-props.ts'

/** uPlot. It is a chunk of its own: use Chart. */
export function Plot({ times, series, span, height = 120, onBrush }: ChartProps) {
  const place = useRef<HTMLDivElement>(null)
  const theme = useTheme()
  const brush = useEffectEvent((from: number, to: number) => onBrush?.(from, to))
  const canBrush = onBrush !== undefined

  useEffect(() => {
    const element = place.current!
    const data = [times as number[], ...series.map(({ values }) => values as (number | null)[])] as UPlot.AlignedData
    const plot = new UPlot(optionsOf(element, { series, span, height, canBrush, brush }), data, element)
    const observer = new ResizeObserver(([entry]) => plot.setSize({ width: entry!.contentRect.width, height }))
    observer.observe(element)
    return () => {
      observer.disconnect()
      plot.destroy()
    }
  }, [times, series, span, height, canBrush, theme])

  return <div ref={place} />
}

interface Drawing {
  series: readonly Series[]
  span: ChartProps['span']
  height: number
  canBrush: boolean
  brush(from: number, to: number): void
}

function optionsOf(element: HTMLElement, { series, span, height, canBrush, brush }: Drawing): UPlot.Options {
  const token = (name: string) => colourOf(element, name)
  const axis = {
    stroke: token('--text-faint'),
    grid: { stroke: token('--line'), width: 1 },
    ticks: { show: false },
    font: '11px ui-sans-serif, system-ui, sans-serif',
  }
  return {
    width: element.clientWidth,
    height,
    legend: { show: false },
    ...(span && { scales: { x: { range: [span[0], span[1]] } } }),
    cursor: { drag: { x: canBrush, y: false, setScale: false }, points: { size: 6 } },
    axes: [axis, { ...axis, size: 44 }],
    series: [
      {},
      ...series.map(({ label, colour, shape = 'line' }) => ({
        label,
        stroke: token(colour),
        width: 1.5,
        points: { show: shape === 'line', size: 4, filter: lonely },
        ...(shape === 'bars' && { fill: token(colour), paths: UPlot.paths.bars!({ size: [0.7, 24] }) }),
      })),
    ],
    hooks: {
      setSelect: [
        (plot) => {
          const { left, width } = plot.select
          if (width < 3) return
          brush(plot.posToVal(left, 'x'), plot.posToVal(left + width, 'x'))
          plot.setSelect({ left: 0, width: 0, top: 0, height: 0 }, false)
        },
      ],
    },
  }
}

/** A value between two gaps is on no line: it is drawn as a point. */
function lonely(plot: UPlot, seriesIndex: number): number[] {
  const values = plot.data[seriesIndex]!
  const has = (index: number) => values[index] !== null && values[index] !== undefined
  return Array.from(values.keys()).filter((index) => has(index) && !has(index - 1) && !has(index + 1))
}

/** A canvas takes no variables: what a token is in this theme. */
function colourOf(element: HTMLElement, token: string): string {
  const probe = document.createElement('span')
  probe.style.color = `var(${token})`
  element.append(probe)
  const { color } = getComputedStyle(probe)
  probe.remove()
  return color
}
