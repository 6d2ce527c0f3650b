import { BaseNotificationChannel, type JobNotification, toJobId } from 'agenda'
import type { Listener } from '../../schema/ownership/listener.ts'

const CHANNEL = 'sinas_queue'

/** What queues tell each other. Losing a message only costs time: every queue also looks by itself, once a second. */
type Message = { from: string } & ({ job: string } | { cancel: string })

interface WakeupOptions {
  listener: Listener
  /** Names this queue among those that share the jobs. */
  name: string
  /** A running job is to stop. */
  onCancel(id: string): void
  onError(error: unknown): void
}

/**
 * Agenda's notification channel: makes it look for jobs of a name now, here and in the other processes.
 * Calls for one name merge while one is under way, so that a thousand jobs a second cost a few looks, not a thousand.
 */
export class Wakeups extends BaseNotificationChannel {
  readonly #options: WakeupOptions
  readonly #look = merged((job) => this.#lookFor(job))
  readonly #tell = merged((job) => this.#send({ job }))
  #stopListening = () => {}

  constructor(options: WakeupOptions) {
    super()
    this.#options = options
  }

  /** Listens to the other queues. Sending works before, and without it. */
  override async connect(): Promise<void> {
    const { listener, name, onCancel } = this.#options
    this.#stopListening = await listener.channel<Message>(CHANNEL).on((message) => {
      if (message.from === name) return
      if ('job' in message) this.wake(message.job)
      else onCancel(message.cancel)
    })
    this.setState('connected')
  }

  override async disconnect(): Promise<void> {
    this.setState('disconnected')
    this.#stopListening()
  }

  /** Agenda's own call, for jobs that are saved through its API. */
  override async publish(notification: JobNotification): Promise<void> {
    this.announce(notification.jobName)
  }

  /** A job of this name may be due: looks here. */
  wake(job: string): void {
    this.#look(job).catch(this.#options.onError)
  }

  /** A job of this name may be due: looks here and everywhere. */
  announce(job: string): void {
    this.wake(job)
    this.#tell(job).catch(this.#options.onError)
  }

  /** A running job is to stop, wherever it runs. */
  announceCancel(id: string): void {
    this.#options.onCancel(id)
    this.#send({ cancel: id }).catch(this.#options.onError)
  }

  #send(message: { job: string } | { cancel: string }): Promise<void> {
    const { listener, name } = this.#options
    return listener.notify(CHANNEL, JSON.stringify({ from: name, ...message } satisfies Message))
  }

  async #lookFor(job: string): Promise<void> {
    if (this.state !== 'connected') return
    await this.notifyHandlers({ jobId: toJobId(''), jobName: job, nextRunAt: null, priority: 0, timestamp: new Date() })
  }
}

/** At most one run of `act` a name at a time; calls that come meanwhile are served together by one more run. */
function merged(act: (name: string) => Promise<void>): (name: string) => Promise<void> {
  const again = new Map<string, boolean>()
  return async (name) => {
    if (again.has(name)) {
      again.set(name, true)
      return
    }
    try {
      do {
        again.set(name, false)
        await act(name)
      } while (again.get(name))
    } finally {
      again.delete(name)
    }
  }
}
