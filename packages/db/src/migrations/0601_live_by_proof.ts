import { practiceTable } from "./practiceTable.ts";

// Who goes live by the proof accepts it in the transaction that makes the practice live: what was proved is what goes live. An
// acceptance of another day is worth nothing, and the first charges alone are not enough where anybody was billed elsewhere.
export const liveByProofStatements = `
create table cut_over_acceptance (
  practice_id text primary key references practice (practice_id),
  accepted_at timestamptz not null,
  accepted_by text not null,
  through date not null,
  totals jsonb not null,
  signed_off jsonb not null,
  made_in xid8 not null default pg_current_xact_id()
);
${practiceTable("cut_over_acceptance", { grants: "select, insert" })}

create function refuse_live_without_proof() returns trigger language plpgsql as $$
begin
  if exists (
    select from membership m
    where m.practice_id = new.practice_id and m.covered_through is not null and m.archived_on is null
  ) and not exists (
    select from cut_over_acceptance a
    where a.practice_id = new.practice_id and a.made_in = pg_current_xact_id()
  ) then
    raise exception 'practice % has members who were billed elsewhere: it goes live by accepting its cut-over proof',
      new.practice_id using errcode = '23514', constraint = 'live_by_proof';
  end if;
  return new;
end
$$;
create trigger live_by_proof before update on practice for each row
  when (old.live_on is null and new.live_on is not null) execute function refuse_live_without_proof();
`;
