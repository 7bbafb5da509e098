import { meApi, type Me } from '@diary/contracts/session'
import { useSuspenseQuery } from '@tanstack/react-query'
import { IconArrowsExchange, IconUserCircle } from '@tabler/icons-react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { Outlet, useLocation, useMatch } from 'react-router-dom'
import { query } from '#platform/api.ts'
import { IconLink } from '#ui/controls/icon-button.tsx'
import { AppShell } from '#ui/shell/app-shell.tsx'
import { Boundary } from '#ui/states/boundary.tsx'
import { ChildSwitch } from '../features/children/child-switch.tsx'
import styles from './layout.module.css'
import { loadFamilyScreens } from './family-screens.ts'
import { childPlacesOf } from './places.tsx'
import { useStaffPlaces } from './staff.ts'

// What is on the screen has had the network to itself for this long.
const idleAfter = 4000

/** The cover and the places around every screen behind the sign-in. */
export function Layout() {
  const { t } = useTranslation('app')
  const { data: me } = useSuspenseQuery(query(meApi.show, {}))
  const { pathname } = useLocation()
  const childMatch = useMatch('/children/:studentId/:page')
  const staffPlaces = useStaffPlaces(me)
  const isFamily = childMatch !== null || staffPlaces.length === 0
  const child = me.children.find(candidate => candidate.id === childMatch?.params.studentId) ?? me.children[0]
  const places = isFamily ? (child ? childPlacesOf(child.id) : []) : staffPlaces

  useEffect(() => {
    if (!isFamily) return undefined
    const timer = setTimeout(() => void loadFamilyScreens(), idleAfter)
    return () => clearTimeout(timer)
  }, [isFamily])

  return (
    <AppShell
      places={places.map(({ name, to, icon }) => ({ to, icon, label: t(`places.${name}`) }))}
      label={
        isFamily && child ? (
          <ChildSwitch family={me.children} currentId={child.id} page={childMatch?.params.page ?? 'today'} />
        ) : (
          <SchoolLabel me={me} />
        )
      }
      actions={
        <>
          {isFamily && staffPlaces[0] && (
            <IconLink label={t('asStaff')} to={staffPlaces[0].to} icon={<IconArrowsExchange aria-hidden />} />
          )}
          {!isFamily && child && (
            <IconLink
              label={t('asGuardian')}
              to={`/children/${child.id}/today`}
              icon={<IconArrowsExchange aria-hidden />}
            />
          )}
          <IconLink
            label={t('account', { name: me.person.name })}
            to="/account"
            icon={<IconUserCircle aria-hidden />}
          />
        </>
      }
    >
      <Boundary place={pathname}>
        <Outlet />
      </Boundary>
    </AppShell>
  )
}

function SchoolLabel({ me }: { me: Me }) {
  return <p className={styles.school}>{me.school.title}</p>
}
