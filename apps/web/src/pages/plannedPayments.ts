/** How much a plan would pay of how many invoices; what it only takes off an invoice again pays nothing. */
export function plannedPayments(
  allocations: readonly { invoice_id: string; amount_minor: number }[],
): { invoices: number; minor: number } {
  const byInvoice = new Map<string, number>();
  for (const { invoice_id: id, amount_minor: minor } of allocations)
    byInvoice.set(id, (byInvoice.get(id) ?? 0) + minor);
  const paid = [...byInvoice.values()].filter((minor) => minor > 0);
  return { invoices: paid.length, minor: paid.reduce((sum, minor) => sum + minor, 0) };
}
