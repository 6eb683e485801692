const tables = ["patient", "membership", "plan", "invoice"];

// A statement's whole change is one row of work, whatever the number of rows; a sync's own changes ask for none.
const outboxFunction = `
create function note_roster_outbox() returns trigger language plpgsql as $$
begin
  if current_setting('rollbook.is_sync', true) = 'on' then
    return null;
  end if;
  insert into work_due (practice_id, kind, due_at)
  select distinct changed.practice_id, 'roster_outbox', to_timestamp(0)
  from changed
  where exists (
    select from roster
    where roster.practice_id = changed.practice_id and roster.state <> 'disconnected'
  )
  on conflict (practice_id, kind) do nothing;
  return null;
end
$$;
`;

const watch = (table: string) => `
create trigger ${table}_added_to_outbox after insert on ${table}
  referencing new table as changed for each statement execute function note_roster_outbox();
create trigger ${table}_changed_to_outbox after update on ${table}
  referencing new table as changed for each statement execute function note_roster_outbox();
`;

/** What the API or the billing run changes is asked to be shown in the roster's sheet. */
export const rosterOutboxStatements = `${outboxFunction}${tables.map(watch).join("")}`;
