import type { Pictures } from '../../../testing/pictures.ts'

export const pictures: Pictures = async () => [{ name: 'account-page', path: '/console/account' }]
