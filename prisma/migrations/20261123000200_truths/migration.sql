-- squawk-ignore-file adding-foreign-key-constraint, constraint-missing-not-valid, disallowed-unique-constraint, prefer-robust-stmts
-- What the school's rules say and a column's type cannot: kept by the database, whoever writes.
set lock_timeout = '2s';
set statement_timeout = '30s';

create extension if not exists btree_gist;

-- Ranges of days never run backwards, and what may happen once at a time never overlaps itself.

alter table academic_year
  add constraint academic_year_days check (starts_on < ends_on and ends_on < starts_on + 400),
  add constraint academic_year_apart exclude using gist (school_id with =, daterange(starts_on, ends_on, '[]') with &&);

alter table term
  add constraint term_days check (starts_on < ends_on),
  add constraint term_ordinal check (ordinal between 1 and 12),
  add constraint term_apart exclude using gist (school_id with =, scheme_id with =, daterange(starts_on, ends_on, '[]') with &&);

alter table term_scheme_rule
  add constraint term_scheme_rule_once unique nulls not distinct (school_id, year_id, subject_id, class_id, grade),
  add constraint term_scheme_rule_grade check (grade is null or (grade between 0 and 13 and class_id is null));

alter table calendar_entry
  add constraint calendar_entry_days check (starts_on <= ends_on),
  add constraint calendar_entry_weekday check (follows_weekday is null or follows_weekday between 1 and 7),
  add constraint calendar_entry_bells check (bell_schedule_id is null or kind in ('shortened', 'working'));

alter table bell_schedule
  add constraint bell_schedule_days check (valid_to is null or valid_from <= valid_to),
  add constraint bell_schedule_shift check (shift between 1 and 4);

alter table bell_slot
  add constraint bell_slot_number check (number between 0 and 20),
  add constraint bell_slot_minutes check (start_minute >= 0 and start_minute < end_minute and end_minute <= 1440),
  add constraint bell_slot_apart exclude using gist (school_id with =, bell_schedule_id with =, int4range(start_minute, end_minute) with &&);

alter table person
  add constraint person_names check (btrim(last_name) <> '' and btrim(middle_name) <> ''),
  add constraint person_birth check (birth_on is null or birth_on >= date '1900-01-01');

alter table contact
  add constraint contact_value check (btrim(value) <> '');

alter table enrolment
  add constraint enrolment_days check (until_on is null or from_on <= until_on),
  add constraint enrolment_apart exclude using gist (school_id with =, student_id with =, daterange(from_on, until_on, '[]') with &&);

alter table guardianship
  add constraint guardianship_days check (until_on is null or from_on <= until_on),
  add constraint guardianship_other check (guardian_id <> student_id),
  add constraint guardianship_apart exclude using gist (school_id with =, guardian_id with =, student_id with =, daterange(from_on, until_on, '[]') with &&);

alter table capacity
  add constraint capacity_days check (until_on is null or from_on <= until_on),
  add constraint capacity_class check ((class_id is not null) = (kind = 'class_teacher')),
  add constraint capacity_apart exclude using gist (school_id with =, staff_id with =, kind with =, (coalesce(class_id, staff_id)) with =, daterange(from_on, until_on, '[]') with &&);

alter table school_class
  add constraint school_class_title check (btrim(title) <> ''),
  add constraint school_class_grade check (grade between 0 and 13),
  add constraint school_class_shift check (shift between 1 and 4),
  add constraint school_class_week check (days_in_week between 1 and 7);

alter table subject add constraint subject_title check (btrim(title) <> '');
alter table room add constraint room_title check (btrim(title) <> '');
alter table study_group add constraint study_group_title check (btrim(title) <> '');

alter table group_membership
  add constraint group_membership_days check (until_on is null or from_on <= until_on),
  add constraint group_membership_apart exclude using gist (school_id with =, group_id with =, student_id with =, daterange(from_on, until_on, '[]') with &&);

alter table teaching
  add constraint teaching_days check (until_on is null or from_on <= until_on);

alter table timetable_version
  add constraint timetable_version_days check (valid_to is null or valid_from <= valid_to),
  add constraint timetable_version_apart exclude using gist (school_id with =, year_id with =, daterange(valid_from, valid_to, '[]') with &&);

alter table timetable_row
  add constraint timetable_row_place check (weekday between 1 and 7 and number between 0 and 20),
  add constraint timetable_row_minutes check ((start_minute is null) = (end_minute is null) and start_minute >= 0 and start_minute < end_minute and end_minute <= 1440),
  add constraint timetable_row_days check (valid_from is null or valid_to is null or valid_from <= valid_to),
  add constraint timetable_row_gradebook check ((group_id is null) = (gradebook_id is null));

alter table lesson
  add constraint lesson_number check (number between 0 and 20),
  add constraint lesson_minutes check ((start_minute is null) = (end_minute is null) and start_minute >= 0 and start_minute < end_minute and end_minute <= 1440),
  add constraint lesson_held check ((status = 'held') = (held_at is not null)),
  add constraint lesson_change check (change is not null or change_was is null);

