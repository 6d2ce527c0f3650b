export interface ToastOrder {
  key: number
  title: string
  action: { label: string; onSelect(): unknown } | undefined
}
