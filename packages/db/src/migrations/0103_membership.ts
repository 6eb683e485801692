import { practiceTable } from "./practiceTable.ts";

export const membershipStatements = `
create table plan (
  practice_id text not null references practice (practice_id),
  id text not null,
  external_id text,
  type text not null check (type in ('membership', 'service', 'fee')),
  name text not null check (name <> ''),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  tax jsonb,
  healthcode text,
  is_archived boolean not null default false,
  audience text check (audience in ('retail', 'employer')),
  billing text check (billing in ('advance', 'arrears')),
  pricing jsonb,
  enrollment_fee_minor bigint check (enrollment_fee_minor >= 0),
  contract_prices jsonb not null default '[]',
  price_minor bigint check (price_minor >= 0),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (practice_id, id),
  check ((type = 'membership') = (pricing is not null and audience is not null and billing is not null)),
  check ((type = 'membership') = (price_minor is null))
);
create unique index plan_name on plan (practice_id, lower(name)) where not is_archived;
create unique index plan_external_id on plan (practice_id, external_id);
${practiceTable("plan")}

create table membership (
  practice_id text not null references practice (practice_id),
  id text not null,
  external_id text,
  patient_id text not null,
  covered_by text,
  also_covers text[] not null default '{}',
  attached_on date not null,
  care_from date not null,
  bill_from date not null,
  covered_through date,
  first_invoice_on date,
  start_input jsonb,
  open_questions text[] not null default '{}',
  holds jsonb not null default '[]',
  terms jsonb not null check (jsonb_array_length(terms) > 0),
  pauses jsonb not null default '[]',
  end_date date,
  end_reason text,
  is_last_invoice_adjusted boolean not null default false,
  archived_on date,
  waivers jsonb not null default '[]',
  claimed jsonb not null default '[]',
  enrollment_fee_state text not null default 'none' check (enrollment_fee_state in ('none', 'due', 'billed', 'charged_before')),
  enrollment_fee_minor bigint not null default 0 check (enrollment_fee_minor >= 0),
  payment_method text,
  is_autopay boolean not null default false,
  mandate_on date,
  consent_on date,
  is_enrollment_notified boolean not null default false,
  evidence jsonb not null default '{"kind": "not_from_roster"}',
  chosen_periods jsonb not null default '[]',
  invoiced_through date,
  next_invoice_on date,
  parked_reason text,
  plan_id text not null generated always as (terms -> -1 ->> 'planId') stored,
  payer_kind text not null generated always as (terms -> -1 -> 'payer' ->> 'kind') stored,
  payer_id text not null generated always as (terms -> -1 -> 'payer' ->> 'id') stored,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (practice_id, id),
  foreign key (practice_id, patient_id) references patient (practice_id, id),
  foreign key (practice_id, covered_by) references membership (practice_id, id) deferrable initially deferred,
  foreign key (practice_id, plan_id) references plan (practice_id, id),
  check (not is_autopay or payment_method in ('ach', 'direct_debit', 'card')),
  check (covered_through is null or bill_from > covered_through)
);
create unique index membership_external_id on membership (practice_id, external_id);
create index membership_patient on membership (practice_id, patient_id);
create index membership_due on membership (practice_id, next_invoice_on) where next_invoice_on is not null;
create index membership_payer on membership (practice_id, payer_kind, payer_id);
create index membership_plan on membership (practice_id, plan_id);
${practiceTable("membership")}

create function membership_status(m membership, today date) returns text
language sql immutable parallel safe as $$
  select case
    when m.archived_on <= today then 'Archived'
    when m.end_date < today then 'Inactive'
    when cardinality(m.open_questions) > 0 then 'Pending'
    when today < m.care_from or (today < m.bill_from and today > m.covered_through) then 'Deferred'
    when exists (
      select from jsonb_array_elements(m.pauses) p
      where (p ->> 'from')::date <= today and (p ->> 'through' is null or today <= (p ->> 'through')::date)
    ) then 'Paused'
    else 'Active'
  end
$$;

create table membership_event (
  practice_id text not null,
  membership_id text not null,
  sequence integer not null,
  kind text not null,
  event jsonb not null,
  at timestamptz not null,
  actor_id text not null,
  primary key (practice_id, membership_id, sequence),
  foreign key (practice_id, membership_id) references membership (practice_id, id)
);
${practiceTable("membership_event", { grants: "select, insert" })}
`;
