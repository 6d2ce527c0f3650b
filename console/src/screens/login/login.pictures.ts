import type { Pictures } from '../../../testing/pictures.ts'

export const pictures: Pictures = async () => [{ name: 'login', path: '/', isStranger: true }]
