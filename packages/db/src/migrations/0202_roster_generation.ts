/** The newest batch that was seen in the sheet; between it and the newest one given out, a write may be on its way. */
export const rosterGenerationStatements = `
alter table roster add column confirmed_generation bigint not null default 0;
`;
