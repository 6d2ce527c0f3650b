import type { Pictures } from '../../../testing/pictures.ts'

export const pictures: Pictures = async () => [
  { name: 'home', path: '/' },
  { name: 'palette', path: '/', act: (page) => page.keyboard.press('Control+k') },
  { name: 'keyboard', path: '/', act: (page) => page.keyboard.press('?') },
  { name: 'account', path: '/', act: (page) => page.getByRole('button', { name: 'Your account' }).click() },
  { name: 'not-found', path: '/console/no-such-thing' },
]
