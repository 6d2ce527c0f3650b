import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { webhooks } from '../../texts/en/webhooks.ts'
import { SnippetTabs } from '../../ui/CopyAs.tsx'
import { Columns } from '../../ui/Layout.tsx'
import { Section } from '../../ui/Page.tsx'
import { oneWebhook } from './data.ts'
import { senderSnippets } from './sender-snippets.ts'
import { signingOf } from './signing.ts'
import styles from './webhooks.module.css'

const route = getRouteApi('/shell/webhooks/$id')
const texts = webhooks.sender

/** What whoever builds the sender has to know: how to sign, and a request in four languages. */
export function Sender() {
  const { data } = useQuery(oneWebhook(route.useParams().id))
  if (!data) return null
  const { webhook } = data
  const { signature, requiresAuth } = webhook
  const signing = signature && signingOf(signature)
  return (
    <Columns
      side={
        <Section title={texts.title}>
          {requiresAuth && <p>{texts.login}</p>}
          {!signing || !signature ? (
            <>
              <p>{texts.unsigned}</p>
              {!requiresAuth && <p>{texts.open}</p>}
            </>
          ) : (
            <>
              <p>{texts.signed(webhooks.scheme[signature.scheme])}</p>
              <dl className={styles.pairs}>
                <div>
                  <dt>{texts.content}</dt>
                  <dd>{`${signing.before}{body}`}</dd>
                </div>
                <div>
                  <dt>{texts.key}</dt>
                  <dd>{signing.isKeyBase64 ? texts.keyBase64 : texts.keyText}</dd>
                </div>
                {signing.headers.map(([name, value]) => (
                  <div key={name}>
                    <dt>{name}</dt>
                    <dd>{value}</dd>
                  </div>
                ))}
              </dl>
              <p className={styles.soft}>{texts.method(signing.algorithm.toUpperCase(), signing.encoding)}</p>
              {signing.before.includes('{at}') && <p className={styles.soft}>{texts.tolerance(signature.tolerance)}</p>}
            </>
          )}
        </Section>
      }
    >
      <Section title={texts.code}>
        {signing && <p className={styles.soft}>{texts.codeText}</p>}
        <SnippetTabs snippets={senderSnippets(webhook)} />
      </Section>
    </Columns>
  )
}
