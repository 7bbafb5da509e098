-- squawk-ignore-file adding-foreign-key-constraint, constraint-missing-not-valid, prefer-text-field, prefer-bigint-over-int, prefer-bigint-over-smallint, disallowed-unique-constraint, prefer-robust-stmts, prefer-identity
-- The first migration: every table is new and empty.
set lock_timeout = '2s';
set statement_timeout = '30s';


-- CreateEnum
CREATE TYPE "observation" AS ENUM ('absent', 'late', 'exempt', 'remote');

-- CreateEnum
CREATE TYPE "absence_reason" AS ENUM ('ill', 'excused', 'unexcused', 'school_event');

-- CreateEnum
CREATE TYPE "term_kind" AS ENUM ('quarter', 'trimester', 'half_year');

-- CreateEnum
CREATE TYPE "day_kind" AS ENUM ('vacation', 'public_holiday', 'directors_day', 'remote', 'shortened', 'working');

-- CreateEnum
CREATE TYPE "study_group_kind" AS ENUM ('whole_class', 'part', 'stream', 'individual');

-- CreateEnum
CREATE TYPE "term_mark_kind" AS ENUM ('term', 'year', 'exam', 'final');

-- CreateEnum
CREATE TYPE "contact_kind" AS ENUM ('phone', 'email');

-- CreateEnum
CREATE TYPE "guardianship_kind" AS ENUM ('mother', 'father', 'adopter', 'guardian', 'custodian', 'representative');

-- CreateEnum
CREATE TYPE "capacity_kind" AS ENUM ('teacher', 'class_teacher', 'deputy', 'head', 'secretary', 'admin', 'content_editor');

-- CreateEnum
CREATE TYPE "week_kind" AS ENUM ('every', 'odd', 'even');

-- CreateEnum
CREATE TYPE "lesson_status" AS ENUM ('planned', 'held', 'cancelled', 'moved');

-- CreateEnum
CREATE TYPE "lesson_change" AS ENUM ('teacher', 'subject', 'joint', 'cancel', 'move', 'add', 'room');

