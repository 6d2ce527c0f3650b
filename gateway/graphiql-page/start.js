// GraphiQL, as the user who is logged in in this browser.
import { fetcher } from './fetcher.js'

const WELCOME = `# Welcome to Sinas. You ask as the user
# who is logged in in this browser. An API
# key goes into the headers below:
#   {"X-API-Key": "..."}
{
  me {
    id
    email
    groups(first: 10) {
      nodes {
        name
      }
    }
  }
}
`

const notice = document.querySelector('#login')
const tellLogin = async () => {
  notice.hidden = (await fetch('/session')).ok
}
tellLogin().catch(() => undefined)
// The login may be in another tab.
document.addEventListener('visibilitychange', () => {
  if (!document.hidden) tellLogin().catch(() => undefined)
})

YogaGraphiQL.renderYogaGraphiQL(document.querySelector('#root'), { title: 'Sinas', fetcher, defaultQuery: WELCOME })
