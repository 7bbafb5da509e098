import { texts as problems } from '#platform/texts/problems.ru.ts'
import { texts as ui } from '#ui/texts.ru.ts'
import { texts as account } from '../../features/account/texts.ru.ts'
import { texts as attendance } from '../../features/attendance/texts.ru.ts'
import { texts as children } from '../../features/children/texts.ru.ts'
import { texts as diary } from '../../features/diary/texts.ru.ts'
import { texts as homework } from '../../features/homework/texts.ru.ts'
import { texts as marks } from '../../features/marks/texts.ru.ts'
import { texts as session } from '../../features/session/texts.ru.ts'
import { texts as app } from './app.ru.ts'

export const texts = { app, problems, ui, session, account, children, diary, marks, attendance, homework }
