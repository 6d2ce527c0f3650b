import type { LanguageModelV3CallOptions } from '@ai-sdk/provider'
import type { Config } from '../../../schema/config.ts'
import { shownTools } from '../tools/offer-tools.ts'
import type { TurnTool } from '../tools/tool.ts'
import { type HistoryRow, toModelHistory } from './history.ts'
import { responseFormat } from './output.ts'
import type { TurnPlan } from './turn-plan.ts'

interface Round {
  /** The system message. */
  system: string
  tools: ReadonlyMap<string, TurnTool>
  signal: AbortSignal
}

/** What a model is asked, with the conversation so far. */
export async function modelCall(
  { agent, model }: Pick<TurnPlan, 'agent' | 'model'>,
  rows: HistoryRow[],
  config: Config,
  round: Round,
): Promise<LanguageModelV3CallOptions> {
  const history = toModelHistory(rows, model.providerType, config.TOOL_RESULT_MAX_INLINE)
  const system = [round.system, ...history.system].filter(Boolean).join('\n\n')
  const tools = await shownTools(round.tools, history)
  return {
    prompt: [...(system ? [{ role: 'system' as const, content: system }] : []), ...history.messages],
    temperature: agent.temperature,
    ...(model.maxOutputTokens && { maxOutputTokens: model.maxOutputTokens }),
    ...(tools.length > 0 && { tools, toolChoice: { type: 'auto' as const } }),
    ...responseFormat(agent),
    abortSignal: round.signal,
  }
}
