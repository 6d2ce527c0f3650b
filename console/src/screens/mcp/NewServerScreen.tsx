import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { ask } from '../../data/ask.ts'
import { mcp } from '../../texts/en/mcp.ts'
import { useForm } from '../../ui/Form.tsx'
import { Page } from '../../ui/Page.tsx'
import { Allowed } from '../../ui/PermissionHint.tsx'
import { toast } from '../../ui/Toast.tsx'
import { oneServer } from './data.ts'
import { CreateMcpServerDocument } from './generated/mcp.ts'
import { ServerForm } from './ServerForm.tsx'
import { inputOf, valuesOf } from './server-values.ts'

/** A new server: it is connected to at once, and its page says how that went. */
export function NewServerScreen() {
  return (
    <Page title={mcp.form.newTitle} look="text">
      <Allowed permission="sinas.mcp.create:all">
        <NewServerForm />
      </Allowed>
    </Page>
  )
}

function NewServerForm() {
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  // No draft: it would keep secrets.
  const form = useForm({
    initial: valuesOf(undefined),
    submit: (values) => ask(CreateMcpServerDocument, { input: inputOf(values) }),
    onDone({ createMcpServer: { server } }) {
      queryClient.setQueryData(oneServer(server.name).queryKey, { mcpServer: server })
      void queryClient.invalidateQueries({ queryKey: ['McpServers'] })
      toast(mcp.form.added)
      return navigate({ to: '/mcp/servers/$server', params: { server: server.name } })
    },
  })
  return <ServerForm form={form} action={mcp.form.add} hasSecrets={false} />
}
