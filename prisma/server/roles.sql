-- The roles and the database of the diary on a PostgreSQL server (15 or newer) of one's own.
-- Run it as an administrator: psql -v owner_password=… -v app_password=… -v auth_password=… -f prisma/server/roles.sql
-- The names of the roles are fixed: migrations grant rights to them.

-- Owns the tables and migrates them. No request runs as this role.
CREATE ROLE diary_owner LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS PASSWORD :'owner_password';
-- Every request of a person. Row-level security holds for it.
CREATE ROLE diary_app LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS PASSWORD :'app_password';
-- Sign-in: accounts, sessions and tokens, nothing of a school.
CREATE ROLE diary_auth LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS PASSWORD :'auth_password';

-- A request that hangs must not hold the others: none takes seconds.
ALTER ROLE diary_app SET statement_timeout = '5s';
ALTER ROLE diary_app SET lock_timeout = '2s';
ALTER ROLE diary_app SET idle_in_transaction_session_timeout = '10s';
ALTER ROLE diary_auth SET statement_timeout = '5s';
ALTER ROLE diary_auth SET lock_timeout = '2s';
ALTER ROLE diary_auth SET idle_in_transaction_session_timeout = '10s';

-- Russian order of letters: the C locale sorts Ё before Е.
CREATE DATABASE diary OWNER diary_owner TEMPLATE template0
  ENCODING 'UTF8' LOCALE_PROVIDER icu ICU_LOCALE 'ru' LOCALE 'C';
REVOKE ALL ON DATABASE diary FROM PUBLIC;
GRANT CONNECT ON DATABASE diary TO diary_app, diary_auth;
