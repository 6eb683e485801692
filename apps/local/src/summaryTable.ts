export interface Summary {
  members: number;
  pending: number;
  deferred: number;
  active: number;
  invoicesIssued: number;
  invoicesComing: number;
  rowsNeedingAttention: number;
  sheetsCalls: number;
  cellsWritten: number;
}

/** The short table that ends a start; one line a figure, numbers right-aligned in the practice's locale. */
export function summaryTable({ summary, locale }: { summary: Summary; locale: string }): string {
  const format = new Intl.NumberFormat(locale);
  const lines: [string, number][] = [
    ["Members", summary.members],
    ...(summary.pending === 0 ? [] : ([["  Pending", summary.pending]] as [string, number][])),
    ["  Deferred", summary.deferred],
    ["  Active", summary.active],
    ["Invoices issued", summary.invoicesIssued],
    ["Invoices coming in 31 days", summary.invoicesComing],
    ["Rows that need attention", summary.rowsNeedingAttention],
    ["Cells written to the sheet", summary.cellsWritten],
    ["Google Sheets calls", summary.sheetsCalls],
  ];
  const labelWidth = Math.max(...lines.map(([label]) => label.length));
  const figureWidth = Math.max(...lines.map(([, figure]) => format.format(figure).length));
  return lines
    .map(
      ([label, figure]) =>
        `  ${label.padEnd(labelWidth)}  ${format.format(figure).padStart(figureWidth)}`,
    )
    .join("\n");
}
