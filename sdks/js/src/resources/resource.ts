import type { Transport } from '../transport.ts'

/** A part of the API. Its methods end with the options of the call. */
export class Resource {
  protected readonly transport: Transport

  constructor(transport: Transport) {
    this.transport = transport
  }
}
