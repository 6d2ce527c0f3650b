const WELCOME = `# Welcome to Sinas. Who you are goes into
# the headers below, as a token or API key:
#   {"Authorization": "Bearer ..."}
# The page at / logs you in and copies it.
{
  me {
    id
    email
    groups {
      name
    }
  }
}
`

YogaGraphiQL.renderYogaGraphiQL(document.querySelector('#root'), { title: 'Sinas', endpoint: '/graphql', defaultQuery: WELCOME })
