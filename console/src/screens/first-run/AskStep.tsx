import { useState } from 'react'
import { HrefLink } from '../../app/HrefLink.tsx'
import { ask } from '../../data/ask.ts'
import { firstRun } from '../../texts/en/first-run.ts'
import { buttonClass } from '../../ui/Button.tsx'
import { Field } from '../../ui/Field.tsx'
import { Form, useForm } from '../../ui/Form.tsx'
import { formatNumber } from '../../ui/format.ts'
import { Markdown } from '../../ui/Markdown.tsx'
import { curlOf, graphqlOf, sdkSnippets } from '../../ui/snippets.ts'
import { Textarea } from '../../ui/Textarea.tsx'
import styles from './FirstRun.module.css'
import { FirstRunAskDocument, type FirstRunAskMutation, FirstRunCreateChatDocument } from './generated/first-run.ts'
import { Step } from './Step.tsx'
import { nameOf } from './search.ts'

const texts = firstRun.ask

interface Answered {
  chatId: string
  answer: FirstRunAskMutation['sendMessage']['answer']
}

/** A chat with the agent, of one question: what fails says so here. */
export function AskStep({ agent, isReady }: { agent: string | undefined; isReady: boolean }) {
  const [answered, setAnswered] = useState<Answered>()
  const form = useForm({
    initial: { question: texts.questionDefault },
    draft: 'first-run/question',
    async submit({ question }): Promise<Answered> {
      const { createChat } = await ask(FirstRunCreateChatDocument, { input: { agent: { name: nameOf(agent!) } } })
      const chatId = createChat.chat!.id
      const { sendMessage } = await ask(FirstRunAskDocument, { input: { chatId, content: question } })
      return { chatId, answer: sendMessage.answer }
    },
    onDone: setAnswered,
  })
  const { question } = form.values
  const literal = JSON.stringify(question)
  const { namespace, name } = nameOf(agent ?? 'default/assistant')
  return (
    <Step
      number={3}
      title={texts.title}
      text={texts.text}
      state={answered ? 'done' : agent && isReady ? 'now' : 'later'}
      outcome={answered && <Outcome answered={answered} agent={`${namespace}/${name}`} />}
      snippets={{
        curl: `CHAT=$(${curlOf('POST', `/agents/${namespace}/${name}/chats`, {})} | jq -r .id)\n\n${curlOf('POST', '/chats/$CHAT/messages', { content: question })}`,
        GraphQL: graphqlOf(FirstRunAskDocument, { input: { chatId: '…', content: question } }),
        ...sdkSnippets({
          typescript: `const chat = await sinas.chats.create('${namespace}', '${name}')\nconsole.log(await sinas.chats.send(chat.id, ${literal}))`,
          python: `chat = sinas.chats.create("${namespace}", "${name}")\nprint(sinas.chats.send(chat.id, ${literal}))`,
          go: `chat, err := client.Chats.Create(ctx, "${namespace}", "${name}", sinas.CreateChat{})\nanswer, err := client.Chats.Send(ctx, chat.ID, ${literal})`,
          rust: `let chat = client.chats().create("${namespace}", "${name}", &CreateChat::default()).await?;\nlet answer = client.chats().send(&chat.id, ${literal}).await?;`,
        }),
      }}
    >
      <Form form={form} action={texts.send}>
        <Field label={texts.question}>
          <Textarea {...form.bind('question')} />
        </Field>
      </Form>
      <p role="status" className={styles.soft}>
        {form.isBusy ? texts.waiting : form.error ? texts.failed : ''}
      </p>
    </Step>
  )
}

function Outcome({ answered: { chatId, answer }, agent }: { answered: Answered; agent: string }) {
  const tokens = (answer.promptTokens ?? 0) + (answer.completionTokens ?? 0)
  return (
    <>
      <section className={styles.answer} aria-label={texts.answer}>
        <Markdown text={answer.content ?? ''} />
        {answer.model && <p className={styles.soft}>{texts.facts(answer.model, formatNumber(tokens))}</p>}
      </section>
      <div className={styles.outcome}>
        <HrefLink href={`/console/chats/${chatId}`} className={buttonClass('primary')}>
          {texts.chat}
        </HrefLink>
        <HrefLink href={`/console/agents/${agent}`} className={buttonClass()}>
          {texts.agent}
        </HrefLink>
      </div>
    </>
  )
}
