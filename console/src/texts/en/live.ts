export const live = {
  words: { connecting: 'Connecting', live: 'Live', waiting: 'Connecting again', paused: 'Paused', failed: 'Not live' },
  hints: {
    connecting: 'What changes appears here once the connection stands.',
    live: 'What changes appears here by itself.',
    waiting: 'The connection is broken, and is made again.',
    paused: 'Nobody looked for a while. It goes on when you are back.',
    failed: 'Changes do not appear by themselves: reload the page to see them.',
  },
}
