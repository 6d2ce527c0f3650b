import { Turn } from './turn.ts'
import type { TurnPlan } from './turn-plan.ts'
import type { TurnServices } from './turn-services.ts'

/** The turns of this process. They run on their own: the client that began one only watches it. */
export class RunningTurns {
  readonly #running = new Map<Turn, Promise<void>>()

  /** Whether the process is about to stop. */
  isClosing = false

  /** Runs a turn whose row names this process as its owner. */
  run(services: TurnServices, plan: TurnPlan): void {
    const turn = new Turn(services, plan)
    services.journal.begin(plan.turnId, (why) => turn.stop(why))
    this.#running.set(
      turn,
      turn.run().finally(() => this.#running.delete(turn)),
    )
  }

  /** Ends them all, each with an event that says why. */
  async close(): Promise<void> {
    this.isClosing = true
    for (const turn of this.#running.keys()) turn.interrupt()
    await Promise.all(this.#running.values())
  }
}
