import { practiceTable } from "./practiceTable.ts";

// What was confirmed for files of one set of headers, used for the practice's next file that has the same ones.
export const rosterMappingStatements = `
create table roster_mapping (
  practice_id text not null references practice (practice_id),
  headers_hash text not null,
  file_name text not null,
  settings jsonb not null,
  confirmed_at timestamptz not null,
  confirmed_by text not null,
  primary key (practice_id, headers_hash)
);
${practiceTable("roster_mapping")}
`;