alter table work_type
  add constraint work_type_weight check (weight_tenths between 0 and 100 and weight_tenths % 5 = 0),
  add constraint work_type_days check (valid_to is null or valid_from <= valid_to);

alter table work
  add constraint work_weight check (weight_tenths between 0 and 100);

alter table mark
  add constraint mark_value check (value in ('1', '2', '3', '4', '5', 'pass', 'fail', 'na', 'exempt')),
  add constraint mark_or_debt check (is_debt = (value is null)),
  add constraint mark_debt_day check (debt_due_on is null or is_debt);

alter table term_mark
  add constraint term_mark_value check (value in ('1', '2', '3', '4', '5', 'pass', 'fail', 'na', 'exempt')),
  add constraint term_mark_term check ((term_id is not null) = (kind = 'term')),
  add constraint term_mark_decided check (value is not null or postponed_to is not null),
  add constraint term_mark_reason check (proposed_value is null or value is null or value = proposed_value or btrim(reason) <> ''),
  add constraint term_mark_once unique nulls not distinct (school_id, gradebook_id, student_id, kind, term_id);

alter table absence
  add constraint absence_late check (late_minutes is null or (observation = 'late' and late_minutes between 1 and 240)),
  add constraint absence_reason_given check ((reason is null) = (reason_by_id is null) and (reason is null) = (reason_at is null)),
  add constraint absence_reason_note check (reason_note is null or reason is not null);

alter table homework
  add constraint homework_text check (btrim(text) <> ''),
  add constraint homework_minutes check (minutes between 1 and 600);

-- A mark and an absence belong to someone who was in the group on the day of the lesson. Each look-up stands alone (`offset 0`): in a
-- table that is just being filled the planner knows no numbers, and would join all works to all marks.

create function refuse_strangers_in_lesson() returns trigger language plpgsql as $$
begin
  if exists (
    select from added a
    cross join lateral (select lesson_id from work where school_id = a.school_id and id = a.work_id offset 0) w
    cross join lateral (select day, gradebook_id from lesson where school_id = a.school_id and id = w.lesson_id offset 0) l
    cross join lateral (select group_id from gradebook where school_id = a.school_id and id = l.gradebook_id offset 0) g
    where not coalesce((
      select true from group_membership m
      where m.school_id = a.school_id and m.group_id = g.group_id and m.student_id = a.student_id
        and m.from_on <= l.day and (m.until_on is null or l.day <= m.until_on) limit 1
    ), false)
  ) then
    raise exception 'the student is not in the study group on the day of the lesson'
      using errcode = 'check_violation', constraint = 'mark_of_member';
  end if;
  return null;
end $$;

create function refuse_absent_strangers() returns trigger language plpgsql as $$
begin
  if exists (
    select from added a
    cross join lateral (select day, gradebook_id from lesson where school_id = a.school_id and id = a.lesson_id offset 0) l
    cross join lateral (select group_id from gradebook where school_id = a.school_id and id = l.gradebook_id offset 0) g
    where not coalesce((
      select true from group_membership m
      where m.school_id = a.school_id and m.group_id = g.group_id and m.student_id = a.student_id
        and m.from_on <= l.day and (m.until_on is null or l.day <= m.until_on) limit 1
    ), false)
  ) then
    raise exception 'the student is not in the study group on the day of the lesson'
      using errcode = 'check_violation', constraint = 'absence_of_member';
  end if;
  return null;
end $$;

create trigger mark_of_member after insert on mark referencing new table as added for each statement execute function refuse_strangers_in_lesson();
create trigger absence_of_member after insert on absence referencing new table as added for each statement execute function refuse_absent_strangers();

-- What two people can edit carries a version. The database counts it, so that no writer can forget.

create function count_version() returns trigger language plpgsql as $$
begin
  new.version := old.version + 1;
  return new;
end $$;

create trigger lesson_version before update on lesson for each row when (old.* is distinct from new.*) execute function count_version();
create trigger work_version before update on work for each row when (old.* is distinct from new.*) execute function count_version();
create trigger mark_version before update on mark for each row when (old.* is distinct from new.*) execute function count_version();
create trigger absence_version before update on absence for each row when (old.* is distinct from new.*) execute function count_version();
create trigger homework_version before update on homework for each row when (old.* is distinct from new.*) execute function count_version();
create trigger term_mark_version before update on term_mark for each row when (old.* is distinct from new.*) execute function count_version();

-- A member of staff is known to the whole school by name.

create function know_staff() returns trigger language plpgsql as $$
begin
  update person set is_staff = true where school_id = new.school_id and id = new.id and not is_staff;
  return null;
end $$;

create trigger staff_known after insert on staff for each row execute function know_staff();

-- The history of every change, written by the database itself: old and new values of what changed, by whom, when, why.

