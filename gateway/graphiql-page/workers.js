// Where the editor finds its workers.
self.MonacoEnvironment = { globalAPI: false, getWorkerUrl: (_module, label) => `/graphql/assets/worker-${label}.js` }
