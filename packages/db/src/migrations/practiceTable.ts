/**
 * SQL that closes a table to everyone but the practice that is set in the transaction.
 * Every table with practice_id goes through here.
 */
export function practiceTable(
  name: string,
  { grants = "select, insert, update, delete" }: { grants?: string } = {},
): string {
  return `
alter table ${name} owner to rollbook_owner;
alter table ${name} enable row level security;
alter table ${name} force row level security;
create policy practice_only on ${name} to rollbook_app
  using (practice_id = nullif(current_setting('rollbook.practice_id', true), ''))
  with check (practice_id = nullif(current_setting('rollbook.practice_id', true), ''));
grant ${grants} on ${name} to rollbook_app;
`;
}
