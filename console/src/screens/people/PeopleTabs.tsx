import { people } from '../../texts/en/people.ts'
import { Tabs } from '../../ui/Tabs.tsx'

const texts = people.tabs

/** The parts of the screen. */
export function PeopleTabs() {
  return (
    <Tabs
      label={people.parts}
      tabs={[
        { label: texts.users, link: { to: '/people', activeOptions: { includeSearch: false } } },
        { label: texts.groups, link: { to: '/people/groups', activeOptions: { includeSearch: false } } },
        { label: texts.rights, link: { to: '/people/rights' } },
        { label: texts.check, link: { to: '/people/check', activeOptions: { includeSearch: false } } },
      ]}
    />
  )
}
