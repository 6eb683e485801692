import { exportLedger } from "@rollbook/services/ledger";
import { callVerb } from "../../callVerb.ts";
import { defineFileOperation, type Operation } from "../../openapi/index.ts";
import { exportsOf, isList } from "./exportList.ts";

const journal = defineFileOperation({
  id: "exportLedgerJournal",
  path: "/v1/exports/ledger.journal",
  tag: "Exports",
  summary: "Every act of money as a balanced double entry, in the format of hledger",
  access: "payment.read",
  contentType: "text/plain",
  run: async (request) => {
    const { result } = await callVerb(request, exportLedger, {});
    return { bytes: result.journal, name: "ledger.journal" };
  },
});

/** Every list as a file, and the ledger. */
export function exportOperationsOf(operations: readonly Operation[]): Operation[] {
  return [...operations.filter(isList).flatMap(exportsOf), journal];
}
