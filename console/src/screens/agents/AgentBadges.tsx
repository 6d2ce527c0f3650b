import { agents } from '../../texts/en/agents.ts'
import { StatusBadge } from '../../ui/StatusBadge.tsx'
import type { AgentRowFragment } from './generated/agents.ts'

const texts = agents.badges

/** What an agent is besides its name: each a word. */
export function AgentBadges({ agent: { isDefault, isShared, warnings } }: { agent: AgentRowFragment }) {
  return (
    <>
      {isDefault && <StatusBadge status="DEFAULT" label={texts.default} tone="good" />}
      {isShared && <StatusBadge status="SHARED" label={texts.shared} tone="busy" />}
      {warnings.length > 0 && (
        <span title={warnings.join('\n')}>
          <StatusBadge status="WARNS" label={agents.warns} tone="warn" />
        </span>
      )}
    </>
  )
}
