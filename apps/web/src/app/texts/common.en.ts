import { texts as problems } from '#platform/texts/problems.en.ts'
import { texts as ui } from '#ui/texts.en.ts'
import { texts as account } from '../../features/account/texts.en.ts'
import { texts as attendance } from '../../features/attendance/texts.en.ts'
import { texts as children } from '../../features/children/texts.en.ts'
import { texts as diary } from '../../features/diary/texts.en.ts'
import { texts as homework } from '../../features/homework/texts.en.ts'
import { texts as marks } from '../../features/marks/texts.en.ts'
import { texts as session } from '../../features/session/texts.en.ts'
import { texts as app } from './app.en.ts'

export const texts = { app, problems, ui, session, account, children, diary, marks, attendance, homework }
