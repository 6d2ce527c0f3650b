import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { schedules } from '../../texts/en/schedules.ts'
import { monthOf } from '../../ui/MonthGrid.tsx'
import { Calendar } from './Calendar.tsx'
import { comingEntries, type Entry } from './coming.ts'
import { oneSchedule, pastSlots } from './data.ts'
import styles from './schedules.module.css'

const route = getRouteApi('/shell/schedules/$id/calendar')
/** As many as the API gives at once within a schedule. */
const READ = 100

/** A month of one schedule: what became of its slots, and when it is due again. */
export function SlotCalendar() {
  const { id } = route.useParams()
  const month = route.useSearch().month ?? monthOf(new Date())
  const navigate = route.useNavigate()
  const schedule = useQuery(oneSchedule(id)).data?.schedule
  const slots = useQuery(pastSlots(id)).data?.schedule.slots.nodes ?? []
  if (!schedule) return null
  const past = slots.map(({ slotAt, status }): Entry => ({ at: new Date(slotAt), scheduleId: id, name: schedule.name, status }))
  const coming = schedule.isActive ? comingEntries(schedule, month) : []
  return (
    <>
      <Calendar
        entries={[...past.filter(({ at }) => monthOf(at) === month), ...coming]}
        month={month}
        onMonth={(changed) => void navigate({ search: { month: changed } })}
      />
      {slots.length === READ && <p className={styles.legend}>{schedules.calendar.oldest}</p>}
    </>
  )
}
