import { practiceTable } from "./practiceTable.ts";

// A refund of a processor's payment is written down with its counter-entry, before the processor hears of it. Refunds that the
// processor made by itself have a row too, so that one that fails later finds what was posted for it.
export const processorRefundStatements = `
create table processor_refund (
  practice_id text not null,
  counter_entry_id text not null,
  payment_id text not null,
  payment_reference text not null,
  amount_minor bigint not null check (amount_minor > 0),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  attempt integer not null default 1 check (attempt > 0),
  state text not null check (state in ('asked', 'pending', 'accepted', 'declined', 'returned', 'elsewhere')),
  asked_at timestamptz not null,
  started_at timestamptz,
  answered_at timestamptz,
  processor_reference text,
  reason text,
  primary key (practice_id, counter_entry_id),
  foreign key (practice_id, counter_entry_id) references payment_counter_entry (practice_id, id),
  foreign key (practice_id, payment_id) references payment (practice_id, id),
  check (state <> 'accepted' or processor_reference is not null),
  check (state <> 'declined' or reason is not null)
);
create unique index processor_refund_reference on processor_refund (practice_id, processor_reference);
create index processor_refund_open on processor_refund (practice_id, state) where state in ('asked', 'pending', 'declined');
${practiceTable("processor_refund", {
  grants:
    "select, insert, update (attempt, state, started_at, answered_at, processor_reference, reason)",
})}
`;
