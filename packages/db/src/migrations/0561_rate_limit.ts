// The table of the library that counts, in its shape: what a key used until its window ends (milliseconds since 1970).
export const rateLimitStatements = `
create table meta.rate_limit (
  key varchar(255) primary key,
  points integer not null default 0,
  expire bigint
);
create index rate_limit_expire on meta.rate_limit (expire);
`;
