import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { ask } from '../../data/ask.ts'
import { mcp as texts } from '../../texts/en/mcp.ts'
import { Button } from '../../ui/Button.tsx'
import { Confirm } from '../../ui/Confirm.tsx'
import { useForm } from '../../ui/Form.tsx'
import { Section } from '../../ui/Page.tsx'
import { Allowed } from '../../ui/PermissionHint.tsx'
import { toast } from '../../ui/Toast.tsx'
import { oneServer, type Server, toolsPages } from './data.ts'
import { ChangeMcpServerDocument, DeleteMcpServerDocument } from './generated/mcp.ts'
import { ServerForm } from './ServerForm.tsx'
import styles from './SettingsTab.module.css'
import { inputOf, valuesOf } from './server-values.ts'

/** What the server is, and below it what takes it away. */
export function SettingsTab({ server }: { server: Server }) {
  return (
    <div className={styles.settings}>
      <Allowed permission="sinas.mcp.update:all">
        <ChangeForm server={server} />
      </Allowed>
      <Section title={texts.danger}>
        <Allowed permission="sinas.mcp.delete:all">
          <Delete server={server} />
        </Allowed>
      </Section>
    </div>
  )
}

function ChangeForm({ server }: { server: Server }) {
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  const form = useForm({
    initial: valuesOf(server),
    submit: (values) => ask(ChangeMcpServerDocument, { input: { server: { id: server.id }, ...inputOf(values) } }),
    async onDone({ updateMcpServer: { server: changed } }) {
      queryClient.setQueryData(oneServer(changed.name).queryKey, { mcpServer: changed })
      void queryClient.invalidateQueries({ queryKey: ['McpServers'] })
      void queryClient.invalidateQueries({ queryKey: toolsPages(changed.name).queryKey })
      toast(texts.form.saved)
      await navigate({ to: '/mcp/servers/$server', params: { server: changed.name }, search: { tab: 'settings' }, replace: true })
    },
  })
  return <ServerForm form={form} action={texts.form.save} hasSecrets={server.hasSecrets} />
}

function Delete({ server }: { server: Server }) {
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  const [isOpen, setOpen] = useState(false)
  const remove = async () => {
    await ask(DeleteMcpServerDocument, { id: server.id })
    void queryClient.invalidateQueries({ queryKey: ['McpServers'] })
    toast(texts.deleted)
    await navigate({ to: '/mcp' })
    queryClient.removeQueries({ queryKey: oneServer(server.name).queryKey })
  }
  return (
    <>
      <p className={styles.soft}>{texts.deleteText}</p>
      <div>
        <Button look="danger" onClick={() => setOpen(true)}>
          {texts.delete}
        </Button>
      </div>
      <Confirm
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        title={texts.delete}
        action={texts.delete}
        name={server.name}
        onConfirm={remove}
      >
        {texts.deleteText}
      </Confirm>
    </>
  )
}
