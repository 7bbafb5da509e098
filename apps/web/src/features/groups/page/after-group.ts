import { classesApi } from '@diary/contracts/classes'
import { groupsApi } from '@diary/contracts/groups'
import { peopleApi } from '@diary/contracts/people'
import { staffApi } from '@diary/contracts/staff'

/** What knows about a group, its subjects and those who teach them. */
export const afterGroup = [
  groupsApi.show,
  groupsApi.list,
  classesApi.show,
  peopleApi.show,
  peopleApi.history,
  staffApi.list,
]
