import { cancellable } from '../../../schema/streams.ts'
import { builder, type IdentityContext } from '../builder.ts'

builder.subscriptionField('rightsChanges', (t) =>
  t.boolean({
    inaccessible: true,
    description:
      'Comes once when this process hears of changes, and then whenever the answer of `authenticate` may be another one for anybody. ' +
      'It ends with UNAVAILABLE where changes may have been missed.',
    subscribe: async (_, _args, { services, signal }: IdentityContext) => {
      const changes = await services.rightsChanges.subscribe(() => true, signal)
      return cancellable((stopped) => announce(changes, stopped), signal)
    },
    resolve: () => true,
  }),
)

async function* announce(changes: AsyncIterableIterator<true>, stopped: AbortSignal): AsyncGenerator<true> {
  stopped.addEventListener('abort', () => void changes.return?.())
  yield true
  for await (const _ of changes) yield true
}
