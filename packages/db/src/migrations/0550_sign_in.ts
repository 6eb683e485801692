// The first four tables are the sign-in library's own, in its names. None of them is a practice's.
export const signInStatements = `
create schema auth;

create table auth."user" (
  id text primary key,
  name text not null,
  email text not null unique,
  "emailVerified" boolean not null default false,
  image text,
  "createdAt" timestamptz not null,
  "updatedAt" timestamptz not null
);

create table auth.session (
  id text primary key,
  "expiresAt" timestamptz not null,
  token text not null unique,
  "createdAt" timestamptz not null,
  "updatedAt" timestamptz not null,
  "ipAddress" text,
  "userAgent" text,
  "userId" text not null references auth."user" (id) on delete cascade
);
create index session_of_user on auth.session ("userId");

create table auth.account (
  id text primary key,
  "accountId" text not null,
  "providerId" text not null,
  "userId" text not null references auth."user" (id) on delete cascade,
  "accessToken" text,
  "refreshToken" text,
  "idToken" text,
  "accessTokenExpiresAt" timestamptz,
  "refreshTokenExpiresAt" timestamptz,
  scope text,
  password text,
  "createdAt" timestamptz not null,
  "updatedAt" timestamptz not null,
  unique ("providerId", "accountId")
);
create index account_of_user on auth.account ("userId");

create table auth.verification (
  id text primary key,
  identifier text not null,
  value text not null,
  "expiresAt" timestamptz not null,
  "createdAt" timestamptz not null,
  "updatedAt" timestamptz not null
);
create index verification_identifier on auth.verification (identifier);

create table auth.operator (
  id text primary key check (id like 'opr\\_%'),
  name text not null check (name <> ''),
  email text not null check (email = lower(email)),
  user_id text references auth."user" (id),
  created_at timestamptz not null,
  removed_at timestamptz
);
create unique index operator_email on auth.operator (email) where removed_at is null;
create unique index operator_user on auth.operator (user_id) where removed_at is null;

create table auth.operator_key (
  id text primary key,
  operator_id text not null references auth.operator (id),
  hash text not null unique,
  created_at timestamptz not null,
  expires_at timestamptz,
  last_used_at timestamptz
);

create table auth.one_time_link (
  hash text primary key,
  purpose text not null check (purpose in ('sign_in', 'set_password')),
  user_id text not null references auth."user" (id) on delete cascade,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);

create table auth.sign_in_attempt (
  key text primary key,
  started_at timestamptz not null,
  attempts integer not null
);
create index sign_in_attempt_age on auth.sign_in_attempt (started_at);

alter table api_key add constraint api_key_is_no_operators
  check (role <> 'operator' or revoked_at is not null) not valid;
`;
