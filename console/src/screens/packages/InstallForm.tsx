import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ask } from '../../data/ask.ts'
import { useLive } from '../../data/live.ts'
import { useMay } from '../../session/permissions.ts'
import { packages } from '../../texts/en/packages.ts'
import { Field } from '../../ui/Field.tsx'
import { Form, useForm } from '../../ui/Form.tsx'
import { type LogLine, LogView } from '../../ui/LogView.tsx'
import { PermissionHint } from '../../ui/PermissionHint.tsx'
import { Switch } from '../../ui/Switch.tsx'
import { TextInput } from '../../ui/TextInput.tsx'
import { toast } from '../../ui/Toast.tsx'
import { nameOf, packagesPages } from './data.ts'
import { InstallPackageDocument, PackageInstallationDocument } from './generated/packages.ts'
import styles from './InstallForm.module.css'

const texts = packages.install

/** Installs a package, and shows what pip prints meanwhile. @param name a requirement to begin with */
export function InstallForm({ name }: { name: string }) {
  const mayForAll = useMay('sinas.packages.install:all')
  const mayOwn = useMay('sinas.packages.create:own')
  if (mayForAll === undefined || mayOwn === undefined) return null
  if (!mayForAll && !mayOwn) return <PermissionHint permission="sinas.packages.create:own" />
  return <Install requirement={name} mayForAll={mayForAll} />
}

function Install({ requirement, mayForAll }: { requirement: string; mayForAll: boolean }) {
  const queryClient = useQueryClient()
  const [, packageName = '', version = ''] = /^([\w.-]+(?:\[[^\]]*\])?)\s*(.*)$/.exec(requirement) ?? []
  const [watched, setWatched] = useState<string>()
  const form = useForm({
    initial: { packageName, version, forEveryone: mayForAll },
    submit({ packageName: wanted, version: specifier, forEveryone }) {
      setWatched(nameOf(wanted))
      return ask(InstallPackageDocument, {
        input: { packageName: wanted.trim(), forEveryone, ...(specifier.trim() && { version: specifier.trim() }) },
      })
    },
    async onDone({ installPackage: { package: installed } }) {
      form.reset()
      toast(texts.done(installed.name, installed.version))
      await queryClient.invalidateQueries({ queryKey: packagesPages().queryKey })
    },
  })
  return (
    <div className={styles.install}>
      <Form form={form} action={texts.action}>
        <div className={styles.fields}>
          <Field label={texts.name} hint={texts.nameHint} error={form.errorOf('packageName')}>
            <TextInput isCode {...form.bind('packageName')} />
          </Field>
          <Field label={texts.version} hint={texts.versionHint} isOptional error={form.errorOf('version')}>
            <TextInput isCode {...form.bind('version')} />
          </Field>
        </div>
        {mayForAll && (
          <Switch
            label={texts.everyone}
            hint={texts.everyoneHint}
            isOn={form.values.forEveryone}
            onChange={(forEveryone) => form.set({ forEveryone })}
          />
        )}
      </Form>
      {form.isBusy && <p className={styles.soft}>{texts.waits}</p>}
      {watched && <PipLog key={watched} packageName={watched} isBusy={form.isBusy} />}
    </div>
  )
}

/** What pip prints, while it does and after. */
function PipLog({ packageName, isBusy }: { packageName: string; isBusy: boolean }) {
  const [lines, setLines] = useState<readonly LogLine[]>([])
  useLive(
    {
      document: PackageInstallationDocument,
      variables: () => ({ packageName }),
      onEvent: ({ packageInstallation: text }) => setLines((before) => [...before, { number: before.length, text }]),
    },
    { key: packageName, isOn: isBusy },
  )
  if (lines.length === 0) return null
  return <LogView label={texts.log} lines={lines} isLive={isBusy} />
}
