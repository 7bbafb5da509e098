-- The second wall (decision 0002): PostgreSQL itself shows a request nothing of another school, and of students' rows only
-- those of the named children, of the person itself, or all of them to the school's staff. Policies read only settings of
-- the transaction and hold no subquery. The roles are made by the administrator (README) or by the embedded server.
set lock_timeout = '2s';
set statement_timeout = '30s';

grant usage on schema public to diary_app, diary_auth;

-- What the whole school shares.

alter table academic_year enable row level security, force row level security;
create policy academic_year_read on academic_year for select to diary_app using (school_id = nullif(current_setting('app.school_id', true), '')::uuid);
create policy academic_year_write on academic_year for all to diary_app using (school_id = nullif(current_setting('app.school_id', true), '')::uuid and current_setting('app.kind', true) in ('staff', 'system')) with check (school_id = nullif(current_setting('app.school_id', true), '')::uuid and current_setting('app.kind', true) in ('staff', 'system'));
grant select, insert, update on academic_year to diary_app;

alter table term_scheme enable row level security, force row level security;
create policy term_scheme_read on term_scheme for select to diary_app using (school_id = nullif(current_setting('app.school_id', true), '')::uuid);
create policy term_scheme_write on term_scheme for all to diary_app using (school_id = nullif(current_setting('app.school_id', true), '')::uuid and current_setting('app.kind', true) in ('staff', 'system')) with check (school_id = nullif(current_setting('app.school_id', true), '')::uuid and current_setting('app.kind', true) in ('staff', 'system'));
grant select, insert, update on term_scheme to diary_app;

alter table term enable row level security, force row level security;
create policy term_read on term for select to diary_app using (school_id = nullif(current_setting('app.school_id', true), '')::uuid);
create policy term_write on term for all to diary_app using (school_id = nullif(current_setting('app.school_id', true), '')::uuid and current_setting('app.kind', true) in ('staff', 'system')) with check (school_id = nullif(current_setting('app.school_id', true), '')::uuid and current_setting('app.kind', true) in ('staff', 'system'));
grant select, insert, update on term to diary_app;

alter table term_scheme_rule enable row level security, force row level security;
create policy term_scheme_rule_read on term_scheme_rule for select to diary_app using (school_id = nullif(current_setting('app.school_id', true), '')::uuid);
create policy term_scheme_rule_write on term_scheme_rule for all to diary_app using (school_id = nullif(current_setting('app.school_id', true), '')::uuid and current_setting('app.kind', true) in ('staff', 'system')) with check (school_id = nullif(current_setting('app.school_id', true), '')::uuid and current_setting('app.kind', true) in ('staff', 'system'));
grant select, insert, update, delete on term_scheme_rule to diary_app;

alter table calendar_entry enable row level security, force row level security;
create policy calendar_entry_read on calendar_entry for select to diary_app using (school_id = nullif(current_setting('app.school_id', true), '')::uuid);
create policy calendar_entry_write on calendar_entry for all to diary_app using (school_id = nullif(current_setting('app.school_id', true), '')::uuid and current_setting('app.kind', true) in ('staff', 'system')) with check (school_id = nullif(current_setting('app.school_id', true), '')::uuid and current_setting('app.kind', true) in ('staff', 'system'));
grant select, insert, update, delete on calendar_entry to diary_app;

alter table calendar_entry_class enable row level security, force row level security;
create policy calendar_entry_class_read on calendar_entry_class for select to diary_app using (school_id = nullif(current_setting('app.school_id', true), '')::uuid);
create policy calendar_entry_class_write on calendar_entry_class for all to diary_app using (school_id = nullif(current_setting('app.school_id', true), '')::uuid and current_setting('app.kind', true) in ('staff', 'system')) with check (school_id = nullif(current_setting('app.school_id', true), '')::uuid and current_setting('app.kind', true) in ('staff', 'system'));
grant select, insert, update, delete on calendar_entry_class to diary_app;

alter table bell_schedule enable row level security, force row level security;
create policy bell_schedule_read on bell_schedule for select to diary_app using (school_id = nullif(current_setting('app.school_id', true), '')::uuid);
create policy bell_schedule_write on bell_schedule for all to diary_app using (school_id = nullif(current_setting('app.school_id', true), '')::uuid and current_setting('app.kind', true) in ('staff', 'system')) with check (school_id = nullif(current_setting('app.school_id', true), '')::uuid and current_setting('app.kind', true) in ('staff', 'system'));
grant select, insert, update, delete on bell_schedule to diary_app;

