import { BaseNotificationChannel, type JobNotification, toJobId } from 'agenda'

/** Said to the other processes on the same store. */
export type Message = { job: string } | { cancel: string }

/** How processes hear of each other. Losing a message only costs time: every process also looks by itself, once a second. */
export interface Transport {
  open(receive: (message: Message) => void): Promise<void>
  send(message: Message): Promise<void>
  close(): Promise<void>
}

/**
 * Agenda's notification channel: makes it look for jobs of a name now, here and in the other processes.
 * Calls for one name merge while one is under way, so that a thousand jobs a second cost a few looks, not a thousand.
 */
export class Wakeups extends BaseNotificationChannel {
  readonly #transport: Transport
  readonly #onCancel: (id: string) => void
  readonly #onError: (error: unknown) => void
  readonly #look = merged((job) => this.#lookFor(job))
  readonly #tell = merged((job) => this.#transport.send({ job }))

  constructor(transport: Transport, onCancel: (id: string) => void, onError: (error: unknown) => void) {
    super()
    this.#transport = transport
    this.#onCancel = onCancel
    this.#onError = onError
  }

  /** Listens to the other processes; they can be told things before, and without it. */
  override async connect(): Promise<void> {
    await this.#transport.open((message) => ('job' in message ? this.wake(message.job) : this.#onCancel(message.cancel)))
    this.setState('connected')
  }

  override async disconnect(): Promise<void> {
    this.setState('disconnected')
    await this.#transport.close()
  }

  /** Agenda's own call, for jobs that are saved through its API. */
  override async publish(notification: JobNotification): Promise<void> {
    this.announce(notification.jobName)
  }

  /** A job of this name may be due: looks here. */
  wake(job: string): void {
    this.#look(job).catch(this.#onError)
  }

  /** A job of this name may be due: looks here and everywhere. */
  announce(job: string): void {
    this.wake(job)
    this.#tell(job).catch(this.#onError)
  }

  /** A running job is to stop, wherever it runs. */
  announceCancel(id: string): void {
    this.#onCancel(id)
    this.#transport.send({ cancel: id }).catch(this.#onError)
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
