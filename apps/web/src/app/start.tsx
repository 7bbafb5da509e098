import { meApi } from '@diary/contracts/session'
import { useSuspenseQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Navigate } from 'react-router-dom'
import { query } from '#platform/api.ts'
import { EmptyState } from '#ui/states/empty-state.tsx'
import { childPlacesOf } from './places.tsx'
import { useStaffPlaces } from './staff.ts'

/** Leads everybody to where their day begins. */
export function Start() {
  const { t } = useTranslation('app')
  const { data: me } = useSuspenseQuery(query(meApi.show, {}))
  const staffPlaces = useStaffPlaces(me)
  const first = staffPlaces[0] ?? (me.children[0] && childPlacesOf(me.children[0].id)[0])
  return first ? (
    <Navigate to={first.to} replace />
  ) : (
    <EmptyState title={t('nothingYet.title')} text={t('nothingYet.text')} />
  )
}
