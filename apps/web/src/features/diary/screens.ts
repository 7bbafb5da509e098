// One file for the network: whoever opens one of them opens the other.
export { TodayScreen } from './today/today-screen.tsx'
export { WeekScreen } from './week-screen.tsx'