alter table bell_slot enable row level security, force row level security;
create policy bell_slot_read on bell_slot for select to diary_app using (school_id = nullif(current_setting('app.school_id', true), '')::uuid);
create policy bell_slot_write on bell_slot for all to diary_app using (school_id = nullif(current_setting('app.school_id', true), '')::uuid and current_setting('app.kind', true) in ('staff', 'system')) with check (school_id = nullif(current_setting('app.school_id', true), '')::uuid and current_setting('app.kind', true) in ('staff', 'system'));
grant select, insert, update, delete on bell_slot to diary_app;

alter table school_class enable row level security, force row level security;
create policy school_class_read on school_class for select to diary_app using (school_id = nullif(current_setting('app.school_id', true), '')::uuid);
create policy school_class_write on school_class for all to diary_app using (school_id = nullif(current_setting('app.school_id', true), '')::uuid and current_setting('app.kind', true) in ('staff', 'system')) with check (school_id = nullif(current_setting('app.school_id', true), '')::uuid and current_setting('app.kind', true) in ('staff', 'system'));
grant select, insert, update on school_class to diary_app;

alter table subject enable row level security, force row level security;
create policy subject_read on subject for select to diary_app using (school_id = nullif(current_setting('app.school_id', true), '')::uuid);
create policy subject_write on subject for all to diary_app using (school_id = nullif(current_setting('app.school_id', true), '')::uuid and current_setting('app.kind', true) in ('staff', 'system')) with check (school_id = nullif(current_setting('app.school_id', true), '')::uuid and current_setting('app.kind', true) in ('staff', 'system'));
grant select, insert, update on subject to diary_app;

alter table room enable row level security, force row level security;
create policy room_read on room for select to diary_app using (school_id = nullif(current_setting('app.school_id', true), '')::uuid);
create policy room_write on room for all to diary_app using (school_id = nullif(current_setting('app.school_id', true), '')::uuid and current_setting('app.kind', true) in ('staff', 'system')) with check (school_id = nullif(current_setting('app.school_id', true), '')::uuid and current_setting('app.kind', true) in ('staff', 'system'));
grant select, insert, update on room to diary_app;

alter table study_group enable row level security, force row level security;
create policy study_group_read on study_group for select to diary_app using (school_id = nullif(current_setting('app.school_id', true), '')::uuid);
create policy study_group_write on study_group for all to diary_app using (school_id = nullif(current_setting('app.school_id', true), '')::uuid and current_setting('app.kind', true) in ('staff', 'system')) with check (school_id = nullif(current_setting('app.school_id', true), '')::uuid and current_setting('app.kind', true) in ('staff', 'system'));
grant select, insert, update on study_group to diary_app;

alter table study_group_class enable row level security, force row level security;
create policy study_group_class_read on study_group_class for select to diary_app using (school_id = nullif(current_setting('app.school_id', true), '')::uuid);
create policy study_group_class_write on study_group_class for all to diary_app using (school_id = nullif(current_setting('app.school_id', true), '')::uuid and current_setting('app.kind', true) in ('staff', 'system')) with check (school_id = nullif(current_setting('app.school_id', true), '')::uuid and current_setting('app.kind', true) in ('staff', 'system'));
grant select, insert, update, delete on study_group_class to diary_app;

alter table gradebook enable row level security, force row level security;
create policy gradebook_read on gradebook for select to diary_app using (school_id = nullif(current_setting('app.school_id', true), '')::uuid);
create policy gradebook_write on gradebook for all to diary_app using (school_id = nullif(current_setting('app.school_id', true), '')::uuid and current_setting('app.kind', true) in ('staff', 'system')) with check (school_id = nullif(current_setting('app.school_id', true), '')::uuid and current_setting('app.kind', true) in ('staff', 'system'));
grant select, insert, update on gradebook to diary_app;

