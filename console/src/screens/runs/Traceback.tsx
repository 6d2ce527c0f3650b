import { Link } from '@tanstack/react-router'
import { runs } from '../../texts/en/runs.ts'
import type { Run } from './data.ts'
import styles from './RunScreen.module.css'

/** How Python names a place in a function of the platform: `File "shop/price.py", line 3, in handler`. */
const PLACE = /^(\s*File ")([A-Za-z_]\w*)\/([A-Za-z_]\w*)\.py(", line )(\d+)(.*)$/

/** What Python says of an error, where each place leads to the code. Of the function that ran it is the code of the version that ran. */
export function Traceback({ run, text }: { run: Run; text: string }) {
  return (
    <details open>
      <summary>{runs.run.traceback}</summary>
      <pre tabIndex={0}>
        {text.split('\n').map((line, index) => (
          <span key={index}>
            <TraceLine run={run} line={line} />
            {'\n'}
          </span>
        ))}
      </pre>
    </details>
  )
}

function TraceLine({ run, line: text }: { run: Run; line: string }) {
  const [, file, namespace, name, between, line, rest] = PLACE.exec(text) ?? []
  if (!namespace || !name) return text
  const isEntry = namespace === run.functionNamespace && name === run.functionName
  const isOlder = isEntry && run.function !== null && run.function.version !== run.version
  return (
    <>
      {file}
      <Link
        to="/functions/$namespace/$name"
        params={{ namespace, name }}
        search={
          isOlder
            ? { tab: 'versions', version: run.version, line: Number(line) }
            : { run: isEntry ? run.id : undefined, line: Number(line) }
        }
        className={styles.link}
        aria-label={runs.run.toCode(`${namespace}/${name}`, Number(line))}
      >
        {`${namespace}/${name}.py${between}${line}`}
      </Link>
      {rest}
    </>
  )
}
