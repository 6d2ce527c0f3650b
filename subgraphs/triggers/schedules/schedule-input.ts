import { z } from 'zod'
import { cronFault, isTimezone } from '../../../schema/bounded/cron.ts'
import { upperCase } from '../../../schema/enum-words.ts'
import { description, jsonObject, pythonName, text } from '../../../schema/inputs.ts'
import { builder } from '../builder.ts'
import type { MISSED_POLICIES, OVERLAP_POLICIES, SCHEDULE_TYPES } from './schedule.entity.ts'

export const ScheduleType = builder.enumType('ScheduleType', {
  description: 'What a schedule starts.',
  values: upperCase({
    function: { description: 'A function: each slot is an execution.' },
    agent: { description: 'An agent: each slot is a chat that begins with `content`.' },
  } satisfies Record<(typeof SCHEDULE_TYPES)[number], object>),
})

export const OverlapPolicy = builder.enumType('OverlapPolicy', {
  description: 'What becomes of a slot whose schedule still runs.',
  values: upperCase({
    skip: { description: 'It is skipped.' },
    queue: { description: 'It waits until the run before it has ended.' },
    parallel: { description: 'It runs beside it.' },
  } satisfies Record<(typeof OVERLAP_POLICIES)[number], object>),
})

export const MissedPolicy = builder.enumType('MissedPolicy', {
  description: 'What becomes of slots at which the platform was down for more than a minute.',
  values: upperCase({
    skip: { description: 'They are not run.' },
    run_once: { description: 'One run makes up for all of them.' },
    run_all: { description: 'Each is run, one after another unless they may overlap.' },
  } satisfies Record<(typeof MISSED_POLICIES)[number], object>),
})

export const ScheduleReference = builder.inputType('ScheduleReference', {
  description: 'Which schedule is meant: by its id, or by its name.',
  isOneOf: true,
  fields: (t) => ({
    id: t.id({ description: 'Id of the schedule.' }),
    name: t.string({ description: 'Its name. Of several with a name the caller’s own is meant, else the oldest.' }),
    idOrName: t.string({ inaccessible: true, description: 'Its id, or its name.' }),
  }),
})

/** Which schedule a mutation is about. */
export const whichSchedule = { type: ScheduleReference, required: true, description: 'Which schedule.' } as const

const cron = z.string().check(({ value, issues }) => {
  const fault = cronFault(value)
  if (fault) issues.push({ code: 'custom', message: `Invalid cron expression: ${fault}`, input: value })
})
const timezone = z.string().refine(isTimezone, 'Unknown time zone: a name of the IANA database is needed, Europe/Amsterdam for example')
const missedWindow = z.int().min(60).max(31_536_000)

const CRON = 'Five fields: minute, hour, day of month, month, day of week (0 and 7 are Sunday; names may be used).'
const TIMEZONE = 'IANA name of the time zone in which the expression is read.'
const CONTENT = 'The message to the agent. Required for schedules of type agent.'
const INPUT_DATA = 'Input of the function, or of the chat with the agent.'
const WINDOW = 'Seconds after which a missed slot is not caught up with. Default a day.'

export const CreateScheduleInput = builder.inputType('CreateScheduleInput', {
  description: 'A schedule to create.',
  fields: (t) => ({
    name: t.string({ required: true, validate: text(1, 255), description: 'Unique among the owner’s schedules.' }),
    targetType: t.field({ type: ScheduleType, defaultValue: 'function', description: 'What it starts.' }),
    targetNamespace: t.string({ validate: pythonName, description: 'Of the function or agent. Default `default`.' }),
    targetName: t.string({ validate: text(1, 255), description: 'Of the function or agent. Required.' }),
    content: t.string({ validate: text(1, 100_000), description: CONTENT }),
    description: t.string({ validate: description, description: 'What it is for.' }),
    cronExpression: t.string({ required: true, validate: cron, description: CRON }),
    timezone: t.string({ defaultValue: 'UTC', validate: timezone, description: TIMEZONE }),
    inputData: t.field({ type: 'JSON', validate: jsonObject, description: INPUT_DATA }),
    isActive: t.boolean({ defaultValue: true, description: 'False creates it paused.' }),
    overlapPolicy: t.field({ type: OverlapPolicy, defaultValue: 'skip', description: 'What becomes of a slot whose schedule still runs.' }),
    missedPolicy: t.field({
      type: MissedPolicy,
      defaultValue: 'run_once',
      description: 'What becomes of slots at which the platform was down.',
    }),
    missedWindow: t.int({ defaultValue: 86_400, validate: missedWindow, description: WINDOW }),
    functionNamespace: t.string({ validate: pythonName, description: 'The same as `targetNamespace`.', inaccessible: true }),
    functionName: t.string({
      validate: text(1, 255),
      description: 'The same as `target_name`: one of them is required.',
      inaccessible: true,
    }),
  }),
})

export const UpdateScheduleInput = builder.inputType('UpdateScheduleInput', {
  description: 'What is to change. A field that is absent or null stays as it is.',
  fields: (t) => ({
    schedule: t.field(whichSchedule),
    name: t.string({ validate: text(1, 255), description: 'Unique among the owner’s schedules.' }),
    targetType: t.field({ type: ScheduleType, description: 'What it starts.' }),
    targetNamespace: t.string({ validate: pythonName, description: 'Of the function or agent.' }),
    targetName: t.string({ validate: text(1, 255), description: 'Of the function or agent.' }),
    content: t.string({ validate: text(1, 100_000), description: CONTENT }),
    description: t.string({ validate: description, description: 'What it is for.' }),
    cronExpression: t.string({ validate: cron, description: CRON }),
    timezone: t.string({ validate: timezone, description: TIMEZONE }),
    inputData: t.field({ type: 'JSON', validate: jsonObject, description: INPUT_DATA }),
    isActive: t.boolean({ description: 'False pauses it, true resumes it from now on.' }),
    overlapPolicy: t.field({ type: OverlapPolicy, description: 'What becomes of a slot whose schedule still runs.' }),
    missedPolicy: t.field({ type: MissedPolicy, description: 'What becomes of slots at which the platform was down.' }),
    missedWindow: t.int({ validate: missedWindow, description: WINDOW }),
    functionNamespace: t.string({ validate: pythonName, inaccessible: true, description: 'The same as `targetNamespace`.' }),
    functionName: t.string({ validate: text(1, 255), inaccessible: true, description: 'The same as `targetName`.' }),
  }),
})