alter table teaching enable row level security, force row level security;
create policy teaching_read on teaching for select to diary_app using (school_id = nullif(current_setting('app.school_id', true), '')::uuid);
create policy teaching_write on teaching for all to diary_app using (school_id = nullif(current_setting('app.school_id', true), '')::uuid and current_setting('app.kind', true) in ('staff', 'system')) with check (school_id = nullif(current_setting('app.school_id', true), '')::uuid and current_setting('app.kind', true) in ('staff', 'system'));
grant select, insert, update, delete on teaching to diary_app;

alter table timetable_version enable row level security, force row level security;
create policy timetable_version_read on timetable_version for select to diary_app using (school_id = nullif(current_setting('app.school_id', true), '')::uuid);
create policy timetable_version_write on timetable_version for all to diary_app using (school_id = nullif(current_setting('app.school_id', true), '')::uuid and current_setting('app.kind', true) in ('staff', 'system')) with check (school_id = nullif(current_setting('app.school_id', true), '')::uuid and current_setting('app.kind', true) in ('staff', 'system'));
grant select, insert, update, delete on timetable_version to diary_app;

alter table timetable_row enable row level security, force row level security;
create policy timetable_row_read on timetable_row for select to diary_app using (school_id = nullif(current_setting('app.school_id', true), '')::uuid);
create policy timetable_row_write on timetable_row for all to diary_app using (school_id = nullif(current_setting('app.school_id', true), '')::uuid and current_setting('app.kind', true) in ('staff', 'system')) with check (school_id = nullif(current_setting('app.school_id', true), '')::uuid and current_setting('app.kind', true) in ('staff', 'system'));
grant select, insert, update, delete on timetable_row to diary_app;

alter table timetable_row_teacher enable row level security, force row level security;
create policy timetable_row_teacher_read on timetable_row_teacher for select to diary_app using (school_id = nullif(current_setting('app.school_id', true), '')::uuid);
create policy timetable_row_teacher_write on timetable_row_teacher for all to diary_app using (school_id = nullif(current_setting('app.school_id', true), '')::uuid and current_setting('app.kind', true) in ('staff', 'system')) with check (school_id = nullif(current_setting('app.school_id', true), '')::uuid and current_setting('app.kind', true) in ('staff', 'system'));
grant select, insert, update, delete on timetable_row_teacher to diary_app;

alter table lesson enable row level security, force row level security;
create policy lesson_read on lesson for select to diary_app using (school_id = nullif(current_setting('app.school_id', true), '')::uuid);
create policy lesson_write on lesson for all to diary_app using (school_id = nullif(current_setting('app.school_id', true), '')::uuid and current_setting('app.kind', true) in ('staff', 'system')) with check (school_id = nullif(current_setting('app.school_id', true), '')::uuid and current_setting('app.kind', true) in ('staff', 'system'));
grant select, insert, update, delete on lesson to diary_app;

alter table lesson_teacher enable row level security, force row level security;
create policy lesson_teacher_read on lesson_teacher for select to diary_app using (school_id = nullif(current_setting('app.school_id', true), '')::uuid);
create policy lesson_teacher_write on lesson_teacher for all to diary_app using (school_id = nullif(current_setting('app.school_id', true), '')::uuid and current_setting('app.kind', true) in ('staff', 'system')) with check (school_id = nullif(current_setting('app.school_id', true), '')::uuid and current_setting('app.kind', true) in ('staff', 'system'));
grant select, insert, update, delete on lesson_teacher to diary_app;

alter table work_type enable row level security, force row level security;
create policy work_type_read on work_type for select to diary_app using (school_id = nullif(current_setting('app.school_id', true), '')::uuid);
create policy work_type_write on work_type for all to diary_app using (school_id = nullif(current_setting('app.school_id', true), '')::uuid and current_setting('app.kind', true) in ('staff', 'system')) with check (school_id = nullif(current_setting('app.school_id', true), '')::uuid and current_setting('app.kind', true) in ('staff', 'system'));
grant select, insert, update on work_type to diary_app;

alter table work enable row level security, force row level security;
create policy work_read on work for select to diary_app using (school_id = nullif(current_setting('app.school_id', true), '')::uuid);
create policy work_write on work for all to diary_app using (school_id = nullif(current_setting('app.school_id', true), '')::uuid and current_setting('app.kind', true) in ('staff', 'system')) with check (school_id = nullif(current_setting('app.school_id', true), '')::uuid and current_setting('app.kind', true) in ('staff', 'system'));
grant select, insert, update on work to diary_app;

