import { lexer, type Token, type Tokens } from 'marked'
import { Fragment, memo, type ReactNode, useMemo } from 'react'
import styles from './Markdown.module.css'

/** Markdown as elements. Nothing of it becomes HTML by its text: markup in it is shown as the text that it is, and links lead only to the web or to mail. */
export const Markdown = memo(function Markdown({ text }: { text: string }) {
  const tokens = useMemo(() => lexer(text, { gfm: true }), [text])
  return <div className={styles.markdown}>{blocks(tokens)}</div>
})

const blocks = (tokens: Token[]): ReactNode => tokens.map((token, index) => <Fragment key={index}>{block(token)}</Fragment>)
const inlines = (tokens: Token[] | undefined): ReactNode => tokens?.map((token, index) => <Fragment key={index}>{inline(token)}</Fragment>)

function block(token: Token): ReactNode {
  switch (token.type) {
    case 'heading':
      return <p className={styles.heading}>{inlines(token.tokens)}</p>
    case 'paragraph':
      return <p>{inlines(token.tokens)}</p>
    case 'code':
      return (
        <pre tabIndex={0}>
          <code>{token.text}</code>
        </pre>
      )
    case 'blockquote':
      return <blockquote>{blocks(token.tokens ?? [])}</blockquote>
    case 'list':
      return list(token as Tokens.List)
    case 'table':
      return table(token as Tokens.Table)
    case 'hr':
      return <hr />
    case 'space':
    case 'def':
      return null
    case 'text':
      return token.tokens ? inlines(token.tokens) : decoded(token.text)
    default:
      return token.raw
  }
}

function list({ ordered, start, items }: Tokens.List): ReactNode {
  const children = items.map((item, index) => (
    <li key={index}>
      {item.task && <input type="checkbox" checked={item.checked ?? false} readOnly disabled aria-label={item.text} />}
      {blocks(item.tokens)}
    </li>
  ))
  return ordered ? <ol start={start || 1}>{children}</ol> : <ul>{children}</ul>
}

function table({ header, rows, align }: Tokens.Table): ReactNode {
  const style = (index: number) => (align[index] ? { textAlign: align[index] } : undefined)
  return (
    <div className={styles.table} tabIndex={0}>
      <table>
        <thead>
          <tr>
            {header.map((cell, index) => (
              <th key={index} style={style(index)}>
                {inlines(cell.tokens)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, position) => (
            <tr key={position}>
              {row.map((cell, index) => (
                <td key={index} style={style(index)}>
                  {inlines(cell.tokens)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function inline(token: Token): ReactNode {
  switch (token.type) {
    case 'strong':
      return <strong>{inlines(token.tokens)}</strong>
    case 'em':
      return <em>{inlines(token.tokens)}</em>
    case 'del':
      return <del>{inlines(token.tokens)}</del>
    case 'codespan':
      return <code>{token.text}</code>
    case 'br':
      return <br />
    case 'link':
      return isSafe(token.href) ? (
        <a href={token.href} target="_blank" rel="noopener noreferrer">
          {inlines(token.tokens)}
        </a>
      ) : (
        token.raw
      )
    case 'image':
      // An image of elsewhere would tell its host who reads this.
      return isSafe(token.href) ? (
        <a href={token.href} target="_blank" rel="noopener noreferrer">
          {token.text || token.href}
        </a>
      ) : (
        token.raw
      )
    case 'escape':
    case 'text':
      return 'tokens' in token && token.tokens ? inlines(token.tokens) : decoded(token.text)
    default:
      return token.raw
  }
}

const isSafe = (href: string): boolean => /^(https?:|mailto:|\/(?!\/))/i.test(href)

/** The five entities that people write; React writes the text itself. */
const ENTITIES: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" }
const decoded = (text: string): string => text.replace(/&(amp|lt|gt|quot|#39);/g, (entity) => ENTITIES[entity] ?? entity)