-- CreateTable
CREATE TABLE "account" (
    "id" UUID NOT NULL,
    "login" VARCHAR(64) NOT NULL,
    "password_hash" VARCHAR(255) NOT NULL,
    "epoch" INTEGER NOT NULL DEFAULT 1,
    "disabled_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "password_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "account_person" (
    "account_id" UUID NOT NULL,
    "school_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "account_person_pkey" PRIMARY KEY ("account_id","school_id")
);

-- CreateTable
CREATE TABLE "session" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "rotation_key" BYTEA NOT NULL,
    "user_agent" VARCHAR(200) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_used_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "end_reason" VARCHAR(20),

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "refresh_token" (
    "hash" BYTEA NOT NULL,
    "session_id" UUID NOT NULL,
    "issued_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "rotated_at" TIMESTAMPTZ(3),

    CONSTRAINT "refresh_token_pkey" PRIMARY KEY ("hash")
);

-- CreateTable
CREATE TABLE "sign_in_throttle" (
    "key" BYTEA NOT NULL,
    "failures" INTEGER NOT NULL,
    "window_from" TIMESTAMPTZ(3) NOT NULL,
    "blocked_to" TIMESTAMPTZ(3),

    CONSTRAINT "sign_in_throttle_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "absence" (
    "school_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "lesson_id" UUID NOT NULL,
    "student_id" UUID NOT NULL,
    "observation" "observation" NOT NULL,
    "late_minutes" SMALLINT,
    "observed_by_id" UUID NOT NULL,
    "observed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "reason" "absence_reason",
    "reason_note" VARCHAR(500),
    "reason_by_id" UUID,
    "reason_at" TIMESTAMPTZ(3),
    "withdrawn_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "absence_pkey" PRIMARY KEY ("school_id","id")
);

-- CreateTable
CREATE TABLE "academic_year" (
    "school_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "title" VARCHAR(50) NOT NULL,
    "starts_on" DATE NOT NULL,
    "ends_on" DATE NOT NULL,

    CONSTRAINT "academic_year_pkey" PRIMARY KEY ("school_id","id")
);

-- CreateTable
CREATE TABLE "term_scheme" (
    "school_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "year_id" UUID NOT NULL,
    "kind" "term_kind" NOT NULL,
    "title" VARCHAR(100) NOT NULL,

    CONSTRAINT "term_scheme_pkey" PRIMARY KEY ("school_id","id")
);

-- CreateTable
CREATE TABLE "term" (
    "school_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "scheme_id" UUID NOT NULL,
    "ordinal" SMALLINT NOT NULL,
    "title" VARCHAR(100) NOT NULL,
    "starts_on" DATE NOT NULL,
    "ends_on" DATE NOT NULL,

    CONSTRAINT "term_pkey" PRIMARY KEY ("school_id","id")
);

-- CreateTable
CREATE TABLE "term_scheme_rule" (
    "school_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "year_id" UUID NOT NULL,
    "scheme_id" UUID NOT NULL,
    "subject_id" UUID,
    "class_id" UUID,
    "grade" SMALLINT,

    CONSTRAINT "term_scheme_rule_pkey" PRIMARY KEY ("school_id","id")
);

-- CreateTable
CREATE TABLE "calendar_entry" (
    "school_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "year_id" UUID NOT NULL,
    "kind" "day_kind" NOT NULL,
    "title" VARCHAR(100) NOT NULL,
    "starts_on" DATE NOT NULL,
    "ends_on" DATE NOT NULL,
    "is_for_all" BOOLEAN NOT NULL DEFAULT true,
    "bell_schedule_id" UUID,
    "follows_weekday" SMALLINT,

    CONSTRAINT "calendar_entry_pkey" PRIMARY KEY ("school_id","id")
);

-- CreateTable
CREATE TABLE "calendar_entry_class" (
    "school_id" UUID NOT NULL,
    "entry_id" UUID NOT NULL,
    "class_id" UUID NOT NULL,

    CONSTRAINT "calendar_entry_class_pkey" PRIMARY KEY ("school_id","entry_id","class_id")
);

-- CreateTable
CREATE TABLE "bell_schedule" (
    "school_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "title" VARCHAR(100) NOT NULL,
    "shift" SMALLINT NOT NULL DEFAULT 1,
    "is_special" BOOLEAN NOT NULL DEFAULT false,
    "valid_from" DATE NOT NULL,
    "valid_to" DATE,

    CONSTRAINT "bell_schedule_pkey" PRIMARY KEY ("school_id","id")
);

-- CreateTable
CREATE TABLE "bell_slot" (
    "school_id" UUID NOT NULL,
    "bell_schedule_id" UUID NOT NULL,
    "number" SMALLINT NOT NULL,
    "start_minute" SMALLINT NOT NULL,
    "end_minute" SMALLINT NOT NULL,

    CONSTRAINT "bell_slot_pkey" PRIMARY KEY ("school_id","bell_schedule_id","number")
);

-- CreateTable
CREATE TABLE "school_class" (
    "school_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "year_id" UUID NOT NULL,
    "title" VARCHAR(200) NOT NULL,
    "grade" SMALLINT NOT NULL,
    "shift" SMALLINT NOT NULL DEFAULT 1,
    "days_in_week" SMALLINT NOT NULL DEFAULT 5,
    "is_marked" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "school_class_pkey" PRIMARY KEY ("school_id","id")
);

-- CreateTable
CREATE TABLE "subject" (
    "school_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "title" VARCHAR(200) NOT NULL,
    "short_title" VARCHAR(50),
    "is_marked" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "subject_pkey" PRIMARY KEY ("school_id","id")
);

-- CreateTable
CREATE TABLE "room" (
    "school_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "title" VARCHAR(200) NOT NULL,

    CONSTRAINT "room_pkey" PRIMARY KEY ("school_id","id")
);

-- CreateTable
CREATE TABLE "study_group" (
    "school_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "year_id" UUID NOT NULL,
    "kind" "study_group_kind" NOT NULL,
    "title" VARCHAR(500) NOT NULL,

    CONSTRAINT "study_group_pkey" PRIMARY KEY ("school_id","id")
);

-- CreateTable
CREATE TABLE "study_group_class" (
    "school_id" UUID NOT NULL,
    "group_id" UUID NOT NULL,
    "class_id" UUID NOT NULL,

    CONSTRAINT "study_group_class_pkey" PRIMARY KEY ("school_id","group_id","class_id")
);

-- CreateTable
CREATE TABLE "group_membership" (
    "school_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "group_id" UUID NOT NULL,
    "student_id" UUID NOT NULL,
    "from_on" DATE NOT NULL,
    "until_on" DATE,

    CONSTRAINT "group_membership_pkey" PRIMARY KEY ("school_id","id")
);

-- CreateTable
CREATE TABLE "gradebook" (
    "school_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "group_id" UUID NOT NULL,
    "subject_id" UUID NOT NULL,
    "is_marked" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "gradebook_pkey" PRIMARY KEY ("school_id","id")
);

-- CreateTable
CREATE TABLE "teaching" (
    "school_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "gradebook_id" UUID NOT NULL,
    "staff_id" UUID NOT NULL,
    "from_on" DATE NOT NULL,
    "until_on" DATE,

    CONSTRAINT "teaching_pkey" PRIMARY KEY ("school_id","id")
);

-- CreateTable
CREATE TABLE "history" (
    "school_id" UUID NOT NULL,
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "subject" VARCHAR(30) NOT NULL,
    "subject_id" UUID NOT NULL,
    "student_id" UUID,
    "lesson_id" UUID,
    "action" VARCHAR(10) NOT NULL,
    "before" JSONB,
    "after" JSONB,
    "why" VARCHAR(1000),
    "by_id" UUID,
    "request_id" VARCHAR(64),
    "at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "history_pkey" PRIMARY KEY ("school_id","id")
);

-- CreateTable
CREATE TABLE "idempotency_key" (
    "school_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "key" VARCHAR(64) NOT NULL,
    "fingerprint" BYTEA NOT NULL,
    "status" SMALLINT NOT NULL,
    "headers" JSONB NOT NULL,
    "body" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "idempotency_key_pkey" PRIMARY KEY ("school_id","person_id","key")
);

-- CreateTable
CREATE TABLE "import_run" (
    "school_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "kind" VARCHAR(30) NOT NULL,
    "fingerprint" BYTEA NOT NULL,
    "counts" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "by_id" UUID,

    CONSTRAINT "import_run_pkey" PRIMARY KEY ("school_id","id")
);

-- CreateTable
CREATE TABLE "homework" (
    "school_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "lesson_id" UUID NOT NULL,
    "due_lesson_id" UUID,
    "due_on" DATE NOT NULL,
    "text" VARCHAR(4000) NOT NULL,
    "minutes" SMALLINT,
    "student_ids" UUID[],
    "created_by_id" UUID NOT NULL,
    "published_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "withdrawn_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "homework_pkey" PRIMARY KEY ("school_id","id")
);

-- CreateTable
CREATE TABLE "work_type" (
    "school_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "title" VARCHAR(100) NOT NULL,
    "abbreviation" VARCHAR(10) NOT NULL,
    "weight_tenths" SMALLINT NOT NULL,
    "counts_in_average" BOOLEAN NOT NULL DEFAULT true,
    "is_assessment" BOOLEAN NOT NULL DEFAULT false,
    "needs_long_checking" BOOLEAN NOT NULL DEFAULT false,
    "allows_make_up" BOOLEAN NOT NULL DEFAULT true,
    "valid_from" DATE NOT NULL,
    "valid_to" DATE,
    "ordinal" SMALLINT NOT NULL DEFAULT 0,

    CONSTRAINT "work_type_pkey" PRIMARY KEY ("school_id","id")
);

-- CreateTable
CREATE TABLE "work" (
    "school_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "lesson_id" UUID NOT NULL,
    "work_type_id" UUID NOT NULL,
    "topic" VARCHAR(500),
    "description" VARCHAR(4000),
    "weight_tenths" SMALLINT NOT NULL,
    "counts_in_average" BOOLEAN NOT NULL DEFAULT true,
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "withdrawn_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "work_pkey" PRIMARY KEY ("school_id","id")
);

-- CreateTable
CREATE TABLE "mark" (
    "school_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "work_id" UUID NOT NULL,
    "student_id" UUID NOT NULL,
    "value" VARCHAR(8),
    "is_debt" BOOLEAN NOT NULL DEFAULT false,
    "debt_due_on" DATE,
    "is_made_up" BOOLEAN NOT NULL DEFAULT false,
    "comment" VARCHAR(1000),
    "given_by_id" UUID NOT NULL,
    "given_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "withdrawn_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "mark_pkey" PRIMARY KEY ("school_id","id")
);

-- CreateTable
CREATE TABLE "term_mark" (
    "school_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "gradebook_id" UUID NOT NULL,
    "student_id" UUID NOT NULL,
    "kind" "term_mark_kind" NOT NULL,
    "term_id" UUID,
    "value" VARCHAR(8),
    "proposed_value" VARCHAR(8),
    "reason" VARCHAR(1000),
    "postponed_to" DATE,
    "decided_by_id" UUID NOT NULL,
    "decided_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "withdrawn_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "term_mark_pkey" PRIMARY KEY ("school_id","id")
);

-- CreateTable
CREATE TABLE "person" (
    "school_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "last_name" VARCHAR(100) NOT NULL,
    "first_name" VARCHAR(100) NOT NULL,
    "middle_name" VARCHAR(100),
    "birth_on" DATE,
    "is_staff" BOOLEAN NOT NULL DEFAULT false,
    "external_id" VARCHAR(200),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "person_pkey" PRIMARY KEY ("school_id","id")
);

-- CreateTable
CREATE TABLE "contact" (
    "school_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "kind" "contact_kind" NOT NULL,
    "value" VARCHAR(254) NOT NULL,

    CONSTRAINT "contact_pkey" PRIMARY KEY ("school_id","id")
);

-- CreateTable
CREATE TABLE "student" (
    "school_id" UUID NOT NULL,
    "id" UUID NOT NULL,

    CONSTRAINT "student_pkey" PRIMARY KEY ("school_id","id")
);

-- CreateTable
CREATE TABLE "enrolment" (
    "school_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "student_id" UUID NOT NULL,
    "class_id" UUID NOT NULL,
    "from_on" DATE NOT NULL,
    "until_on" DATE,
    "order_number" VARCHAR(100),

    CONSTRAINT "enrolment_pkey" PRIMARY KEY ("school_id","id")
);

-- CreateTable
CREATE TABLE "guardian" (
    "school_id" UUID NOT NULL,
    "id" UUID NOT NULL,

    CONSTRAINT "guardian_pkey" PRIMARY KEY ("school_id","id")
);

-- CreateTable
CREATE TABLE "guardianship" (
    "school_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "guardian_id" UUID NOT NULL,
    "student_id" UUID NOT NULL,
    "kind" "guardianship_kind" NOT NULL,
    "from_on" DATE NOT NULL,
    "until_on" DATE,
    "ground" VARCHAR(500),
    "end_reason" VARCHAR(500),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "guardianship_pkey" PRIMARY KEY ("school_id","id")
);

-- CreateTable
CREATE TABLE "staff" (
    "school_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "position" VARCHAR(200),
    "external_id" VARCHAR(200),

    CONSTRAINT "staff_pkey" PRIMARY KEY ("school_id","id")
);

-- CreateTable
CREATE TABLE "capacity" (
    "school_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "staff_id" UUID NOT NULL,
    "kind" "capacity_kind" NOT NULL,
    "class_id" UUID,
    "from_on" DATE NOT NULL,
    "until_on" DATE,

    CONSTRAINT "capacity_pkey" PRIMARY KEY ("school_id","id")
);

-- CreateTable
CREATE TABLE "school" (
    "id" UUID NOT NULL,
    "title" VARCHAR(200) NOT NULL,
    "full_title" VARCHAR(500),
    "time_zone" VARCHAR(64) NOT NULL DEFAULT 'Asia/Krasnoyarsk',
    "is_demo" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "school_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "timetable_version" (
    "school_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "year_id" UUID NOT NULL,
    "valid_from" DATE NOT NULL,
    "valid_to" DATE,
    "source" VARCHAR(50) NOT NULL,
    "fingerprint" BYTEA NOT NULL,
    "published_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "timetable_version_pkey" PRIMARY KEY ("school_id","id")
);

-- CreateTable
CREATE TABLE "timetable_row" (
    "school_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "version_id" UUID NOT NULL,
    "weekday" SMALLINT NOT NULL,
    "week" "week_kind" NOT NULL DEFAULT 'every',
    "number" SMALLINT NOT NULL,
    "subject_id" UUID NOT NULL,
    "group_id" UUID,
    "gradebook_id" UUID,
    "room_id" UUID,
    "start_minute" SMALLINT,
    "end_minute" SMALLINT,
    "valid_from" DATE,
    "valid_to" DATE,
    "external_id" VARCHAR(200),

    CONSTRAINT "timetable_row_pkey" PRIMARY KEY ("school_id","id")
);

-- CreateTable
CREATE TABLE "timetable_row_teacher" (
    "school_id" UUID NOT NULL,
    "row_id" UUID NOT NULL,
    "staff_id" UUID NOT NULL,

    CONSTRAINT "timetable_row_teacher_pkey" PRIMARY KEY ("school_id","row_id","staff_id")
);

-- CreateTable
CREATE TABLE "lesson" (
    "school_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "gradebook_id" UUID NOT NULL,
    "timetable_row_id" UUID,
    "day" DATE NOT NULL,
    "number" SMALLINT NOT NULL,
    "start_minute" SMALLINT,
    "end_minute" SMALLINT,
    "room_id" UUID,
    "status" "lesson_status" NOT NULL DEFAULT 'planned',
    "change" "lesson_change",
    "change_was" JSONB,
    "change_reason" VARCHAR(500),
    "topic" VARCHAR(500),
    "content" VARCHAR(4000),
    "is_homework_none" BOOLEAN NOT NULL DEFAULT false,
    "attendance_at" TIMESTAMPTZ(3),
    "held_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "lesson_pkey" PRIMARY KEY ("school_id","id")
);

-- CreateTable
CREATE TABLE "lesson_teacher" (
    "school_id" UUID NOT NULL,
    "lesson_id" UUID NOT NULL,
    "staff_id" UUID NOT NULL,
    "is_planned" BOOLEAN NOT NULL DEFAULT true,
    "is_actual" BOOLEAN,

    CONSTRAINT "lesson_teacher_pkey" PRIMARY KEY ("school_id","lesson_id","staff_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "account_login_key" ON "account"("login");

-- CreateIndex
CREATE UNIQUE INDEX "account_person_school_id_person_id_key" ON "account_person"("school_id", "person_id");

-- CreateIndex
CREATE INDEX "session_account_id_ended_at_idx" ON "session"("account_id", "ended_at");

-- CreateIndex
CREATE INDEX "refresh_token_session_id_idx" ON "refresh_token"("session_id");

-- CreateIndex
CREATE INDEX "sign_in_throttle_window_from_idx" ON "sign_in_throttle"("window_from");

-- CreateIndex
CREATE INDEX "absence_school_id_student_id_lesson_id_idx" ON "absence"("school_id", "student_id", "lesson_id");

-- CreateIndex
CREATE UNIQUE INDEX "absence_school_id_lesson_id_student_id_key" ON "absence"("school_id", "lesson_id", "student_id");

-- CreateIndex
CREATE UNIQUE INDEX "academic_year_school_id_starts_on_key" ON "academic_year"("school_id", "starts_on");

-- CreateIndex
CREATE UNIQUE INDEX "term_scheme_school_id_year_id_title_key" ON "term_scheme"("school_id", "year_id", "title");

-- CreateIndex
CREATE UNIQUE INDEX "term_school_id_scheme_id_ordinal_key" ON "term"("school_id", "scheme_id", "ordinal");

-- CreateIndex
CREATE INDEX "term_scheme_rule_school_id_year_id_idx" ON "term_scheme_rule"("school_id", "year_id");

-- CreateIndex
CREATE INDEX "calendar_entry_school_id_year_id_starts_on_idx" ON "calendar_entry"("school_id", "year_id", "starts_on");

-- CreateIndex
CREATE INDEX "calendar_entry_class_school_id_class_id_idx" ON "calendar_entry_class"("school_id", "class_id");

-- CreateIndex
CREATE UNIQUE INDEX "bell_schedule_school_id_title_valid_from_key" ON "bell_schedule"("school_id", "title", "valid_from");

-- CreateIndex
CREATE UNIQUE INDEX "school_class_school_id_year_id_title_key" ON "school_class"("school_id", "year_id", "title");

-- CreateIndex
CREATE UNIQUE INDEX "subject_school_id_title_key" ON "subject"("school_id", "title");

-- CreateIndex
CREATE UNIQUE INDEX "room_school_id_title_key" ON "room"("school_id", "title");

-- CreateIndex
CREATE UNIQUE INDEX "study_group_school_id_year_id_title_key" ON "study_group"("school_id", "year_id", "title");

-- CreateIndex
CREATE INDEX "study_group_class_school_id_class_id_idx" ON "study_group_class"("school_id", "class_id");

-- CreateIndex
CREATE INDEX "group_membership_school_id_group_id_student_id_idx" ON "group_membership"("school_id", "group_id", "student_id");

-- CreateIndex
CREATE INDEX "group_membership_school_id_student_id_idx" ON "group_membership"("school_id", "student_id");

-- CreateIndex
CREATE INDEX "gradebook_school_id_subject_id_idx" ON "gradebook"("school_id", "subject_id");

-- CreateIndex
CREATE UNIQUE INDEX "gradebook_school_id_group_id_subject_id_key" ON "gradebook"("school_id", "group_id", "subject_id");

-- CreateIndex
CREATE INDEX "teaching_school_id_staff_id_idx" ON "teaching"("school_id", "staff_id");

-- CreateIndex
CREATE UNIQUE INDEX "teaching_school_id_gradebook_id_staff_id_from_on_key" ON "teaching"("school_id", "gradebook_id", "staff_id", "from_on");

-- CreateIndex
CREATE INDEX "history_school_id_subject_subject_id_at_idx" ON "history"("school_id", "subject", "subject_id", "at");

-- CreateIndex
CREATE INDEX "history_school_id_lesson_id_idx" ON "history"("school_id", "lesson_id");

-- CreateIndex
CREATE INDEX "idempotency_key_school_id_created_at_idx" ON "idempotency_key"("school_id", "created_at");

-- CreateIndex
CREATE INDEX "import_run_school_id_kind_at_idx" ON "import_run"("school_id", "kind", "at");

-- CreateIndex
CREATE INDEX "homework_school_id_lesson_id_idx" ON "homework"("school_id", "lesson_id");

-- CreateIndex
CREATE INDEX "homework_school_id_due_lesson_id_idx" ON "homework"("school_id", "due_lesson_id");

-- CreateIndex
CREATE INDEX "homework_school_id_due_on_idx" ON "homework"("school_id", "due_on");

-- CreateIndex
CREATE UNIQUE INDEX "work_type_school_id_title_valid_from_key" ON "work_type"("school_id", "title", "valid_from");

-- CreateIndex
CREATE INDEX "work_school_id_lesson_id_idx" ON "work"("school_id", "lesson_id");

-- CreateIndex
CREATE INDEX "work_school_id_work_type_id_idx" ON "work"("school_id", "work_type_id");

-- CreateIndex
CREATE INDEX "mark_school_id_student_id_work_id_idx" ON "mark"("school_id", "student_id", "work_id");

-- CreateIndex
CREATE UNIQUE INDEX "mark_school_id_work_id_student_id_key" ON "mark"("school_id", "work_id", "student_id");

-- CreateIndex
CREATE INDEX "term_mark_school_id_gradebook_id_student_id_idx" ON "term_mark"("school_id", "gradebook_id", "student_id");

-- CreateIndex
CREATE INDEX "term_mark_school_id_student_id_idx" ON "term_mark"("school_id", "student_id");

-- CreateIndex
CREATE INDEX "person_school_id_last_name_first_name_idx" ON "person"("school_id", "last_name", "first_name");

-- CreateIndex
CREATE INDEX "contact_school_id_kind_value_idx" ON "contact"("school_id", "kind", "value");

-- CreateIndex
CREATE UNIQUE INDEX "contact_school_id_person_id_kind_value_key" ON "contact"("school_id", "person_id", "kind", "value");

-- CreateIndex
CREATE INDEX "enrolment_school_id_class_id_student_id_idx" ON "enrolment"("school_id", "class_id", "student_id");

-- CreateIndex
CREATE INDEX "enrolment_school_id_student_id_idx" ON "enrolment"("school_id", "student_id");

-- CreateIndex
CREATE INDEX "guardianship_school_id_guardian_id_idx" ON "guardianship"("school_id", "guardian_id");

-- CreateIndex
CREATE INDEX "guardianship_school_id_student_id_idx" ON "guardianship"("school_id", "student_id");

-- CreateIndex
CREATE INDEX "capacity_school_id_staff_id_idx" ON "capacity"("school_id", "staff_id");

-- CreateIndex
CREATE INDEX "capacity_school_id_class_id_idx" ON "capacity"("school_id", "class_id");

-- CreateIndex
CREATE INDEX "timetable_version_school_id_year_id_valid_from_idx" ON "timetable_version"("school_id", "year_id", "valid_from");

-- CreateIndex
CREATE INDEX "timetable_row_school_id_version_id_weekday_number_idx" ON "timetable_row"("school_id", "version_id", "weekday", "number");

-- CreateIndex
CREATE INDEX "timetable_row_school_id_gradebook_id_idx" ON "timetable_row"("school_id", "gradebook_id");

-- CreateIndex
CREATE INDEX "timetable_row_teacher_school_id_staff_id_idx" ON "timetable_row_teacher"("school_id", "staff_id");

-- CreateIndex
CREATE INDEX "lesson_school_id_gradebook_id_day_number_idx" ON "lesson"("school_id", "gradebook_id", "day", "number");

-- CreateIndex
CREATE INDEX "lesson_school_id_day_idx" ON "lesson"("school_id", "day");

-- CreateIndex
CREATE UNIQUE INDEX "lesson_school_id_timetable_row_id_day_key" ON "lesson"("school_id", "timetable_row_id", "day");

-- CreateIndex
CREATE INDEX "lesson_teacher_school_id_staff_id_lesson_id_idx" ON "lesson_teacher"("school_id", "staff_id", "lesson_id");

-- AddForeignKey
ALTER TABLE "account_person" ADD CONSTRAINT "account_person_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "refresh_token" ADD CONSTRAINT "refresh_token_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "session"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "absence" ADD CONSTRAINT "absence_school_id_lesson_id_fkey" FOREIGN KEY ("school_id", "lesson_id") REFERENCES "lesson"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "absence" ADD CONSTRAINT "absence_school_id_student_id_fkey" FOREIGN KEY ("school_id", "student_id") REFERENCES "student"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "academic_year" ADD CONSTRAINT "academic_year_school_id_fkey" FOREIGN KEY ("school_id") REFERENCES "school"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "term_scheme" ADD CONSTRAINT "term_scheme_school_id_year_id_fkey" FOREIGN KEY ("school_id", "year_id") REFERENCES "academic_year"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "term" ADD CONSTRAINT "term_school_id_scheme_id_fkey" FOREIGN KEY ("school_id", "scheme_id") REFERENCES "term_scheme"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "term_scheme_rule" ADD CONSTRAINT "term_scheme_rule_school_id_year_id_fkey" FOREIGN KEY ("school_id", "year_id") REFERENCES "academic_year"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "term_scheme_rule" ADD CONSTRAINT "term_scheme_rule_school_id_scheme_id_fkey" FOREIGN KEY ("school_id", "scheme_id") REFERENCES "term_scheme"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "term_scheme_rule" ADD CONSTRAINT "term_scheme_rule_school_id_subject_id_fkey" FOREIGN KEY ("school_id", "subject_id") REFERENCES "subject"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "term_scheme_rule" ADD CONSTRAINT "term_scheme_rule_school_id_class_id_fkey" FOREIGN KEY ("school_id", "class_id") REFERENCES "school_class"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "calendar_entry" ADD CONSTRAINT "calendar_entry_school_id_year_id_fkey" FOREIGN KEY ("school_id", "year_id") REFERENCES "academic_year"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "calendar_entry" ADD CONSTRAINT "calendar_entry_school_id_bell_schedule_id_fkey" FOREIGN KEY ("school_id", "bell_schedule_id") REFERENCES "bell_schedule"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "calendar_entry_class" ADD CONSTRAINT "calendar_entry_class_school_id_entry_id_fkey" FOREIGN KEY ("school_id", "entry_id") REFERENCES "calendar_entry"("school_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "calendar_entry_class" ADD CONSTRAINT "calendar_entry_class_school_id_class_id_fkey" FOREIGN KEY ("school_id", "class_id") REFERENCES "school_class"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bell_slot" ADD CONSTRAINT "bell_slot_school_id_bell_schedule_id_fkey" FOREIGN KEY ("school_id", "bell_schedule_id") REFERENCES "bell_schedule"("school_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "school_class" ADD CONSTRAINT "school_class_school_id_year_id_fkey" FOREIGN KEY ("school_id", "year_id") REFERENCES "academic_year"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "subject" ADD CONSTRAINT "subject_school_id_fkey" FOREIGN KEY ("school_id") REFERENCES "school"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "room" ADD CONSTRAINT "room_school_id_fkey" FOREIGN KEY ("school_id") REFERENCES "school"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "study_group" ADD CONSTRAINT "study_group_school_id_year_id_fkey" FOREIGN KEY ("school_id", "year_id") REFERENCES "academic_year"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "study_group_class" ADD CONSTRAINT "study_group_class_school_id_group_id_fkey" FOREIGN KEY ("school_id", "group_id") REFERENCES "study_group"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "study_group_class" ADD CONSTRAINT "study_group_class_school_id_class_id_fkey" FOREIGN KEY ("school_id", "class_id") REFERENCES "school_class"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "group_membership" ADD CONSTRAINT "group_membership_school_id_group_id_fkey" FOREIGN KEY ("school_id", "group_id") REFERENCES "study_group"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "group_membership" ADD CONSTRAINT "group_membership_school_id_student_id_fkey" FOREIGN KEY ("school_id", "student_id") REFERENCES "student"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "gradebook" ADD CONSTRAINT "gradebook_school_id_group_id_fkey" FOREIGN KEY ("school_id", "group_id") REFERENCES "study_group"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "gradebook" ADD CONSTRAINT "gradebook_school_id_subject_id_fkey" FOREIGN KEY ("school_id", "subject_id") REFERENCES "subject"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "teaching" ADD CONSTRAINT "teaching_school_id_gradebook_id_fkey" FOREIGN KEY ("school_id", "gradebook_id") REFERENCES "gradebook"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "teaching" ADD CONSTRAINT "teaching_school_id_staff_id_fkey" FOREIGN KEY ("school_id", "staff_id") REFERENCES "staff"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "import_run" ADD CONSTRAINT "import_run_school_id_fkey" FOREIGN KEY ("school_id") REFERENCES "school"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "homework" ADD CONSTRAINT "homework_school_id_lesson_id_fkey" FOREIGN KEY ("school_id", "lesson_id") REFERENCES "lesson"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "homework" ADD CONSTRAINT "homework_school_id_due_lesson_id_fkey" FOREIGN KEY ("school_id", "due_lesson_id") REFERENCES "lesson"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "work_type" ADD CONSTRAINT "work_type_school_id_fkey" FOREIGN KEY ("school_id") REFERENCES "school"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "work" ADD CONSTRAINT "work_school_id_lesson_id_fkey" FOREIGN KEY ("school_id", "lesson_id") REFERENCES "lesson"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "work" ADD CONSTRAINT "work_school_id_work_type_id_fkey" FOREIGN KEY ("school_id", "work_type_id") REFERENCES "work_type"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mark" ADD CONSTRAINT "mark_school_id_work_id_fkey" FOREIGN KEY ("school_id", "work_id") REFERENCES "work"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mark" ADD CONSTRAINT "mark_school_id_student_id_fkey" FOREIGN KEY ("school_id", "student_id") REFERENCES "student"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "term_mark" ADD CONSTRAINT "term_mark_school_id_gradebook_id_fkey" FOREIGN KEY ("school_id", "gradebook_id") REFERENCES "gradebook"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "term_mark" ADD CONSTRAINT "term_mark_school_id_student_id_fkey" FOREIGN KEY ("school_id", "student_id") REFERENCES "student"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "term_mark" ADD CONSTRAINT "term_mark_school_id_term_id_fkey" FOREIGN KEY ("school_id", "term_id") REFERENCES "term"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "person" ADD CONSTRAINT "person_school_id_fkey" FOREIGN KEY ("school_id") REFERENCES "school"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contact" ADD CONSTRAINT "contact_school_id_person_id_fkey" FOREIGN KEY ("school_id", "person_id") REFERENCES "person"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "student" ADD CONSTRAINT "student_school_id_id_fkey" FOREIGN KEY ("school_id", "id") REFERENCES "person"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "enrolment" ADD CONSTRAINT "enrolment_school_id_student_id_fkey" FOREIGN KEY ("school_id", "student_id") REFERENCES "student"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "enrolment" ADD CONSTRAINT "enrolment_school_id_class_id_fkey" FOREIGN KEY ("school_id", "class_id") REFERENCES "school_class"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "guardian" ADD CONSTRAINT "guardian_school_id_id_fkey" FOREIGN KEY ("school_id", "id") REFERENCES "person"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "guardianship" ADD CONSTRAINT "guardianship_school_id_guardian_id_fkey" FOREIGN KEY ("school_id", "guardian_id") REFERENCES "guardian"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "guardianship" ADD CONSTRAINT "guardianship_school_id_student_id_fkey" FOREIGN KEY ("school_id", "student_id") REFERENCES "student"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "staff" ADD CONSTRAINT "staff_school_id_id_fkey" FOREIGN KEY ("school_id", "id") REFERENCES "person"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "capacity" ADD CONSTRAINT "capacity_school_id_staff_id_fkey" FOREIGN KEY ("school_id", "staff_id") REFERENCES "staff"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "capacity" ADD CONSTRAINT "capacity_school_id_class_id_fkey" FOREIGN KEY ("school_id", "class_id") REFERENCES "school_class"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "timetable_version" ADD CONSTRAINT "timetable_version_school_id_year_id_fkey" FOREIGN KEY ("school_id", "year_id") REFERENCES "academic_year"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "timetable_row" ADD CONSTRAINT "timetable_row_school_id_version_id_fkey" FOREIGN KEY ("school_id", "version_id") REFERENCES "timetable_version"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "timetable_row" ADD CONSTRAINT "timetable_row_school_id_subject_id_fkey" FOREIGN KEY ("school_id", "subject_id") REFERENCES "subject"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "timetable_row" ADD CONSTRAINT "timetable_row_school_id_group_id_fkey" FOREIGN KEY ("school_id", "group_id") REFERENCES "study_group"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "timetable_row" ADD CONSTRAINT "timetable_row_school_id_gradebook_id_fkey" FOREIGN KEY ("school_id", "gradebook_id") REFERENCES "gradebook"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "timetable_row" ADD CONSTRAINT "timetable_row_school_id_room_id_fkey" FOREIGN KEY ("school_id", "room_id") REFERENCES "room"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "timetable_row_teacher" ADD CONSTRAINT "timetable_row_teacher_school_id_row_id_fkey" FOREIGN KEY ("school_id", "row_id") REFERENCES "timetable_row"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "timetable_row_teacher" ADD CONSTRAINT "timetable_row_teacher_school_id_staff_id_fkey" FOREIGN KEY ("school_id", "staff_id") REFERENCES "staff"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lesson" ADD CONSTRAINT "lesson_school_id_gradebook_id_fkey" FOREIGN KEY ("school_id", "gradebook_id") REFERENCES "gradebook"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lesson" ADD CONSTRAINT "lesson_school_id_timetable_row_id_fkey" FOREIGN KEY ("school_id", "timetable_row_id") REFERENCES "timetable_row"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lesson" ADD CONSTRAINT "lesson_school_id_room_id_fkey" FOREIGN KEY ("school_id", "room_id") REFERENCES "room"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lesson_teacher" ADD CONSTRAINT "lesson_teacher_school_id_lesson_id_fkey" FOREIGN KEY ("school_id", "lesson_id") REFERENCES "lesson"("school_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lesson_teacher" ADD CONSTRAINT "lesson_teacher_school_id_staff_id_fkey" FOREIGN KEY ("school_id", "staff_id") REFERENCES "staff"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
