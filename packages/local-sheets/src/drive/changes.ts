import { json, type Verb } from "../http/call.ts";
import type { JsonObject } from "../model/cell.ts";
import { applyFieldMask } from "../schema/fieldMask.ts";
import type { Change } from "../workspace/changeLog.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { DriveError } from "./driveError.ts";
import { fieldsOf } from "./files.ts";
import { renderFile } from "./renderFile.ts";

export const getStartPageToken: Verb = {
  isWrite: false,
  run: (call) =>
    json(
      applyFieldMask(
        { kind: "drive#startPageToken", startPageToken: String(call.workspace.changes.startToken) },
        fieldsOf(call, "StartPageToken", "*"),
      ),
    ),
};

function renderChange(workspace: Workspace, change: Change, hasAllFields: boolean): JsonObject {
  const file = workspace.files.get(change.fileId);
  return {
    kind: "drive#change",
    type: "file",
    changeType: "file",
    time: new Date(change.atMs).toISOString(),
    removed: change.isRemoved || !file,
    fileId: change.fileId,
    ...(file && !change.isRemoved
      ? {
          file: hasAllFields
            ? renderFile(file)
            : { kind: "drive#file", id: file.id, name: file.name, mimeType: file.mimeType },
        }
      : {}),
  };
}

export const listChanges: Verb = {
  isWrite: false,
  run: (call) => {
    const { workspace, query } = call;
    const token = Number(query.get("pageToken") ?? Number.NaN);
    if (!Number.isInteger(token) || token < 1)
      throw new DriveError(400, "invalid", "Invalid Value", "pageToken");
    const pageSize = Math.min(1000, Math.max(1, Number(query.get("pageSize") ?? 100)));
    const includesRemoved = query.get("includeRemoved") !== "false";
    const pending = workspace.changes
      .after(token)
      .filter((change) => includesRemoved || !change.isRemoved);
    const page = pending.slice(0, pageSize);
    const rest = pending[pageSize];
    const end = rest
      ? { nextPageToken: String(rest.position) }
      : { newStartPageToken: String(workspace.changes.startToken) };
    const hasAllFields = query.has("fields");
    const body = {
      kind: "drive#changeList",
      ...end,
      changes: page.map((change) => renderChange(workspace, change, hasAllFields)),
    };
    return json(applyFieldMask(body, fieldsOf(call, "ChangeList", "*")));
  },
};
