/** Whoever keeps what a key may do hears at COMMIT that it was revoked, rotated or otherwise changed. */
export const apiKeyToldStatements = `
create function api_key_told() returns trigger language plpgsql as $$
begin
  perform pg_notify('rollbook_api_key', new.id);
  return null;
end
$$;
create trigger api_key_told after update of revoked_at, expires_at, role, permissions on api_key
  for each row execute function api_key_told();
`;
