import { Link } from '@tanstack/react-router'
import { providers as texts } from '../../texts/en/providers.ts'
import { buttonClass } from '../../ui/Button.tsx'
import { ConnectionTable } from '../../ui/ConnectionTable.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { PlusIcon, ProviderIcon } from '../../ui/icons.tsx'
import { Page } from '../../ui/Page.tsx'
import { Allowed } from '../../ui/PermissionHint.tsx'
import type { Column } from '../../ui/Table.tsx'
import { Time } from '../../ui/Time.tsx'
import { NEEDS, type Provider, providersPages } from './data.ts'
import { Guard, ModelTabs } from './ModelTabs.tsx'
import styles from './providers.module.css'

const COLUMNS: readonly Column<Provider>[] = [
  {
    title: texts.columns.name,
    width: 'minmax(8rem, 1fr)',
    cell: ({ name, isDefault }) => (
      <>
        {name} {isDefault && <span className={styles.mark}>{texts.isDefault}</span>}
      </>
    ),
  },
  { title: texts.columns.type, width: '11rem', isMinor: true, cell: ({ providerType }) => texts.types[providerType] },
  { title: texts.columns.endpoint, width: 'minmax(8rem, 2fr)', isMinor: true, cell: ({ apiEndpoint }) => apiEndpoint ?? texts.own },
  { title: texts.columns.model, width: 'minmax(7rem, 1fr)', cell: ({ defaultModel }) => defaultModel ?? texts.noModel },
  { title: texts.columns.key, width: '5rem', cell: ({ hasApiKey }) => texts.key[hasApiKey ? 'yes' : 'no'] },
  { title: texts.columns.changed, width: '6.5rem', align: 'end', isMinor: true, cell: ({ updatedAt }) => <Time at={updatedAt} /> },
]

/** The services that run the models by which agents answer. */
export function ProvidersScreen() {
  const add = (
    <Allowed permission={NEEDS.createProvider}>
      <Link to="/providers/new" className={buttonClass('primary')}>
        <PlusIcon size={14} />
        {texts.add}
      </Link>
    </Allowed>
  )
  return (
    <Page title={texts.title} look="list" actions={add} bar={<ModelTabs />}>
      <Guard permission={NEEDS.providers}>
        <ConnectionTable
          label={texts.list}
          pages={providersPages}
          columns={COLUMNS}
          linkOf={({ id, name }) => <Link to="/providers/$id" params={{ id }} aria-label={texts.open(name)} />}
          empty={
            <EmptyState icon={<ProviderIcon />} title={texts.empty.title}>
              {texts.empty.text}
            </EmptyState>
          }
        />
      </Guard>
    </Page>
  )
}
