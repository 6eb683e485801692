import { practiceTable } from "./practiceTable.ts";

export const processorEventStatements = `
create table processor_event (
  practice_id text not null references practice (practice_id),
  id text not null,
  type text not null,
  occurred_at timestamptz not null,
  received_at timestamptz not null,
  effect jsonb not null,
  effect_key text,
  state text not null check (state in ('applied', 'waits', 'ignored', 'for_a_person')),
  reason text,
  primary key (practice_id, id)
);
create unique index processor_event_effect on processor_event (practice_id, effect_key);
create index processor_event_waiting on processor_event (practice_id, received_at) where state = 'waits';
${practiceTable("processor_event", { grants: "select, insert, update (state, reason)" })}
`;
