/** A family price ends with the membership that pays it: whom it covered is moved, ended, or on hold until somebody decides. */
export const familyPayerStatements = `
create index membership_covered_by on membership (practice_id, covered_by) where covered_by is not null;

create function refuse_member_without_payer() returns trigger language plpgsql as $$
declare left_behind text;
begin
  select c.id into left_behind
  from membership c join membership p on p.practice_id = c.practice_id and p.id = c.covered_by
  where c.practice_id = new.practice_id and (c.id = new.id or c.covered_by = new.id)
    and c.archived_on is null and c.holds = '[]' and c.open_questions = '{}'
    and p.end_date is not null and (c.end_date is null or c.end_date > p.end_date)
  limit 1;
  if left_behind is not null then
    raise exception 'membership % would stay covered by one that has ended', left_behind
      using errcode = '23514', constraint = 'nobody_stays_without_a_payer';
  end if;
  return null;
end
$$;
create constraint trigger nobody_stays_without_a_payer
  after insert or update of covered_by, end_date, archived_on, holds, open_questions on membership
  deferrable initially deferred
  for each row when (new.covered_by is not null or new.end_date is not null)
  execute function refuse_member_without_payer();
`;
