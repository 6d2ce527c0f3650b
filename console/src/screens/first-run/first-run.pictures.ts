import type { Pictures } from '../../../testing/pictures.ts'

export const pictures: Pictures = async ({ admin, platform }) => {
  platform.model.fallback = () => ({ text: ['Hello! I can answer **questions**, and use tools once you give me some.'] })
  await admin.call('POST', '/api/v1/agents', { name: 'assistant', system_prompt: 'You are a helpful assistant.' })
  return [
    {
      name: 'first-provider',
      path: '/console/first-steps',
      act: (page) => page.getByRole('button', { name: 'Change it' }).first().click(),
    },
    { name: 'first-agent', path: '/console/first-steps' },
    {
      name: 'first-answer',
      path: '/console/first-steps?agent=default%2Fassistant',
      act: (page) => page.getByRole('button', { name: 'Ask', exact: true }).click(),
    },
    { name: 'first-function', path: '/console/first-steps/function' },
  ]
}
