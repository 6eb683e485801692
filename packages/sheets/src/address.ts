/** The ID in a spreadsheet's address, or the text itself when it is an ID already. */
export function spreadsheetIdIn(addressOrId: string): string {
  return /\/spreadsheets\/d\/([^/?#]+)/.exec(addressOrId)?.[1] ?? addressOrId.trim();
}
