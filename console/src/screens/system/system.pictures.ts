import type { Pictures } from '../../../testing/pictures.ts'

export const pictures: Pictures = async () => [
  { name: 'system', path: '/console/system' },
  {
    name: 'system-changed',
    path: '/console/system?changed=true',
    act: (page) => page.getByLabel('Name or meaning').scrollIntoViewIfNeeded(),
  },
]
