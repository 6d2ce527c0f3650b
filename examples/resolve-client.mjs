// Where an example imports `@sinas/client`, the test gives it the client of this checkout.
import { registerHooks } from 'node:module'

const CLIENT = new URL('../sdks/js/src/index.ts', import.meta.url).href

registerHooks({
  resolve: (specifier, context, next) => (specifier === '@sinas/client' ? { url: CLIENT, shortCircuit: true } : next(specifier, context)),
})