create function record_creation() returns trigger language plpgsql as $$
begin
  insert into history (school_id, id, subject, subject_id, student_id, lesson_id, action, after, why, by_id, request_id, at)
  select (r ->> 'school_id')::uuid, gen_random_uuid(), tg_table_name, (r ->> 'id')::uuid,
    (r ->> 'student_id')::uuid, (r ->> 'lesson_id')::uuid, 'create', r,
    nullif(current_setting('app.why', true), ''),
    nullif(current_setting('app.person_id', true), '')::uuid,
    nullif(current_setting('app.request_id', true), ''),
    clock_timestamp()
  from (select to_jsonb(a) as r from added a) rows;
  return null;
end $$;

create function record_change() returns trigger language plpgsql as $$
declare
  was jsonb := to_jsonb(old);
  is_now jsonb := case when tg_op = 'UPDATE' then to_jsonb(new) end;
  before_values jsonb := was;
  after_values jsonb;
begin
  if tg_op = 'UPDATE' then
    select jsonb_object_agg(w.key, w.value), jsonb_object_agg(w.key, is_now -> w.key)
      into before_values, after_values
      from jsonb_each(was) w
      where w.value is distinct from is_now -> w.key and w.key not in ('version', 'updated_at');
    if before_values is null then
      return null;
    end if;
  end if;
  insert into history (school_id, id, subject, subject_id, student_id, lesson_id, action, before, after, why, by_id, request_id, at)
  values (
    (was ->> 'school_id')::uuid, gen_random_uuid(), tg_table_name, (was ->> 'id')::uuid,
    (was ->> 'student_id')::uuid,
    case when tg_table_name = 'lesson' then (was ->> 'id')::uuid else (was ->> 'lesson_id')::uuid end,
    case tg_op when 'UPDATE' then 'change' else 'delete' end,
    before_values, after_values,
    nullif(current_setting('app.why', true), ''),
    nullif(current_setting('app.person_id', true), '')::uuid,
    nullif(current_setting('app.request_id', true), ''),
    clock_timestamp()
  );
  return null;
end $$;

create trigger mark_created after insert on mark referencing new table as added for each statement execute function record_creation();
create trigger mark_changed after update or delete on mark for each row execute function record_change();
create trigger term_mark_created after insert on term_mark referencing new table as added for each statement execute function record_creation();
create trigger term_mark_changed after update or delete on term_mark for each row execute function record_change();
create trigger absence_created after insert on absence referencing new table as added for each statement execute function record_creation();
create trigger absence_changed after update or delete on absence for each row execute function record_change();
create trigger work_created after insert on work referencing new table as added for each statement execute function record_creation();
create trigger work_changed after update or delete on work for each row execute function record_change();
create trigger homework_created after insert on homework referencing new table as added for each statement execute function record_creation();
create trigger homework_changed after update or delete on homework for each row execute function record_change();
create trigger guardianship_created after insert on guardianship referencing new table as added for each statement execute function record_creation();
create trigger guardianship_changed after update or delete on guardianship for each row execute function record_change();
create trigger capacity_created after insert on capacity referencing new table as added for each statement execute function record_creation();
create trigger capacity_changed after update or delete on capacity for each row execute function record_change();
create trigger enrolment_created after insert on enrolment referencing new table as added for each statement execute function record_creation();
create trigger enrolment_changed after update or delete on enrolment for each row execute function record_change();
create trigger group_membership_created after insert on group_membership referencing new table as added for each statement execute function record_creation();
create trigger group_membership_changed after update or delete on group_membership for each row execute function record_change();
-- A lesson that the timetable makes is nobody's change; what is done to it afterwards is.
create trigger lesson_changed after update or delete on lesson for each row execute function record_change();

create function refuse_rewriting() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'insufficient_privilege';
end $$;

create trigger history_append_only before update or delete or truncate on history for each statement execute function refuse_rewriting();

-- A right that changes acts on the next request: the account's epoch grows, and tokens with the old one are refused.
-- The function runs as the owner because the application's role may not write accounts.

create function grow_epoch_of(school uuid, person uuid) returns void language sql security definer set search_path = pg_catalog, public as $$
  update public.account a set epoch = a.epoch + 1
  from public.account_person p
  where p.school_id = school and p.person_id = person and a.id = p.account_id
$$;

create function rights_changed() returns trigger language plpgsql as $$
declare
  was jsonb := case when tg_op <> 'INSERT' then to_jsonb(old) end;
  is_now jsonb := case when tg_op <> 'DELETE' then to_jsonb(new) end;
begin
  -- A right that passes from one person to another changes for both.
  perform grow_epoch_of(who.school, who.person) from (
    select (r ->> 'school_id')::uuid as school, coalesce(r ->> 'guardian_id', r ->> 'staff_id')::uuid as person
    from unnest(array[was, is_now]) as r where r is not null
    group by 1, 2
  ) as who;
  return null;
end $$;

create trigger guardianship_rights after insert or update or delete on guardianship for each row execute function rights_changed();
create trigger capacity_rights after insert or update or delete on capacity for each row execute function rights_changed();

create function persons_changed() returns trigger language plpgsql as $$
begin
  update account set epoch = epoch + 1 where id = coalesce(old.account_id, new.account_id);
  return null;
end $$;

create trigger account_person_rights after update or delete on account_person for each row execute function persons_changed();
