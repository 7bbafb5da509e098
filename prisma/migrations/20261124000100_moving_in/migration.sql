-- squawk-ignore-file adding-foreign-key-constraint, constraint-missing-not-valid, prefer-text-field, prefer-bigint-over-int, prefer-identity, require-concurrent-index-creation
-- The product is stopped while it is brought up to date, and each migration is one transaction: an index is built in it.
-- Imports with their trial, their record and their undoing; first sign-ins; versions of what the office edits.
set lock_timeout = '2s';
set statement_timeout = '30s';

-- CreateEnum
CREATE TYPE "import_state" AS ENUM ('uploaded', 'trying', 'tried', 'refused', 'applying', 'applied', 'failed', 'cancelled', 'undoing', 'undone');

-- CreateEnum
CREATE TYPE "sex" AS ENUM ('female', 'male');

-- AlterTable
ALTER TABLE "bell_schedule" ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1;

-- AlterTable
ALTER TABLE "calendar_entry" ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1;

-- AlterTable
ALTER TABLE "capacity" ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1;

-- AlterTable
ALTER TABLE "enrolment" ADD COLUMN     "end_order_number" VARCHAR(100),
ADD COLUMN     "end_reason" VARCHAR(500),
ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1;

-- AlterTable
ALTER TABLE "gradebook" ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1;

-- AlterTable
ALTER TABLE "teaching" ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1;

-- AlterTable
ALTER TABLE "guardianship" ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1;

-- AlterTable
ALTER TABLE "import_run" ADD COLUMN     "cancel_at" TIMESTAMPTZ(3),
ADD COLUMN     "file_name" VARCHAR(255),
ADD COLUMN     "finished_at" TIMESTAMPTZ(3),
ADD COLUMN     "mapping" JSONB,
ADD COLUMN     "notices" JSONB,
ADD COLUMN     "progress" JSONB,
ADD COLUMN     "recognised" JSONB,
ADD COLUMN     "started_at" TIMESTAMPTZ(3),
ADD COLUMN     "state" "import_state" NOT NULL DEFAULT 'applied',
ADD COLUMN     "undone_at" TIMESTAMPTZ(3),
ADD COLUMN     "undone_by_id" UUID,
ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1;

-- AlterTable
ALTER TABLE "person" ADD COLUMN     "sex" "sex",
ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1;

-- AlterTable
ALTER TABLE "school_class" ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1;

-- AlterTable
ALTER TABLE "study_group" ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1;

-- AlterTable
ALTER TABLE "term_scheme" ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1;

-- CreateTable
CREATE TABLE "import_file" (
    "school_id" UUID NOT NULL,
    "import_id" UUID NOT NULL,
    "content" BYTEA NOT NULL,

    CONSTRAINT "import_file_pkey" PRIMARY KEY ("school_id","import_id")
);

-- CreateTable
CREATE TABLE "import_row" (
    "school_id" UUID NOT NULL,
    "import_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "subject" VARCHAR(40) NOT NULL,
    "action" VARCHAR(20) NOT NULL,
    "title" VARCHAR(500) NOT NULL,
    "search" VARCHAR(1000) NOT NULL,
    "details" JSONB,

    CONSTRAINT "import_row_pkey" PRIMARY KEY ("school_id","import_id","number")
);

-- CreateTable
CREATE TABLE "import_change" (
    "school_id" UUID NOT NULL,
    "number" BIGSERIAL NOT NULL,
    "import_id" UUID NOT NULL,
    "subject" VARCHAR(40) NOT NULL,
    "action" VARCHAR(10) NOT NULL,
    "before" JSONB,
    "after" JSONB,

    CONSTRAINT "import_change_pkey" PRIMARY KEY ("school_id","import_id","number")
);

-- CreateTable
CREATE TABLE "import_memory" (
    "school_id" UUID NOT NULL,
    "kind" VARCHAR(30) NOT NULL,
    "mapping" JSONB NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "import_memory_pkey" PRIMARY KEY ("school_id","kind")
);

-- CreateTable
CREATE TABLE "external_id" (
    "school_id" UUID NOT NULL,
    "source" VARCHAR(100) NOT NULL,
    "kind" VARCHAR(30) NOT NULL,
    "external_id" VARCHAR(255) NOT NULL,
    "internal_id" UUID NOT NULL,

    CONSTRAINT "external_id_pkey" PRIMARY KEY ("school_id","source","kind","external_id")
);

-- CreateTable
CREATE TABLE "activation_code" (
    "school_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "hash" BYTEA NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "made_by_id" UUID,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),
    "wrong_dates" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "activation_code_pkey" PRIMARY KEY ("school_id","id")
);

-- CreateTable
CREATE TABLE "password_reset" (
    "hash" BYTEA NOT NULL,
    "account_id" UUID NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "password_reset_pkey" PRIMARY KEY ("hash")
);

