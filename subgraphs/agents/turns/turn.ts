import { setTimeout as delay, setImmediate as nextTurn } from 'node:timers/promises'
import { internalRequest, type RequestInfo } from '../../../schema/context.ts'
import { type ErrorCode, SinasError } from '../../../schema/errors.ts'
import { checkBudget } from '../budgets/spending.ts'
import type { ToolCall } from '../chats/chat.entity.ts'
import { costOf } from '../providers/choose-model.ts'
import { asProviderError, type MessageChunk, type Reply, ReplyReader, streamParts } from '../providers/reply.ts'
import { Templates } from '../templates/templates.ts'
import { answerCall, statusOf } from '../tools/call-tool.ts'
import { offerTools } from '../tools/offer-tools.ts'
import type { ToolContext, TurnTool } from '../tools/tool.ts'
import { approvalRequired, type GatedCall, gatedAmong } from './gated-calls.ts'
import type { HistoryRow } from './history.ts'
import type { StopReason } from './journal.ts'
import { modelCall } from './model-call.ts'
import { outputFault } from './output.ts'
import type { SavedReply } from './save-replies.ts'
import { buildSystemPrompt } from './system-prompt.ts'
import { endOf, type LastWords, type TurnOutcome, type UnplacedReply } from './turn-end.ts'
import { TurnError } from './turn-error.ts'
import type { Conversation, TurnPlan } from './turn-plan.ts'
import { saveResult } from './turn-rows.ts'
import type { TurnServices } from './turn-services.ts'
import { unlessAborted } from './unless-aborted.ts'

/** The turn began with another conversation than it was prepared for. */
class Overtaken extends Error {}

/** Milliseconds for which a turn believes what its user and those who shaped it may do. */
const RIGHTS_MS = 10_000
/** Milliseconds at most between two tries to write how a turn ended. */
const END_RETRY_MS = 5_000

/** The one loop in which an agent answers: ask the model, run what it calls, ask again. It runs whether or not anyone watches. */
export class Turn {
  readonly #services: TurnServices
  readonly #plan: TurnPlan
  readonly #stopper = new AbortController()
  readonly #request: RequestInfo
  #conversation: Conversation
  /** Whether the turn is known to be stored. */
  #isBegun = false
  #tools = new Map<string, TurnTool>()
  #system = ''
  /** When the caller was found, in milliseconds since 1970. */
  #callerAt = 0
  #usage = { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 }
  /** Stored with the turn's end: what the model said last, and the event with which it ended. */
  readonly #last: LastWords = {}

  constructor(services: TurnServices, plan: TurnPlan) {
    this.#services = services
    this.#plan = plan
    this.#conversation = plan.conversation
    plan.begun.catch(() => this.stop('refused'))
    this.#request = internalRequest(null, plan.requestId, this.#stopper.signal)
  }

