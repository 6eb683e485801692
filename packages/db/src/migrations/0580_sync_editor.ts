/** Google does not say who typed a cell; Drive says who edited the file last. */
export const syncEditorStatements = `
alter table roster_run add column editor_hint text;
`;
