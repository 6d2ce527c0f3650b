import { buildSubgraph } from '../../schema/builder.ts'
import { openChangeFeed } from '../../schema/change-feed.ts'
import type { Subgraph } from '../../schema/subgraph.ts'
import { Agent } from './agents/agent.entity.ts'
import type { ApprovalChange } from './approvals/approval-change.ts'
import { Budget, Usage } from './budgets/budget.entity.ts'
import { builder } from './builder.ts'
import { Approval, Chat, Message } from './chats/chat.entity.ts'
import type { ChatChange } from './chats/chat-change.ts'
import { startHousekeeping } from './housekeeping.ts'
import { addDefaults } from './providers/defaults.ts'
import { Provider } from './providers/provider.entity.ts'
import type { Services } from './services.ts'
import { Skill } from './skills/skill.entity.ts'
import { agentTools } from './tools/agent-tools.ts'
import { continueTool } from './tools/continue-tool.ts'
import { functionTools } from './tools/function-tools.ts'
import { mcpTools } from './tools/mcp-tools.ts'
import { skillTools } from './tools/skill-tools.ts'
import { stateTools } from './tools/state-tools.ts'
import { Journal } from './turns/journal.ts'
import { OwnedTurns } from './turns/owned-turns.ts'
import { RunningTurns } from './turns/running-turns.ts'
import { Turn, TurnEvent } from './turns/turn.entity.ts'
import { createTurnBatches } from './turns/turn-batches.ts'
import { Watchers } from './turns/watchers.ts'
import './agents/agent.ts'
import './agents/agent-relations.ts'
import './agents/change-agents.ts'
import './agents/target.ts'
import './approvals/approval-changes.ts'
import './approvals/decide-tool-call.ts'
import './approvals/pending-approval.ts'
import './budgets/budget.ts'
import './budgets/change-budgets.ts'
import './chats/change-chats.ts'
import './chats/chat.ts'
import './chats/chat-changes.ts'
import './chats/chat-events.ts'
import './chats/chat-stream.ts'
import './chats/invoke-agent.ts'
import './chats/run-schedule.ts'
import './chats/stop-turn.ts'
import './messages/message-counts.ts'
import './messages/message-relations.ts'
import './messages/model-usage.ts'
import './messages/search-messages.ts'
import './messages/send-message.ts'
import './providers/change-providers.ts'
import './providers/test-call.ts'
import './providers/provider.ts'
import './skills/change-skills.ts'
import './skills/skill.ts'
import './templates/preview-template.ts'

/** Agents and those who talk with them: providers, skills, chats, messages, and the one loop in which an agent answers. */
export const agents: Subgraph<Services> = {
  name: 'agents',
  schema: buildSubgraph(builder),
  entities: [Agent, Skill, Provider, Budget, Usage, Chat, Message, Approval, Turn, TurnEvent],
  migrations: new URL('./migrations/', import.meta.url),
  async start({ config, databaseUrl, graph, listener, presence, log, sealer }, database) {
    await addDefaults(config, database, sealer, log)
    const approvals = await openChangeFeed<ApprovalChange>(listener, 'sinas_agents_approvals')
    const chatChanges = await openChangeFeed<ChatChange>(listener, 'sinas_agents_chats', { whileWatched: true })
    const journal = new Journal({ database, databaseUrl, listener, processId: presence.processId, log })
    const ownedTurns = new OwnedTurns({ database, presence, chatChanges, log })
    const turns = new RunningTurns()
    const batches = createTurnBatches({ database, processId: presence.processId, maxMessages: config.MAX_HISTORY_MESSAGES })
    const watchers = new Watchers({ database, journal, presence, log })
    await journal.open()
    await ownedTurns.open()
    const stopHousekeeping = startHousekeeping(database, log)
    const toolSources = [functionTools, continueTool, skillTools, stateTools, agentTools, mcpTools]
    return {
      services: {
        config,
        database,
        graph,
        log,
        sealer,
        journal,
        ownedTurns,
        batches,
        approvals,
        chatChanges,
        turns,
        watchers,
        toolSources,
      },
      async stop() {
        await turns.close()
        await stopHousekeeping()
        ownedTurns.close()
        approvals.close()
        chatChanges.close()
        await journal.close()
      },
    }
  },
}