alter table staff enable row level security, force row level security;
create policy staff_read on staff for select to diary_app using (school_id = nullif(current_setting('app.school_id', true), '')::uuid);
create policy staff_write on staff for all to diary_app using (school_id = nullif(current_setting('app.school_id', true), '')::uuid and current_setting('app.kind', true) in ('staff', 'system')) with check (school_id = nullif(current_setting('app.school_id', true), '')::uuid and current_setting('app.kind', true) in ('staff', 'system'));
grant select, insert, update on staff to diary_app;

alter table capacity enable row level security, force row level security;
create policy capacity_read on capacity for select to diary_app using (school_id = nullif(current_setting('app.school_id', true), '')::uuid);
create policy capacity_write on capacity for all to diary_app using (school_id = nullif(current_setting('app.school_id', true), '')::uuid and current_setting('app.kind', true) in ('staff', 'system')) with check (school_id = nullif(current_setting('app.school_id', true), '')::uuid and current_setting('app.kind', true) in ('staff', 'system'));
grant select, insert, update on capacity to diary_app;

-- What belongs to one student. The staff reads it too: what they may write, they may read, since those policies are for all
-- commands; the policies for reading say who else does.

alter table enrolment enable row level security, force row level security;
create policy enrolment_read on enrolment for select to diary_app using (school_id = nullif(current_setting('app.school_id', true), '')::uuid and (student_id = any (string_to_array(nullif(current_setting('app.student_ids', true), ''), ',')::uuid[]) or student_id = nullif(current_setting('app.person_id', true), '')::uuid));
create policy enrolment_write on enrolment for all to diary_app using (school_id = nullif(current_setting('app.school_id', true), '')::uuid and current_setting('app.kind', true) in ('staff', 'system')) with check (school_id = nullif(current_setting('app.school_id', true), '')::uuid and current_setting('app.kind', true) in ('staff', 'system'));
grant select, insert, update on enrolment to diary_app;

alter table group_membership enable row level security, force row level security;
create policy group_membership_read on group_membership for select to diary_app using (school_id = nullif(current_setting('app.school_id', true), '')::uuid and (student_id = any (string_to_array(nullif(current_setting('app.student_ids', true), ''), ',')::uuid[]) or student_id = nullif(current_setting('app.person_id', true), '')::uuid));
create policy group_membership_write on group_membership for all to diary_app using (school_id = nullif(current_setting('app.school_id', true), '')::uuid and current_setting('app.kind', true) in ('staff', 'system')) with check (school_id = nullif(current_setting('app.school_id', true), '')::uuid and current_setting('app.kind', true) in ('staff', 'system'));
grant select, insert, update on group_membership to diary_app;

alter table mark enable row level security, force row level security;
create policy mark_read on mark for select to diary_app using (school_id = nullif(current_setting('app.school_id', true), '')::uuid and (student_id = any (string_to_array(nullif(current_setting('app.student_ids', true), ''), ',')::uuid[]) or student_id = nullif(current_setting('app.person_id', true), '')::uuid));
create policy mark_write on mark for all to diary_app using (school_id = nullif(current_setting('app.school_id', true), '')::uuid and current_setting('app.kind', true) in ('staff', 'system')) with check (school_id = nullif(current_setting('app.school_id', true), '')::uuid and current_setting('app.kind', true) in ('staff', 'system'));
grant select, insert on mark to diary_app;

alter table absence enable row level security, force row level security;
create policy absence_read on absence for select to diary_app using (school_id = nullif(current_setting('app.school_id', true), '')::uuid and (student_id = any (string_to_array(nullif(current_setting('app.student_ids', true), ''), ',')::uuid[]) or student_id = nullif(current_setting('app.person_id', true), '')::uuid));
create policy absence_write on absence for all to diary_app using (school_id = nullif(current_setting('app.school_id', true), '')::uuid and current_setting('app.kind', true) in ('staff', 'system')) with check (school_id = nullif(current_setting('app.school_id', true), '')::uuid and current_setting('app.kind', true) in ('staff', 'system'));
grant select, insert on absence to diary_app;

