import type { ReactNode } from 'react'
import { firstRun as texts } from '../../texts/en/first-run.ts'
import { Page } from '../../ui/Page.tsx'
import { type Tab, Tabs } from '../../ui/Tabs.tsx'
import { AgentPath } from './AgentPath.tsx'
import { FunctionPath } from './FunctionPath.tsx'

/** How far one is stands in the search: it is the same tab. */
const activeOptions = { exact: true, includeSearch: false }
const TABS: Tab[] = [
  { label: texts.paths.agent, link: { to: '/first-steps', activeOptions } },
  { label: texts.paths.function, link: { to: '/first-steps/function', activeOptions } },
]

/** From an empty platform to the first answer of an agent. */
export const FirstRunScreen = () => (
  <Steps>
    <AgentPath />
  </Steps>
)

/** From an empty platform to a function that has an address. */
export const FirstFunctionScreen = () => (
  <Steps>
    <FunctionPath />
  </Steps>
)

const Steps = ({ children }: { children: ReactNode }) => (
  <Page title={texts.title} summary={texts.summary} bar={<Tabs label={texts.tabs} tabs={TABS} />}>
    {children}
  </Page>
)
