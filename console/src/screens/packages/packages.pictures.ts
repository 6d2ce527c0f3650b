import type { Pictures } from '../../../testing/pictures.ts'

export const pictures: Pictures = async () => [{ name: 'packages', path: '/console/packages' }]