alter table term_mark enable row level security, force row level security;
create policy term_mark_read on term_mark for select to diary_app using (school_id = nullif(current_setting('app.school_id', true), '')::uuid and (student_id = any (string_to_array(nullif(current_setting('app.student_ids', true), ''), ',')::uuid[]) or student_id = nullif(current_setting('app.person_id', true), '')::uuid));
create policy term_mark_write on term_mark for all to diary_app using (school_id = nullif(current_setting('app.school_id', true), '')::uuid and current_setting('app.kind', true) in ('staff', 'system')) with check (school_id = nullif(current_setting('app.school_id', true), '')::uuid and current_setting('app.kind', true) in ('staff', 'system'));
grant select, insert, update on term_mark to diary_app;

-- The place and the owner of a mark or an absence never change; there is no way to delete one.

grant update (value, is_debt, debt_due_on, is_made_up, comment, given_by_id, given_at, updated_at, withdrawn_at, version) on mark to diary_app;
grant update (observation, late_minutes, observed_by_id, observed_at, reason, reason_note, reason_by_id, reason_at, updated_at, withdrawn_at, version) on absence to diary_app;

-- People.

alter table student enable row level security, force row level security;
create policy student_read on student for select to diary_app using (school_id = nullif(current_setting('app.school_id', true), '')::uuid and (id = any (string_to_array(nullif(current_setting('app.student_ids', true), ''), ',')::uuid[]) or id = nullif(current_setting('app.person_id', true), '')::uuid));
create policy student_write on student for all to diary_app using (school_id = nullif(current_setting('app.school_id', true), '')::uuid and current_setting('app.kind', true) in ('staff', 'system')) with check (school_id = nullif(current_setting('app.school_id', true), '')::uuid and current_setting('app.kind', true) in ('staff', 'system'));
grant select, insert, update on student to diary_app;

alter table person enable row level security, force row level security;
create policy person_read on person for select to diary_app using (school_id = nullif(current_setting('app.school_id', true), '')::uuid and (is_staff or id = any (string_to_array(nullif(current_setting('app.student_ids', true), ''), ',')::uuid[]) or id = nullif(current_setting('app.person_id', true), '')::uuid));
create policy person_write on person for all to diary_app using (school_id = nullif(current_setting('app.school_id', true), '')::uuid and current_setting('app.kind', true) in ('staff', 'system')) with check (school_id = nullif(current_setting('app.school_id', true), '')::uuid and current_setting('app.kind', true) in ('staff', 'system'));
grant select, insert, update on person to diary_app;

alter table contact enable row level security, force row level security;
create policy contact_read on contact for select to diary_app using (school_id = nullif(current_setting('app.school_id', true), '')::uuid and (person_id = any (string_to_array(nullif(current_setting('app.student_ids', true), ''), ',')::uuid[]) or person_id = nullif(current_setting('app.person_id', true), '')::uuid));
create policy contact_write on contact for all to diary_app using (school_id = nullif(current_setting('app.school_id', true), '')::uuid and current_setting('app.kind', true) in ('staff', 'system')) with check (school_id = nullif(current_setting('app.school_id', true), '')::uuid and current_setting('app.kind', true) in ('staff', 'system'));
grant select, insert, update, delete on contact to diary_app;

alter table guardian enable row level security, force row level security;
create policy guardian_read on guardian for select to diary_app using (school_id = nullif(current_setting('app.school_id', true), '')::uuid and (id = nullif(current_setting('app.person_id', true), '')::uuid));
create policy guardian_write on guardian for all to diary_app using (school_id = nullif(current_setting('app.school_id', true), '')::uuid and current_setting('app.kind', true) in ('staff', 'system')) with check (school_id = nullif(current_setting('app.school_id', true), '')::uuid and current_setting('app.kind', true) in ('staff', 'system'));
grant select, insert, update on guardian to diary_app;

alter table guardianship enable row level security, force row level security;
create policy guardianship_read on guardianship for select to diary_app using (school_id = nullif(current_setting('app.school_id', true), '')::uuid and (guardian_id = nullif(current_setting('app.person_id', true), '')::uuid));
create policy guardianship_write on guardianship for all to diary_app using (school_id = nullif(current_setting('app.school_id', true), '')::uuid and current_setting('app.kind', true) in ('staff', 'system')) with check (school_id = nullif(current_setting('app.school_id', true), '')::uuid and current_setting('app.kind', true) in ('staff', 'system'));
grant select, insert, update on guardianship to diary_app;

