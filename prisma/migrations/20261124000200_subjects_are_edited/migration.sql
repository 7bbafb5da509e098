-- squawk-ignore-file prefer-bigint-over-int
-- Two secretaries edit subjects too; and the office takes back a subject that nothing stands by: foreign keys keep the others.
set lock_timeout = '2s';
set statement_timeout = '30s';

-- AlterTable
ALTER TABLE "subject" ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1;

create trigger subject_counts before update on subject for each row when (old.* is distinct from new.*) execute function count_version();
drop policy subject_undo on subject;
