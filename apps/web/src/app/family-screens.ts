import { lazy } from 'react'

// A screen's code comes when its place is first visited. Today and the week share nearly all of theirs.
const loadDiary = () => import('../features/diary/screens.ts')
const loadToday = async () => ({ default: (await loadDiary()).TodayScreen })
const loadWeek = async () => ({ default: (await loadDiary()).WeekScreen })
const loadMarks = async () => ({ default: (await import('../features/marks/marks-screen.tsx')).MarksScreen })
const loadHomework = async () => ({
  default: (await import('../features/homework/homework-screen.tsx')).HomeworkScreen,
})
const loadAttendance = async () => ({
  default: (await import('../features/attendance/attendance-screen.tsx')).AttendanceScreen,
})

export const TodayScreen = lazy(loadToday)
export const WeekScreen = lazy(loadWeek)
export const MarksScreen = lazy(loadMarks)
export const HomeworkScreen = lazy(loadHomework)
export const AttendanceScreen = lazy(loadAttendance)

/** Fetches the code of all pages of the diary, so that they open without a network later. */
export async function loadFamilyScreens() {
  try {
    await Promise.all([loadToday(), loadWeek(), loadMarks(), loadHomework(), loadAttendance()])
  } catch (unreachable) {
    // Nobody asked for them yet; whoever opens one will be told.
    console.info(unreachable)
  }
}
