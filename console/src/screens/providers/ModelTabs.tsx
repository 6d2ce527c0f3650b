import type { ReactElement } from 'react'
import { useMay } from '../../session/permissions.ts'
import { providers } from '../../texts/en/providers.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { LockIcon } from '../../ui/icons.tsx'
import { PermissionHint } from '../../ui/PermissionHint.tsx'
import { Tabs } from '../../ui/Tabs.tsx'

const texts = providers.tabs

/** The parts of the screen. */
export function ModelTabs() {
  return (
    <Tabs
      label={providers.parts}
      tabs={[
        { label: texts.providers, link: { to: '/providers' } },
        { label: texts.spend, link: { to: '/providers/spend', activeOptions: { includeSearch: false } } },
        { label: texts.budgets, link: { to: '/providers/budgets' } },
      ]}
    />
  )
}

/** Shows a part of the screen to who may see it, and to others why it is not there. */
export function Guard({ permission, children }: { permission: string; children: ReactElement }) {
  const may = useMay(permission)
  if (may === undefined) return null
  if (may) return children
  return (
    <EmptyState icon={<LockIcon />} title={providers.needs}>
      <PermissionHint permission={permission} />
    </EmptyState>
  )
}
