// GraphiQL, as the user who logged in at the console.
import { isLoggedIn } from '/home/session.js'
import { fetcher } from './fetcher.js'

const WELCOME = `# Welcome to Sinas. You ask as the user
# who logged in at the console. An API
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

document.querySelector('#login').hidden = isLoggedIn()

YogaGraphiQL.renderYogaGraphiQL(document.querySelector('#root'), { title: 'Sinas', fetcher, defaultQuery: WELCOME })
