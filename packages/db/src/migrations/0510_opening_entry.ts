import { practiceTable } from "./practiceTable.ts";

// What was taken over from the old books, once each: the reference says where it stood, so that the same file again adds
// nothing. The money itself is an opening invoice (what is owed) or an opening payment.
export const openingEntryStatements = `
create table opening_entry (
  practice_id text not null references practice (practice_id),
  reference text not null,
  kind text not null check (kind in ('owed', 'credit', 'paid_before')),
  patient_id text not null,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  amount_minor bigint not null check (amount_minor > 0),
  on_day date not null,
  invoice_id text,
  payment_id text,
  created_at timestamptz not null,
  created_by text not null,
  primary key (practice_id, reference),
  foreign key (practice_id, patient_id) references patient (practice_id, id),
  foreign key (practice_id, invoice_id) references invoice (practice_id, id) deferrable initially deferred,
  foreign key (practice_id, payment_id) references payment (practice_id, id) deferrable initially deferred,
  constraint opening_entry_has_its_money check (
    (invoice_id is not null) = (kind = 'owed') and (payment_id is not null) = (kind <> 'owed'))
);
create index opening_entry_patient on opening_entry (practice_id, patient_id);
${practiceTable("opening_entry", { grants: "select, insert" })}
`;
