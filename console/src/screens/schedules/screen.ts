import { createRoute, lazyFn, lazyRouteComponent } from '@tanstack/react-router'
import { shellRoute } from '../../app/routes.ts'
import { schedules as texts } from '../../texts/en/schedules.ts'
import { ScheduleIcon } from '../../ui/icons.tsx'
import { readMonthSearch, readNewScheduleSearch, readSchedulesSearch, readSlotsSearch } from './search.ts'

const schedulesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/schedules',
  validateSearch: readSchedulesSearch,
  loaderDeps: ({ search }) => search,
  loader: lazyFn(() => import('./load.ts'), 'loadSchedules'),
  component: lazyRouteComponent(() => import('./SchedulesScreen.tsx'), 'SchedulesScreen'),
})

const newScheduleRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/schedules/new',
  validateSearch: readNewScheduleSearch,
  component: lazyRouteComponent(() => import('./NewScheduleScreen.tsx'), 'NewScheduleScreen'),
  staticData: { crumb: () => texts.create },
})

const scheduleRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/schedules/$id',
  loader: lazyFn(() => import('./load.ts'), 'loadSchedule'),
  component: lazyRouteComponent(() => import('./ScheduleScreen.tsx'), 'ScheduleScreen'),
  staticData: { crumb: ({ id }) => `…${id!.slice(-8)}` },
})

const slotsRoute = createRoute({
  getParentRoute: () => scheduleRoute,
  path: '/',
  validateSearch: readSlotsSearch,
  loaderDeps: ({ search }) => search,
  loader: lazyFn(() => import('./load.ts'), 'loadSlots'),
  component: lazyRouteComponent(() => import('./Slots.tsx'), 'Slots'),
})

const calendarRoute = createRoute({
  getParentRoute: () => scheduleRoute,
  path: '/calendar',
  validateSearch: readMonthSearch,
  loader: lazyFn(() => import('./load.ts'), 'loadPastSlots'),
  component: lazyRouteComponent(() => import('./SlotCalendar.tsx'), 'SlotCalendar'),
  staticData: { crumb: () => texts.tabs.calendar },
})

const settingsRoute = createRoute({
  getParentRoute: () => scheduleRoute,
  path: '/settings',
  component: lazyRouteComponent(() => import('./ScheduleSettings.tsx'), 'ScheduleSettings'),
  staticData: { crumb: () => texts.tabs.settings },
})

export const schedules = {
  routes: [schedulesRoute, newScheduleRoute, scheduleRoute.addChildren([slotsRoute, calendarRoute, settingsRoute])],
  place: {
    path: '/schedules',
    title: texts.title,
    group: 'build',
    order: 3,
    icon: ScheduleIcon,
    letter: 's',
    needs: ['sinas.schedules.read:own'],
    words: 'cron timer calendar',
  },
} as const