  get #history(): HistoryRow[] {
    return this.#conversation.history
  }

  stop(why: StopReason): void {
    this.#stopper.abort(why)
  }

  /** The process is going away: the turn ends with an error that says so. */
  interrupt(): void {
    this.#stopper.abort(new TurnError('The server was stopped during this turn. Send the message again to go on.'))
  }

  /** Runs to the end. Never throws: what goes wrong is the turn's last event. */
  async run(): Promise<void> {
    const { journal, log } = this.#services
    const { turnId } = this.#plan
    using held = new DisposableStack()
    const isStored = this.#hold(held)
    using _deadline = this.#startDeadline()
    try {
      const outcome = await this.#outcome()
      // Who sent the message is told why.
      if (!(await isStored)) return journal.forget(turnId)
      if (outcome && (await this.#end(outcome))) return
      log.warn({ turnId }, 'another process ended this turn first: the result of this process is discarded')
    } catch (error) {
      log.error({ err: error, turnId }, 'the end of a turn could not be written: another process ends it once this one has stopped')
    }
    journal.forget(turnId)
  }

  /** Holds the turn from when its row is there: one without a row counts as lost. @returns false where it does not begin */
  async #hold(held: DisposableStack): Promise<boolean> {
    const { turnId, begun } = this.#plan
    const [{ status }] = await Promise.allSettled([begun])
    if (status === 'rejected') return false
    held.use(this.#services.ownedTurns.hold(turnId, (why) => this.stop(why)))
    return true
  }

  /** Until it is written: while this process lives, no other one ends its turns. @returns false where another process had ended it */
  async #end(outcome: TurnOutcome): Promise<boolean> {
    const { batches, journal, log, turns, approvals, chatChanges } = this.#services
    const { turnId, chat } = this.#plan
    for (let tries = 1; ; tries++) {
      try {
        if (!(await journal.flushed(turnId))) return false
        const end = endOf(turnId, journal.nextSeq(turnId), outcome, this.#last)
        const ended = await batches.finish(end)
        if (!ended) return false
        journal.end(turnId, end.events)
        if (ended.isHeard) journal.tell(turnId, end.events.at(-1)!.seq)
        if (outcome.next) approvals.publish({ chatId: chat.id, userId: chat.userId })
        chatChanges.publish({ chatId: chat.id, userId: chat.userId })
        return true
      } catch (error) {
        if (turns.isClosing) throw error
        log.warn({ err: error, turnId }, 'the end of a turn could not be written: it is tried again')
        await delay(Math.min(END_RETRY_MS, 100 * 2 ** tries))
      }
    }
  }

  #startDeadline(): Disposable {
    const seconds = this.#plan.chat.jobTimeout ?? this.#services.config.AGENT_JOB_TIMEOUT
    const stop = () => this.#stopper.abort(new TurnError(`The turn took longer than ${seconds} seconds`, 'TIMEOUT'))
    // setTimeout can't count further than 24 days.
    const timer = setTimeout(stop, Math.min(seconds * 1000, 2 ** 31 - 1))
    return { [Symbol.dispose]: () => clearTimeout(timer) }
  }

  async #outcome(): Promise<TurnOutcome | undefined> {
    try {
      const waiting = await this.#answer()
      return { status: 'completed', event: 'done', data: { status: 'completed', usage: this.#usage }, ...(waiting && { next: waiting }) }
    } catch (error) {
      const why = this.#stopper.signal.aborted ? this.#stopper.signal.reason : error
      if (why === 'lost' || why === 'refused') return undefined
      if (why === 'cancelled') return { status: 'cancelled', event: 'done', data: { status: 'cancelled', usage: this.#usage } }
      const { message, code } = this.#publicError(why)
      return { status: 'failed', event: 'error', data: { error: message, details: code } }
    }
  }

  #publicError(error: unknown): { message: string; code: ErrorCode } {
    if (error instanceof TurnError) return error
    if (error instanceof SinasError && error.code !== 'INTERNAL') return error
    this.#services.log.error({ err: error, turnId: this.#plan.turnId }, 'a turn failed')
    return new SinasError('INTERNAL')
  }

  /** @returns the calls that wait for a person, where that is how the turn ends */
  async #answer(): Promise<TurnOutcome['next']> {
    try {
      return await this.#converse()
    } catch (error) {
      if (!(error instanceof Overtaken)) throw error
      return await this.#converse()
    }
  }

  /** Waits until the turn is stored. @throws Overtaken where the conversation is another one */
  async #begun(): Promise<void> {
    if (this.#isBegun) return
    const conversation = await this.#plan.begun
    this.#isBegun = true
    if (conversation === this.#conversation) return
    this.#conversation = conversation
    throw new Overtaken()
  }

  async #converse(): Promise<TurnOutcome['next']> {
    this.#request.caller = await this.#conversation.caller
    this.#callerAt = Date.now()
    const context: ToolContext = {
      chat: this.#plan.chat,
      agent: this.#plan.agent,
      skills: this.#plan.skills,
      request: this.#request,
      graph: this.#services.graph,
      database: this.#services.database,
      log: this.#services.log,
      templates: new Templates(this.#services.graph, this.#request),
    }
    const [tools, system] = await Promise.all([offerTools(this.#services.toolSources, context), buildSystemPrompt(context)])
    this.#tools = tools
    this.#system = system
    if (this.#plan.decided) {
      await this.#begun()
      await this.#runDecided(this.#plan.decided)
    }

    const { MAX_TOOL_ITERATIONS } = this.#services.config
    for (let round = 0; ; round++) {
      // The first call was allowed before the turn began.
      if (round > 0) await checkBudget(this.#services.database, this.#plan.chat.userId, this.#plan.agent.id)
      const reply = await this.#ask()
      const tokens = { prompt: reply.promptTokens, completion: reply.completionTokens }
      if (reply.calls.length === 0) {
        this.#last.reply = this.#record(reply.text, [], tokens)
        return await this.#checkOutput(reply.text)
      }
      const calls = await Promise.all(reply.calls.map((call) => this.#toolCall(call, context)))
      await this.#save(this.#record(reply.text, calls, tokens))
      const gated = gatedAmong(calls, this.#tools)
      if (gated.length > 0) return this.#askPerson(gated)
      if (round === MAX_TOOL_ITERATIONS) throw new TurnError(`The turn was stopped after ${MAX_TOOL_ITERATIONS} rounds of tool calls`)
      await this.#runAll(calls)
    }
  }

  async #ask(): Promise<Reply> {
    const { model } = this.#plan
    const signal = this.#stopper.signal
    const taken = new Set(this.#history.flatMap((row) => row.toolCalls?.map((call) => call.id) ?? []))
    const reader = new ReplyReader(taken)
    try {
      const call = await modelCall(this.#plan, this.#history, this.#services.config, { system: this.#system, tools: this.#tools, signal })
      // To read a long history, and to write the request with it, are two pieces of work.
      await nextTurn()
      let last: MessageChunk | undefined
      for await (const part of streamParts(model.languageModel, call)) {
        if (!this.#isBegun) await this.#begun()
        const chunk = reader.read(part)
        if (part.type === 'finish') last = chunk
        else if (chunk) this.#emit('message', chunk)
      }
      const reply = reader.reply()
      if (reply.calls.length === 0) this.#last.chunk = last
      else if (last) this.#emit('message', last)
      return reply
    } catch (error) {
      if (error instanceof Overtaken) throw error
      await this.#begun()
      // What has been read stays in the conversation.
      if (reader.text !== '') this.#last.reply = this.#record(reader.text, [], null)
      this.#stopper.signal.throwIfAborted()
      throw new TurnError(`${model.providerName} did not answer to the end: ${asProviderError(error).message}`, 'TURN_FAILED', {
        cause: error,
      })
    }
  }

  async #toolCall({ id, name, arguments: text }: Reply['calls'][number], context: ToolContext): Promise<ToolCall> {
    const call: ToolCall = { id, type: 'function', function: { name, arguments: text } }
    return { ...call, description: await statusOf(this.#tools.get(name), call, context) }
  }

  /** Takes what the model said into the conversation. @param tokens null where it was cut short */
  #record(text: string, calls: ToolCall[], tokens: SavedReply['tokens']): UnplacedReply {
    const { chat, agent, model, turnId } = this.#plan
    const content = text === '' && calls.length > 0 ? null : text
    const toolCalls = calls.length > 0 ? calls : null
    if (tokens) {
      this.#usage.prompt_tokens += tokens.prompt
      this.#usage.completion_tokens += tokens.completion
      this.#usage.total_tokens += tokens.prompt + tokens.completion
    }
    this.#history.push({ role: 'assistant', content, toolCalls, toolCallId: null, name: null })
    const cost = tokens && costOf(model.price, tokens)
    return { chatId: chat.id, turnId, content, calls: toolCalls, userId: chat.userId, agentId: agent.id, model: model.name, tokens, cost }
  }

  async #save(reply: UnplacedReply): Promise<void> {
    const { batches, journal } = this.#services
    await this.#flushed()
    await batches.saveReply({ ...reply, turnSeq: journal.nextSeq(this.#plan.turnId) - 1 })
  }

  async #checkOutput(text: string): Promise<undefined> {
    const fault = await outputFault(this.#plan.agent.outputSchema, text)
    if (fault) throw new TurnError(`The answer does not fit the agent's output_schema: ${fault}`)
  }

  /** Nothing of a batch runs before everything of it is decided. */
  #askPerson(calls: GatedCall[]): TurnOutcome['next'] {
    for (const call of calls) this.#emit('approval_required', approvalRequired(call))
    return { turnId: crypto.randomUUID(), calls }
  }

  async #runDecided(decided: Map<string, boolean>): Promise<void> {
    const calls = this.#history.findLast((row) => row.toolCalls?.length)?.toolCalls ?? []
    const answered = new Set(this.#history.flatMap((row) => row.toolCallId ?? []))
    const open = calls.filter((call) => !answered.has(call.id))
    const rejected = open.filter((call) => decided.get(call.id) === false)
    for (const call of rejected) await this.#reject(call)
    await this.#runAll(open.filter((call) => !rejected.includes(call)))
  }

  async #reject(call: ToolCall): Promise<void> {
    const approval = this.#tools.get(call.function.name)?.approval
    this.#emit('tool_rejected', {
      type: 'tool_rejected',
      tool_call_id: call.id,
      function_namespace: approval?.namespace ?? null,
      function_name: approval?.name ?? call.function.name,
    })
    await this.#saveResult(call, JSON.stringify({ error: 'The user rejected this call. It was not made.' }))
  }

  /** Side by side: all are announced first, then each result comes as it is ready. */
  async #runAll(calls: ToolCall[]): Promise<void> {
    for (const {
      id,
      function: { name, arguments: text },
      description,
    } of calls)
      this.#emit('tool_start', { type: 'tool_start', tool_call_id: id, name, arguments: text, description: description ?? null })
    await this.#renewCaller()
    const settled = await unlessAborted(Promise.allSettled(calls.map((call) => this.#run(call))), this.#stopper.signal)
    const failed = settled.find((result) => result.status === 'rejected')
    if (failed) throw failed.reason
  }

  /** Models think long: what a user, their key, or who shaped the turn lost meanwhile, is lost for its next calls. */
  async #renewCaller(): Promise<void> {
    if (Date.now() - this.#callerAt < RIGHTS_MS) return
    this.#request.caller = await this.#conversation.findCaller()
    this.#callerAt = Date.now()
  }

  async #run(call: ToolCall): Promise<void> {
    const text = await answerCall(this.#tools.get(call.function.name), call, this.#services)
    const result = text.slice(0, this.#services.config.TOOL_RESULT_MAX_SIZE)
    if (this.#stopper.signal.aborted) return
    this.#emit('tool_end', { type: 'tool_end', tool_call_id: call.id, name: call.function.name, result })
    await this.#saveResult(call, result)
  }

  async #saveResult(call: ToolCall, content: string): Promise<void> {
    const { chat, turnId } = this.#plan
    const name = call.function.name
    this.#history.push({ role: 'tool', content, toolCalls: null, toolCallId: call.id, name })
    const turnSeq = this.#services.journal.nextSeq(turnId) - 1
    await this.#flushed()
    await saveResult(this.#services.database, { chatId: chat.id, turnId, turnSeq, content, toolCallId: call.id, name })
  }

  /**
   * Events before the message that they make up: were this process killed in between, the message would say what its readers never get to see.
   * @throws where another process has ended the turn, and stored what there was
   */
  async #flushed(): Promise<void> {
    if (!(await this.#services.journal.flushed(this.#plan.turnId))) this.#stopper.signal.throwIfAborted()
  }

  #emit(event: 'message', data: MessageChunk): void
  #emit(event: 'tool_start' | 'tool_end' | 'tool_rejected' | 'approval_required', data: Record<string, unknown>): void
  #emit(event: 'message' | 'tool_start' | 'tool_end' | 'tool_rejected' | 'approval_required', data: Record<string, unknown>): void {
    this.#services.journal.append(this.#plan.turnId, event, data)
  }
}