-- Homework for some students is seen by staff and by those students' guardians alone.

alter table homework enable row level security, force row level security;
create policy homework_read on homework for select to diary_app using (school_id = nullif(current_setting('app.school_id', true), '')::uuid and (cardinality(student_ids) = 0 or student_ids && string_to_array(nullif(current_setting('app.student_ids', true), ''), ',')::uuid[]));
create policy homework_write on homework for all to diary_app using (school_id = nullif(current_setting('app.school_id', true), '')::uuid and current_setting('app.kind', true) in ('staff', 'system')) with check (school_id = nullif(current_setting('app.school_id', true), '')::uuid and current_setting('app.kind', true) in ('staff', 'system'));
grant select, insert, update on homework to diary_app;

-- The history: read by staff and, of their own child, by guardians; added to, never changed.

alter table history enable row level security, force row level security;
create policy history_read on history for select to diary_app using (school_id = nullif(current_setting('app.school_id', true), '')::uuid and (current_setting('app.kind', true) in ('staff', 'system') or student_id = any (string_to_array(nullif(current_setting('app.student_ids', true), ''), ',')::uuid[])));
create policy history_add on history for insert to diary_app with check (school_id = nullif(current_setting('app.school_id', true), '')::uuid);
grant select, insert on history to diary_app;

alter table idempotency_key enable row level security, force row level security;
create policy idempotency_key_own on idempotency_key for all to diary_app using (school_id = nullif(current_setting('app.school_id', true), '')::uuid and (current_setting('app.kind', true) = 'system' or person_id = nullif(current_setting('app.person_id', true), '')::uuid)) with check (school_id = nullif(current_setting('app.school_id', true), '')::uuid and (current_setting('app.kind', true) = 'system' or person_id = nullif(current_setting('app.person_id', true), '')::uuid));
grant select, insert, update, delete on idempotency_key to diary_app;

alter table import_run enable row level security, force row level security;
create policy import_run_staff on import_run for all to diary_app using (school_id = nullif(current_setting('app.school_id', true), '')::uuid and current_setting('app.kind', true) in ('staff', 'system')) with check (school_id = nullif(current_setting('app.school_id', true), '')::uuid and current_setting('app.kind', true) in ('staff', 'system'));
grant select, insert, update on import_run to diary_app;

-- The school itself: its own row, and the names of the other schools of the same account.

alter table school enable row level security, force row level security;
create policy school_read on school for select to diary_app using (id = nullif(current_setting('app.school_id', true), '')::uuid or id = any (string_to_array(nullif(current_setting('app.school_ids', true), ''), ',')::uuid[]));
create policy school_write on school for all to diary_app using (id = nullif(current_setting('app.school_id', true), '')::uuid and current_setting('app.kind', true) = 'system') with check (id = nullif(current_setting('app.school_id', true), '')::uuid and current_setting('app.kind', true) = 'system');
create policy school_auth on school for select to diary_auth using (true);
grant select, insert, update on school to diary_app;
grant select (id, title, is_demo) on school to diary_auth;

-- Accounts and sessions belong to the sign-in role (decision 0003). The application's role reads the epoch of its own account.
alter table account enable row level security;
create policy account_epoch on account for select to diary_app using (id = nullif(current_setting('app.account_id', true), '')::uuid);
create policy account_auth on account for all to diary_auth using (true) with check (true);
grant select (id, epoch, disabled_at) on account to diary_app;
grant select, insert, update on account to diary_auth;

alter table account_person enable row level security;
create policy account_person_auth on account_person for all to diary_auth using (true) with check (true);
grant select, insert, update, delete on account_person to diary_auth;

alter table session enable row level security;
create policy session_auth on session for all to diary_auth using (true) with check (true);
grant select, insert, update, delete on session to diary_auth;

alter table refresh_token enable row level security;
create policy refresh_token_auth on refresh_token for all to diary_auth using (true) with check (true);
grant select, insert, update, delete on refresh_token to diary_auth;

alter table sign_in_throttle enable row level security;
create policy sign_in_throttle_auth on sign_in_throttle for all to diary_auth using (true) with check (true);
grant select, insert, update, delete on sign_in_throttle to diary_auth;

revoke execute on function grow_epoch_of(uuid, uuid) from public;
grant execute on function grow_epoch_of(uuid, uuid) to diary_app;
