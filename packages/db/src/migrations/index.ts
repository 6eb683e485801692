import { roleStatements } from "./0100_roles.ts";
import { practiceStatements } from "./0101_practice.ts";
import { peopleStatements } from "./0102_people.ts";
import { membershipStatements } from "./0103_membership.ts";
import { invoiceStatements } from "./0104_invoice.ts";
import { promiseStatements } from "./0105_promises.ts";
import { bookingStatements } from "./0106_booking.ts";
import { rosterStatements } from "./0200_roster.ts";
import { rosterOutboxStatements } from "./0201_roster_outbox.ts";
import { rosterGenerationStatements } from "./0202_roster_generation.ts";
import { webhookStatements } from "./0300_webhook.ts";
import { paymentStatements } from "./0310_payment.ts";
import { paymentsMigrationStatements } from "./0311_payments_migration.ts";
import { badDebtStatements } from "./0400_bad_debt.ts";
import { autopayStatements } from "./0410_autopay.ts";
import { processorEventStatements } from "./0420_processor_event.ts";
import { indexesBesideTheKeyStatements } from "./0500_indexes_beside_the_key.ts";
import { familyPayerStatements } from "./0501_family_payer.ts";
import { openingEntryStatements } from "./0510_opening_entry.ts";
import { rosterMappingStatements } from "./0511_roster_mapping.ts";
import { rosterRevertStatements } from "./0520_roster_revert.ts";
import { rosterTabStatements } from "./0521_roster_tabs.ts";
import { paymentsMigrationBalanceStatements } from "./0530_payments_migration_balance.ts";
import { cutOverSignOffStatements } from "./0531_cut_over_sign_off.ts";
import { ledgerStatements } from "./0540_ledger.ts";
import { processorAccountStatements } from "./0541_processor_account.ts";
import { signInStatements } from "./0550_sign_in.ts";
import { practiceUserStatements } from "./0551_practice_user.ts";
import { auditSealStatements } from "./0560_audit_seal.ts";
import { rateLimitStatements } from "./0561_rate_limit.ts";
import { syncEditorStatements } from "./0580_sync_editor.ts";
import { rosterIssueStatements } from "./0590_roster_issue.ts";
import { rosterPlanStatements } from "./0591_roster_plan.ts";
import { sumsByKeyStatements } from "./0600_sums_by_key.ts";
import { liveByProofStatements } from "./0601_live_by_proof.ts";
import { processorRefundStatements } from "./0610_processor_refund.ts";
import { membershipStatusStatements } from "./0620_membership_status.ts";
import { apiKeyToldStatements } from "./0621_api_key_told.ts";
import { listPlaceStatements } from "./0630_list_places.ts";
import { promisesWhoeverWritesStatements } from "./0680_promises_whoever_writes.ts";

/** Forward only: a migration that has been released is never edited. Applied in the order of their names. */
export const migrations: Readonly<Record<string, string>> = {
  "0100_roles": roleStatements,
  "0101_practice": practiceStatements,
  "0102_people": peopleStatements,
  "0103_membership": membershipStatements,
  "0104_invoice": invoiceStatements,
  "0105_promises": promiseStatements,
  "0106_booking": bookingStatements,
  "0200_roster": rosterStatements,
  "0201_roster_outbox": rosterOutboxStatements,
  "0202_roster_generation": rosterGenerationStatements,
  "0300_webhook": webhookStatements,
  "0310_payment": paymentStatements,
  "0311_payments_migration": paymentsMigrationStatements,
  "0400_bad_debt": badDebtStatements,
  "0410_autopay": autopayStatements,
  "0420_processor_event": processorEventStatements,
  "0500_indexes_beside_the_key": indexesBesideTheKeyStatements,
  "0501_family_payer": familyPayerStatements,
  "0510_opening_entry": openingEntryStatements,
  "0511_roster_mapping": rosterMappingStatements,
  "0520_roster_revert": rosterRevertStatements,
  "0521_roster_tabs": rosterTabStatements,
  "0530_payments_migration_balance": paymentsMigrationBalanceStatements,
  "0531_cut_over_sign_off": cutOverSignOffStatements,
  "0540_ledger": ledgerStatements,
  "0541_processor_account": processorAccountStatements,
  "0550_sign_in": signInStatements,
  "0551_practice_user": practiceUserStatements,
  "0560_audit_seal": auditSealStatements,
  "0561_rate_limit": rateLimitStatements,
  "0580_sync_editor": syncEditorStatements,
  "0590_roster_issue": rosterIssueStatements,
  "0591_roster_plan": rosterPlanStatements,
  "0600_sums_by_key": sumsByKeyStatements,
  "0601_live_by_proof": liveByProofStatements,
  "0610_processor_refund": processorRefundStatements,
  "0620_membership_status": membershipStatusStatements,
  "0621_api_key_told": apiKeyToldStatements,
  "0630_list_places": listPlaceStatements,
  "0680_promises_whoever_writes": promisesWhoeverWritesStatements,
};