-- CreateTable
CREATE TABLE "reset_request" (
    "id" UUID NOT NULL,
    "asked" VARCHAR(254) NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "try_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "reset_request_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "external_id_school_id_internal_id_idx" ON "external_id"("school_id", "internal_id");

-- CreateIndex
CREATE UNIQUE INDEX "activation_code_hash_key" ON "activation_code"("hash");

-- CreateIndex
CREATE INDEX "activation_code_school_id_person_id_idx" ON "activation_code"("school_id", "person_id");

-- CreateIndex
CREATE INDEX "password_reset_account_id_idx" ON "password_reset"("account_id");

-- CreateIndex
CREATE INDEX "reset_request_try_at_idx" ON "reset_request"("try_at");

-- AddForeignKey
ALTER TABLE "import_file" ADD CONSTRAINT "import_file_school_id_import_id_fkey" FOREIGN KEY ("school_id", "import_id") REFERENCES "import_run"("school_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "import_row" ADD CONSTRAINT "import_row_school_id_import_id_fkey" FOREIGN KEY ("school_id", "import_id") REFERENCES "import_run"("school_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "activation_code" ADD CONSTRAINT "activation_code_school_id_person_id_fkey" FOREIGN KEY ("school_id", "person_id") REFERENCES "person"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "password_reset" ADD CONSTRAINT "password_reset_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Versions of what two secretaries can edit at once.
create trigger person_counts before update on person for each row when (old.* is distinct from new.*) execute function count_version();
create trigger enrolment_counts before update on enrolment for each row when (old.* is distinct from new.*) execute function count_version();
create trigger guardianship_counts before update on guardianship for each row when (old.* is distinct from new.*) execute function count_version();
create trigger teaching_counts before update on teaching for each row when (old.* is distinct from new.*) execute function count_version();
create trigger gradebook_counts before update on gradebook for each row when (old.* is distinct from new.*) execute function count_version();
create trigger capacity_counts before update on capacity for each row when (old.* is distinct from new.*) execute function count_version();
create trigger school_class_counts before update on school_class for each row when (old.* is distinct from new.*) execute function count_version();
create trigger study_group_counts before update on study_group for each row when (old.* is distinct from new.*) execute function count_version();
create trigger term_scheme_counts before update on term_scheme for each row when (old.* is distinct from new.*) execute function count_version();
create trigger calendar_entry_counts before update on calendar_entry for each row when (old.* is distinct from new.*) execute function count_version();
create trigger bell_schedule_counts before update on bell_schedule for each row when (old.* is distinct from new.*) execute function count_version();

-- CreateIndex
CREATE INDEX "history_school_id_student_id_at_idx" ON "history"("school_id", "student_id", "at");

-- A person as the office looks for one: each word of the name after a space, in lower case, without ё and hyphens, so that the
-- beginning of any word is found by one pattern. In the C locale of the cluster trigrams are made of ASCII alone: each Cyrillic
-- letter stands as a small Latin one or a digit, each Latin as a capital. The index holds the school too: one school's people are found among all.
create extension if not exists pg_trgm;
create extension if not exists btree_gin;
create function person_words(last_name text, first_name text, middle_name text) returns text language sql immutable parallel safe as $$
  select ' ' || translate(translate(lower(last_name || ' ' || first_name || ' ' || coalesce(middle_name, '')), 'abcdefghijklmnopqrstuvwxyzё', 'ABCDEFGHIJKLMNOPQRSTUVWXYZе'), 'абвгдежзийклмнопрстуфхцчшщъыьэюя-‐‑–—', 'abcdefghijklmnopqrstuvwxyz012345     ')
$$;
create index person_search on person using gin (school_id, person_words(last_name, first_name, middle_name) gin_trgm_ops);

-- What an import writes is recorded row by row, so that it can be shown before it is done and taken back afterwards. A
-- transaction that is no import names none, and pays one comparison.
create function record_import_change() returns trigger language plpgsql as $$
begin
  insert into import_change (school_id, import_id, subject, action, before, after)
  values (coalesce(new.school_id, old.school_id), current_setting('app.import_id')::uuid, tg_table_name, lower(tg_op),
    case when tg_op <> 'INSERT' then to_jsonb(old) end, case when tg_op <> 'DELETE' then to_jsonb(new) end);
  return null;
end $$;
create trigger academic_year_imported after insert or update or delete on academic_year for each row when (current_setting('app.import_id', true) <> '') execute function record_import_change();
create trigger term_scheme_imported after insert or update or delete on term_scheme for each row when (current_setting('app.import_id', true) <> '') execute function record_import_change();
create trigger term_imported after insert or update or delete on term for each row when (current_setting('app.import_id', true) <> '') execute function record_import_change();
create trigger term_scheme_rule_imported after insert or update or delete on term_scheme_rule for each row when (current_setting('app.import_id', true) <> '') execute function record_import_change();
create trigger bell_schedule_imported after insert or update or delete on bell_schedule for each row when (current_setting('app.import_id', true) <> '') execute function record_import_change();
create trigger bell_slot_imported after insert or update or delete on bell_slot for each row when (current_setting('app.import_id', true) <> '') execute function record_import_change();
create trigger calendar_entry_imported after insert or update or delete on calendar_entry for each row when (current_setting('app.import_id', true) <> '') execute function record_import_change();
create trigger calendar_entry_class_imported after insert or update or delete on calendar_entry_class for each row when (current_setting('app.import_id', true) <> '') execute function record_import_change();
create trigger school_class_imported after insert or update or delete on school_class for each row when (current_setting('app.import_id', true) <> '') execute function record_import_change();
create trigger subject_imported after insert or update or delete on subject for each row when (current_setting('app.import_id', true) <> '') execute function record_import_change();
create trigger room_imported after insert or update or delete on room for each row when (current_setting('app.import_id', true) <> '') execute function record_import_change();
create trigger study_group_imported after insert or update or delete on study_group for each row when (current_setting('app.import_id', true) <> '') execute function record_import_change();
create trigger study_group_class_imported after insert or update or delete on study_group_class for each row when (current_setting('app.import_id', true) <> '') execute function record_import_change();
create trigger person_imported after insert or update or delete on person for each row when (current_setting('app.import_id', true) <> '') execute function record_import_change();
create trigger contact_imported after insert or update or delete on contact for each row when (current_setting('app.import_id', true) <> '') execute function record_import_change();
create trigger student_imported after insert or update or delete on student for each row when (current_setting('app.import_id', true) <> '') execute function record_import_change();
create trigger guardian_imported after insert or update or delete on guardian for each row when (current_setting('app.import_id', true) <> '') execute function record_import_change();
create trigger staff_imported after insert or update or delete on staff for each row when (current_setting('app.import_id', true) <> '') execute function record_import_change();
create trigger enrolment_imported after insert or update or delete on enrolment for each row when (current_setting('app.import_id', true) <> '') execute function record_import_change();
create trigger guardianship_imported after insert or update or delete on guardianship for each row when (current_setting('app.import_id', true) <> '') execute function record_import_change();
create trigger capacity_imported after insert or update or delete on capacity for each row when (current_setting('app.import_id', true) <> '') execute function record_import_change();
create trigger group_membership_imported after insert or update or delete on group_membership for each row when (current_setting('app.import_id', true) <> '') execute function record_import_change();
create trigger gradebook_imported after insert or update or delete on gradebook for each row when (current_setting('app.import_id', true) <> '') execute function record_import_change();
create trigger teaching_imported after insert or update or delete on teaching for each row when (current_setting('app.import_id', true) <> '') execute function record_import_change();
create trigger timetable_version_imported after insert or update or delete on timetable_version for each row when (current_setting('app.import_id', true) <> '') execute function record_import_change();
create trigger timetable_row_imported after insert or update or delete on timetable_row for each row when (current_setting('app.import_id', true) <> '') execute function record_import_change();
create trigger timetable_row_teacher_imported after insert or update or delete on timetable_row_teacher for each row when (current_setting('app.import_id', true) <> '') execute function record_import_change();
create trigger lesson_imported after insert or update or delete on lesson for each row when (current_setting('app.import_id', true) <> '') execute function record_import_change();
create trigger lesson_teacher_imported after insert or update or delete on lesson_teacher for each row when (current_setting('app.import_id', true) <> '') execute function record_import_change();
create trigger external_id_imported after insert or update or delete on external_id for each row when (current_setting('app.import_id', true) <> '') execute function record_import_change();

-- Undoing an import deletes what it made: the system may, nobody's request may.
create policy academic_year_undo on academic_year as restrictive for delete to diary_app using (current_setting('app.kind', true) = 'system');
grant delete on academic_year to diary_app;
create policy term_scheme_undo on term_scheme as restrictive for delete to diary_app using (current_setting('app.kind', true) = 'system');
grant delete on term_scheme to diary_app;
create policy term_undo on term as restrictive for delete to diary_app using (current_setting('app.kind', true) = 'system');
grant delete on term to diary_app;
create policy school_class_undo on school_class as restrictive for delete to diary_app using (current_setting('app.kind', true) = 'system');
grant delete on school_class to diary_app;
create policy subject_undo on subject as restrictive for delete to diary_app using (current_setting('app.kind', true) = 'system');
grant delete on subject to diary_app;
create policy room_undo on room as restrictive for delete to diary_app using (current_setting('app.kind', true) = 'system');
grant delete on room to diary_app;
create policy study_group_undo on study_group as restrictive for delete to diary_app using (current_setting('app.kind', true) = 'system');
grant delete on study_group to diary_app;
create policy person_undo on person as restrictive for delete to diary_app using (current_setting('app.kind', true) = 'system');
grant delete on person to diary_app;
create policy student_undo on student as restrictive for delete to diary_app using (current_setting('app.kind', true) = 'system');
grant delete on student to diary_app;
create policy guardian_undo on guardian as restrictive for delete to diary_app using (current_setting('app.kind', true) = 'system');
grant delete on guardian to diary_app;
create policy staff_undo on staff as restrictive for delete to diary_app using (current_setting('app.kind', true) = 'system');
grant delete on staff to diary_app;
create policy enrolment_undo on enrolment as restrictive for delete to diary_app using (current_setting('app.kind', true) = 'system');
grant delete on enrolment to diary_app;
create policy guardianship_undo on guardianship as restrictive for delete to diary_app using (current_setting('app.kind', true) = 'system');
grant delete on guardianship to diary_app;
create policy capacity_undo on capacity as restrictive for delete to diary_app using (current_setting('app.kind', true) = 'system');
grant delete on capacity to diary_app;
-- A membership that has not begun, and a subject of a group without lessons, are plans: the office takes them back too.
grant delete on group_membership to diary_app;
grant delete on gradebook to diary_app;

-- The second wall of the new tables: imports and codes are the staff's alone.

alter table import_file enable row level security, force row level security;
create policy import_file_staff on import_file for all to diary_app using (school_id = nullif(current_setting('app.school_id', true), '')::uuid and current_setting('app.kind', true) in ('staff', 'system')) with check (school_id = nullif(current_setting('app.school_id', true), '')::uuid and current_setting('app.kind', true) in ('staff', 'system'));
grant select, insert, update, delete on import_file to diary_app;

alter table import_row enable row level security, force row level security;
create policy import_row_staff on import_row for all to diary_app using (school_id = nullif(current_setting('app.school_id', true), '')::uuid and current_setting('app.kind', true) in ('staff', 'system')) with check (school_id = nullif(current_setting('app.school_id', true), '')::uuid and current_setting('app.kind', true) in ('staff', 'system'));
grant select, insert, update, delete on import_row to diary_app;

alter table import_change enable row level security, force row level security;
create policy import_change_staff on import_change for all to diary_app using (school_id = nullif(current_setting('app.school_id', true), '')::uuid and current_setting('app.kind', true) in ('staff', 'system')) with check (school_id = nullif(current_setting('app.school_id', true), '')::uuid and current_setting('app.kind', true) in ('staff', 'system'));
grant select, insert, delete on import_change to diary_app;

alter table import_memory enable row level security, force row level security;
create policy import_memory_staff on import_memory for all to diary_app using (school_id = nullif(current_setting('app.school_id', true), '')::uuid and current_setting('app.kind', true) in ('staff', 'system')) with check (school_id = nullif(current_setting('app.school_id', true), '')::uuid and current_setting('app.kind', true) in ('staff', 'system'));
grant select, insert, update, delete on import_memory to diary_app;

alter table external_id enable row level security, force row level security;
create policy external_id_staff on external_id for all to diary_app using (school_id = nullif(current_setting('app.school_id', true), '')::uuid and current_setting('app.kind', true) in ('staff', 'system')) with check (school_id = nullif(current_setting('app.school_id', true), '')::uuid and current_setting('app.kind', true) in ('staff', 'system'));
grant select, insert, update, delete on external_id to diary_app;

alter table activation_code enable row level security, force row level security;
create policy activation_code_staff on activation_code for all to diary_app using (school_id = nullif(current_setting('app.school_id', true), '')::uuid and current_setting('app.kind', true) in ('staff', 'system')) with check (school_id = nullif(current_setting('app.school_id', true), '')::uuid and current_setting('app.kind', true) in ('staff', 'system'));
grant select, insert, update on activation_code to diary_app;
grant usage on sequence import_change_number_seq to diary_app;

-- Whoever comes with a code is nobody yet: the sign-in role finds it by its hash and marks it used.
create policy activation_code_auth on activation_code for select to diary_auth using (true);
create policy activation_code_auth_use on activation_code for update to diary_auth using (true) with check (true);
grant select on activation_code to diary_auth;
grant update (used_at, revoked_at, wrong_dates) on activation_code to diary_auth;

alter table password_reset enable row level security;
create policy password_reset_auth on password_reset for all to diary_auth using (true) with check (true);
grant select, insert, update, delete on password_reset to diary_auth;

alter table reset_request enable row level security;
create policy reset_request_auth on reset_request for all to diary_auth using (true) with check (true);
grant select, insert, update, delete on reset_request to diary_auth;
