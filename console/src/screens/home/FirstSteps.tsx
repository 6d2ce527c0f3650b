import { HrefLink } from '../../app/HrefLink.tsx'
import { home } from '../../texts/en/home.ts'
import { buttonClass } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { FunctionIcon } from '../../ui/icons.tsx'

const texts = home.firstRun

/** What to do on an empty platform. */
export function FirstSteps() {
  return (
    <EmptyState
      icon={<FunctionIcon />}
      title={texts.title}
      action={
        <span>
          <HrefLink href="/console/first-steps" className={buttonClass('primary')}>
            {texts.agent}
          </HrefLink>{' '}
          <HrefLink href="/console/first-steps/function" className={buttonClass()}>
            {texts.function}
          </HrefLink>
        </span>
      }
    >
      {texts.text}
    </EmptyState>
  )
}
