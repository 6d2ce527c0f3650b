import { useNavigate } from '@tanstack/react-router'
import type { ComponentProps } from 'react'

/** A link within the console by a whole address, `/console/chats/7`: where the address is made from what the API says. */
export function HrefLink({ href, ...others }: ComponentProps<'a'> & { href: string }) {
  const navigate = useNavigate()
  return (
    <a
      {...others}
      href={href}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return
        event.preventDefault()
        void navigate({ href })
      }}
    />
  )
}
