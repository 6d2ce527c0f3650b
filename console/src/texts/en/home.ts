export const home = {
  title: 'Home',
  greeting: (hour: number) => (hour < 5 ? 'Good night' : hour < 12 ? 'Good morning' : hour < 18 ? 'Good afternoon' : 'Good evening'),
  waiting: {
    title: 'Waits for you',
    none: 'Nothing waits for you.',
    approval: 'wants your approval',
    input: 'waits for an answer',
    all: (count: string) => `All ${count}`,
  },
  failed: { title: 'Failed lately', none: 'Nothing has failed.', all: 'All failures' },
  latest: { title: 'Runs', none: 'Nothing has run yet.', all: 'All runs', running: (count: string) => `${count} running` },
  numbers: { requests: 'Requests', errors: 'Errors', answer: 'Mean answer', users: 'Users', spend: 'Models, 7 days', tokens: 'Tokens', last24: 'last 24 h' },
  health: {
    title: 'Health',
    good: 'Everything runs',
    bad: 'A part does not answer',
    away: 'away',
    sandbox: (running: number, size: number) => `${running} of ${size} places of the sandbox in use`,
    queued: (count: number) => `${count} wait for a place`,
    level: (level: number) => `Isolation level ${level} of 3`,
  },
  firstRun: {
    title: 'Start here',
    text: 'The platform is empty. A function is a few lines of Python that run isolated in milliseconds. Make one by the API, and its runs appear here as they happen.',
    curl: 'Make a first function',
    docs: 'Management API',
  },
}
