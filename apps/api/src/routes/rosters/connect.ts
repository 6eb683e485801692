import { z } from "@hono/zod-openapi";
import {
  answerRoster as answerVerb,
  connectRoster as connectVerb,
  disconnectRoster as disconnectVerb,
  listConnectedRosters,
} from "@rollbook/services/roster";
import { callVerb } from "../../callVerb.ts";
import { defineOperation } from "../../openapi/index.ts";
import { pageAnswer, pageInput } from "../../page.ts";
import { listOf, listQuery } from "../../wire/lists.ts";
import { RosterField, RosterSettingsField } from "../../wire/roster.ts";
import { params, requireRoster, type Roster } from "./shared.ts";

export const listRosters = defineOperation({
  id: "listRosters",
  method: "get",
  path: "/v1/rosters",
  tag: "Rosters",
  summary: "The roster spreadsheets that are connected",
  access: "roster.read",
  query: z.strictObject(listQuery),
  answer: listOf(RosterField, "RostersList"),
  run: async (request) => {
    const { result } = await callVerb(request, listConnectedRosters, pageInput(request));
    return { body: pageAnswer(request, result, rosterOnWire) };
  },
});

export const getRoster = defineOperation({
  id: "getRoster",
  method: "get",
  path: "/v1/rosters/{roster_id}",
  tag: "Rosters",
  summary: "One roster, its mapping and its state",
  access: "roster.read",
  params,
  answer: RosterField,
  run: async (request) => ({ body: rosterOnWire(await requireRoster(request)) }),
});

export const connectRoster = defineOperation({
  id: "connectRoster",
  method: "post",
  path: "/v1/rosters",
  tag: "Rosters",
  summary: "Connect a spreadsheet as the practice's roster",
  description: "Its first sync is a match report: nothing is written before it is approved.",
  access: "roster.write",
  status: 201,
  body: z
    .strictObject({
      spreadsheet_id: z
        .string()
        .min(1)
        .max(200)
        .openapi({ description: "The part of its address between /d/ and the next /" }),
      sheet_id: z
        .int()
        .min(0)
        .max(2_147_483_647)
        .nullable()
        .optional()
        .openapi({ description: "The tab; null: the first" }),
      settings: RosterSettingsField.optional(),
    })
    .openapi("ConnectRosterBody"),
  bodyExample: { spreadsheet_id: "1aBcD-example", settings: { date_order: "MDY" } },
  answer: z.object({ id: z.string(), spreadsheet_id: z.string() }).openapi("ConnectedRoster"),
  run: async (request) => {
    const { spreadsheet_id: spreadsheetId, sheet_id: sheetId, settings } = request.body;
    const { result, isReplay } = await callVerb(request, connectVerb, {
      spreadsheetId,
      sheetId,
      settings,
    });
    return {
      body: { id: result.id, spreadsheet_id: result.spreadsheetId },
      isReplay,
      location: `/v1/rosters/${result.id}`,
    };
  },
});

export const disconnectRoster = defineOperation({
  id: "disconnectRoster",
  method: "post",
  path: "/v1/rosters/{roster_id}/disconnect",
  tag: "Rosters",
  summary: "Stop syncing; the spreadsheet and the records stay as they are",
  access: "roster.write",
  params,
  answer: z.object({ id: z.string() }).openapi("DisconnectedRoster"),
  run: async (request) => {
    const { roster_id: id } = request.params;
    const { result, isReplay } = await callVerb(request, disconnectVerb, { id });
    return { body: result, isReplay };
  },
});

export const answerRosterQuestions = defineOperation({
  id: "answerRosterQuestions",
  method: "post",
  path: "/v1/rosters/{roster_id}/answers",
  tag: "Rosters",
  summary: "Answer what a sync asks about columns, dates and amounts",
  description: "Answers that are left out stay; the next sync reads the columns anew with them.",
  access: "roster.write",
  params,
  body: RosterSettingsField,
  bodyExample: { date_order: "DMY", decimal: "," },
  answer: z.object({ id: z.string() }).openapi("AnsweredRoster"),
  run: async (request) => {
    const { roster_id: id } = request.params;
    const { result, isReplay } = await callVerb(request, answerVerb, {
      id,
      settings: request.body,
    });
    return { body: result, isReplay };
  },
});

function rosterOnWire(roster: Roster): z.input<typeof RosterField> {
  return {
    id: roster.rosterId,
    spreadsheet_id: roster.spreadsheetId,
    sheet_id: roster.sheetId,
    state: roster.state,
    state_reason: roster.stateReason,
    columns: roster.mapped.map(({ column, header, field }) => ({ column, header, field })),
    settings: { ...roster.settings },
    is_first_sync_approved: roster.isFirstSyncApproved,
    first_synced_at: roster.firstSyncedAt,
    last_read_at: roster.lastReadAt,
  };
}
