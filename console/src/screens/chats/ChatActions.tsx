import { useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { type Chat, oneChat } from '../../conversation/data.ts'
import { SendMessageDocument } from '../../conversation/generated/conversation.ts'
import { ask } from '../../data/ask.ts'
import { chats } from '../../texts/en/chats.ts'
import { buttonClass } from '../../ui/Button.tsx'
import { Confirm } from '../../ui/Confirm.tsx'
import { CopyAs } from '../../ui/CopyAs.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Field } from '../../ui/Field.tsx'
import { Form, useForm } from '../../ui/Form.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { MoreIcon, PlusIcon } from '../../ui/icons.tsx'
import { Menu } from '../../ui/Menu.tsx'
import { curlOf, graphqlOf } from '../../ui/snippets.ts'
import { TextInput } from '../../ui/TextInput.tsx'
import { toast } from '../../ui/Toast.tsx'
import { ChangeChatDocument, ChatsDocument, RemoveChatDocument } from './generated/chats.ts'

const texts = chats.chat

/** What can be done with a chat. */
export function ChatActions({ chat }: { chat: Chat }) {
  const [opened, setOpened] = useState<'delete' | 'rename'>()
  const navigate = useNavigate()
  const change = useChange(chat)
  const queryClient = useQueryClient()
  const close = () => setOpened(undefined)
  const archive = async (archived: boolean) => {
    await change({ archived })
    toast(archived ? texts.archived : texts.unarchived, { undo: () => change({ archived: !archived }) })
  }
  const remove = async () => {
    await ask(RemoveChatDocument, { id: chat.id })
    void queryClient.invalidateQueries({ queryKey: [ChatsDocument.name] })
    toast(texts.deleted)
    await navigate({ to: '/chats' })
  }
  return (
    <>
      <CopyAs title={texts.copyTitle} snippets={snippetsOf(chat)} />
      {chat.agent?.isActive && (
        <Link to="/chats/new" search={{ agent: `${chat.agent.namespace}/${chat.agent.name}` }} className={buttonClass()}>
          <PlusIcon size={14} />
          {chats.new}
        </Link>
      )}
      <Menu
        trigger={<IconButton label={texts.more} icon={<MoreIcon />} />}
        align="end"
        groups={[
          [
            { label: texts.rename, onSelect: () => setOpened('rename') },
            { label: chat.archived ? texts.unarchive : texts.archive, onSelect: () => void archive(!chat.archived) },
          ],
          [{ label: texts.delete, isDanger: true, onSelect: () => setOpened('delete') }],
        ]}
      />
      <Confirm isOpen={opened === 'delete'} onClose={close} title={texts.delete} action={texts.delete} onConfirm={remove}>
        {texts.deleteText}
      </Confirm>
      <Dialog isOpen={opened === 'rename'} onClose={close} title={texts.renameTitle}>
        <RenameForm chat={chat} onDone={close} />
      </Dialog>
    </>
  )
}

function RenameForm({ chat, onDone }: { chat: Chat; onDone(): void }) {
  const change = useChange(chat)
  const form = useForm<{ title: string }, void>({ initial: { title: chat.title }, submit: change, onDone })
  return (
    <Form form={form} action={texts.save}>
      <Field label={texts.name} error={form.errorOf('title')}>
        <TextInput {...form.bind('title')} />
      </Field>
    </Form>
  )
}

function useChange({ id }: Chat) {
  const queryClient = useQueryClient()
  return async (changes: { title?: string; archived?: boolean }) => {
    const { updateChat } = await ask(ChangeChatDocument, { id, ...changes })
    queryClient.setQueryData(oneChat(id).queryKey, (before) => before && { chat: { ...before.chat, ...updateChat.chat } })
    void queryClient.invalidateQueries({ queryKey: [ChatsDocument.name] })
  }
}

function snippetsOf({ id }: Chat) {
  const content = 'Hello'
  return {
    curl: curlOf('POST', `/chats/${id}/messages`, { content }),
    GraphQL: graphqlOf(SendMessageDocument, { id, content }),
  }
}
