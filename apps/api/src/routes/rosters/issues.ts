import { z } from "@hono/zod-openapi";
import { listIssues as listIssuesVerb } from "@rollbook/services/roster";
import { callVerb } from "../../callVerb.ts";
import { defineOperation } from "../../openapi/index.ts";
import { pageAnswer, pageInput } from "../../page.ts";
import { TextFilter } from "../../wire/filters.ts";
import { listOf, listQuery } from "../../wire/lists.ts";
import { IssueKindField, RosterIssueField } from "../../wire/rosterIssue.ts";
import { params } from "./shared.ts";

type Issue = Awaited<ReturnType<typeof listIssuesVerb.run>>["data"][number];
type Wire = z.input<typeof RosterIssueField>;

export const listRosterIssues = defineOperation({
  id: "listRosterIssues",
  method: "get",
  path: "/v1/rosters/{roster_id}/issues",
  tag: "Rosters",
  summary: "Whatever of the roster waits for a person, in the order of the sheet",
  description:
    "As the latest sync that saw the sheet left it; what is about the whole file comes first. Each says what resolves it.",
  access: "roster.read",
  params,
  query: z.strictObject({ ...listQuery, kind: IssueKindField.optional(), row_id: TextFilter }),
  answer: listOf(RosterIssueField, "RosterIssuesList"),
  run: async (request) => {
    const { roster_id: id } = request.params;
    const { kind, row_id: rowId } = request.query;
    const { result } = await callVerb(request, listIssuesVerb, {
      ...pageInput(request),
      id,
      rowId,
      ...(kind === undefined ? {} : { kinds: [kind] }),
    });
    return { body: pageAnswer(request, result, (issue) => issueOnWire(id, issue)) };
  },
});

function issueOnWire(rosterId: string, issue: Issue): Wire {
  return {
    id: issue.id,
    kind: issue.kind as Wire["kind"],
    cause: issue.cause,
    row_number: issue.record,
    row_id: issue.rowId,
    member: issue.member,
    patient_id: issue.patientId,
    membership_id: issue.membershipId,
    field: issue.field,
    column: issue.column,
    sheet_value: issue.sheetValue,
    stored_value: issue.storedValue,
    message: issue.message,
    since: issue.since,
    is_decided: issue.isDecided,
    resolve: issue.isDecided ? [] : waysOut(rosterId, issue),
  };
}

function waysOut(rosterId: string, issue: Issue): Wire["resolve"] {
  const roster = `/v1/rosters/${rosterId}`;
  const { rowId, field, approval, priceProposalId, membershipId } = issue;
  if (issue.kind === "conflict") {
    const path = `${roster}/conflicts/choose`;
    return ["sheet", "database"].map((keep) =>
      post("chooseConflictSide", path, { row_id: rowId, field, keep }),
    );
  }
  if (priceProposalId !== null) {
    const path = `/v1/price-proposals/${priceProposalId}/decide`;
    return ["approved", "declined"].map((decision) =>
      post("decidePriceProposal", path, { decision }),
    );
  }
  if (approval !== null) return [post("approveRoster", `${roster}/approvals`, { approval })];
  if (issue.kind === "file_question")
    return [post("answerRosterQuestions", `${roster}/answers`, null)];
  return membershipId === null ? [] : ofMembership(issue.kind, `/v1/memberships/${membershipId}`);
}

function ofMembership(kind: string, path: string): Wire["resolve"] {
  if (kind === "row_gone") return [post("cancelMembership", `${path}/cancel`, null)];
  if (kind === "open_question") return [post("setMembershipStart", `${path}/set-start`, null)];
  return [];
}

const post = (operationId: string, path: string, body: Record<string, unknown> | null) => ({
  operation_id: operationId,
  method: "POST",
  path,
  body,
});
