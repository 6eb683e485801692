import { practiceTable } from "./practiceTable.ts";

export const peopleStatements = `
create table household (
  practice_id text not null references practice (practice_id),
  id text not null,
  external_id text,
  name text not null default '',
  payer_patient_id text,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (practice_id, id)
);
create unique index household_external_id on household (practice_id, external_id);
${practiceTable("household")}

create table employer (
  practice_id text not null references practice (practice_id),
  id text not null,
  external_id text,
  name text not null check (name <> ''),
  email text,
  invoice_terms_days integer check (invoice_terms_days between 0 and 365),
  calendar jsonb,
  is_archived boolean not null default false,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (practice_id, id)
);
create unique index employer_external_id on employer (practice_id, external_id);
create unique index employer_name on employer (practice_id, lower(name)) where not is_archived;
${practiceTable("employer")}

create table patient (
  practice_id text not null references practice (practice_id),
  id text not null,
  external_id text,
  first_name text not null default '',
  middle_name text,
  last_name text not null default '',
  birth_date date,
  sex text,
  email text,
  phone text,
  address_line1 text,
  city text,
  state text,
  zip text,
  country text,
  household_id text,
  household_role text,
  employer_id text,
  division text,
  payer jsonb,
  notes text,
  is_archived boolean not null default false,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (practice_id, id),
  foreign key (practice_id, household_id) references household (practice_id, id),
  foreign key (practice_id, employer_id) references employer (practice_id, id)
);
create unique index patient_external_id on patient (practice_id, external_id);
create index patient_household on patient (practice_id, household_id);
create index patient_employer on patient (practice_id, employer_id);
create index patient_name on patient (practice_id, lower(last_name), lower(first_name));
${practiceTable("patient")}

alter table household add foreign key (practice_id, payer_patient_id)
  references patient (practice_id, id) deferrable initially deferred;
`;
