import type { ReactNode } from 'react'

const icon = (paths: ReactNode) =>
  function Icon({ size = 16 }: { size?: number }) {
    return (
      <svg
        width={size}
        height={size}
        viewBox="0 0 24 24"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.75"
        strokeLinecap="round"
        strokeLinejoin="round"
        aria-hidden="true"
      >
        {paths}
      </svg>
    )
  }
const line = (...d: string[]) => icon(d.map((each) => <path key={each} d={each} />))

/** Icons, drawn on 24 by 24. One that is missing is added here. */
export const HomeIcon = line('M4 11 12 4l8 7', 'M6 9.5V20h12V9.5')
export const InboxIcon = line('M4 13h4l1.5 3h5L16 13h4', 'M6 5h12l2 8v6H4v-6z')
export const AgentIcon = line('M12 3v4', 'M5 8h14v11H5z', 'M9 12v2', 'M15 12v2')
export const ChatIcon = line('M4 5h16v11H10l-4 4v-4H4z')
export const FunctionIcon = line('M9 20c3 0 3-3 3.5-8S13 4 16 4', 'M8 11h8')
export const RunIcon = line('M7 4.5v15l12-7.5z')
export const WebhookIcon = line(
  'M9 8a3.5 3.5 0 1 1 5 3.2l-2 4.3',
  'M12 8 8.5 14.5',
  'M6 13a3.5 3.5 0 1 0 3.5 4H16',
  'M14.5 12a4 4 0 1 1 1 6',
)
export const ScheduleIcon = line('M12 7v5l3 2', 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z')
export const StateIcon = line(
  'M4 6c0-1.7 3.6-3 8-3s8 1.3 8 3-3.6 3-8 3-8-1.3-8-3z',
  'M4 6v12c0 1.7 3.6 3 8 3s8-1.3 8-3V6',
  'M4 12c0 1.7 3.6 3 8 3s8-1.3 8-3',
)
export const McpIcon = line('M8 3v5', 'M16 3v5', 'M6 8h12v3a6 6 0 0 1-12 0z', 'M12 17v4')
export const PackageIcon = line('M12 3 4 7v10l8 4 8-4V7z', 'm4 7 8 4 8-4', 'M12 11v10')
export const PeopleIcon = line(
  'M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7z',
  'M3 20c0-3.3 2.7-6 6-6s6 2.7 6 6',
  'M16 4.5a3.5 3.5 0 0 1 0 6',
  'M18 14.5c1.8.9 3 2.9 3 5.5',
)
export const KeyIcon = line('M8 15a4 4 0 1 0 0-.1z', 'm11 12 8-8', 'm16 7 3 3')
export const ProviderIcon = line('M12 3v3', 'M12 18v3', 'M3 12h3', 'M18 12h3', 'M8 8h8v8H8z')
export const LogIcon = line('M5 4h14v16H5z', 'M8.5 9h7', 'M8.5 13h7', 'M8.5 17h4')
export const QueueIcon = line('M4 6h16', 'M4 12h16', 'M4 18h10')
export const SystemIcon = line('M4 5h16v6H4z', 'M4 13h16v6H4z', 'M8 8h.01', 'M8 16h.01')
export const SearchIcon = line('M11 5a6 6 0 1 0 0 12 6 6 0 0 0 0-12z', 'm20 20-4.5-4.5')
export const MenuIcon = line('M4 7h16', 'M4 12h16', 'M4 17h16')
export const CloseIcon = line('m6 6 12 12', 'M18 6 6 18')
export const CopyIcon = line('M9 9h11v11H9z', 'M5 15H4V4h11v1')
export const CheckIcon = line('m5 12.5 4.5 4.5L19 7')
export const ChevronRightIcon = line('m9 6 6 6-6 6')
export const ChevronDownIcon = line('m6 9 6 6 6-6')
export const MoreIcon = line('M5 12h.01', 'M12 12h.01', 'M19 12h.01')
export const PlusIcon = line('M12 5v14', 'M5 12h14')
export const WarningIcon = line('M12 4 2.5 20h19z', 'M12 10v4', 'M12 17h.01')
export const LockIcon = line('M6 11h12v9H6z', 'M9 11V8a3 3 0 0 1 6 0v3')
export const RepeatIcon = line('M4 12a8 8 0 0 1 14-5l2 2', 'M20 4v5h-5', 'M20 12a8 8 0 0 1-14 5l-2-2', 'M4 20v-5h5')
export const StopIcon = line('M6 6h12v12H6z')
export const SunIcon = line(
  'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8z',
  'M12 3v1.5',
  'M12 19.5V21',
  'M3 12h1.5',
  'M19.5 12H21',
  'm5.6 5.6 1 1',
  'm17.4 17.4 1 1',
  'm5.6 18.4 1-1',
  'm17.4 6.6 1-1',
)
export const UserIcon = line('M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8z', 'M5 20c0-3.5 3-6 7-6s7 2.5 7 6')
export const ExternalIcon = line('M14 4h6v6', 'm20 4-9 9', 'M18 14v6H4V6h6')
export const KeyboardIcon = line('M3 6h18v12H3z', 'M7 10h.01', 'M11 10h.01', 'M15 10h.01', 'M8 14h8')
