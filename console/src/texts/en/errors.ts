export const errors = {
  request: 'Request',
  retry: 'Try again',
  away: {
    title: 'The server does not answer',
    advice:
      'It may be starting anew, or the network is away. What you see is as it was last read; it goes on by itself once the server is back.',
  },
  broken: { title: 'This page has a fault', advice: 'Reload it. If that does not help, tell your administrator:' },
  titles: {
    FORBIDDEN: 'You may not see this',
    NOT_FOUND: 'There is no such thing',
    CONFLICT: 'It has changed meanwhile',
    VALIDATION: 'Something in it is not valid',
    BAD_REQUEST: 'It does not fit',
    ALREADY_EXISTS: 'That name is taken',
    RATE_LIMITED: 'Too many requests',
    UNAVAILABLE: 'A part of the platform is away',
    TIMEOUT: 'It took too long',
    QUEUE_FULL: 'The queue is full',
    OTHER: 'The server could not do that',
  } as Record<string, string>,
  retryAfter: (message: string, seconds: number) => `${message} Try again in ${seconds} s.`,
  notFound: {
    title: 'Nothing has this address',
    advice: 'The link may be old, or what it leads to was deleted. The palette finds what is there.',
    home: 'To the home page',
  },
}
