import { json, type Verb } from "../http/call.ts";
import { applyFieldMask } from "../schema/fieldMask.ts";
import { newFileId } from "../workspace/random.ts";
import { ownerEmail } from "../workspace/owner.ts";
import { DriveError } from "./driveError.ts";
import { fieldsOf } from "./files.ts";
import { renderUser } from "./renderFile.ts";

export const getAbout: Verb = {
  isWrite: false,
  run: (call) => {
    if (!call.query.has("fields")) {
      throw new DriveError(
        400,
        "required",
        "The 'fields' parameter is required for this method.",
        "fields",
      );
    }
    const body = {
      kind: "drive#about",
      user: renderUser(ownerEmail),
      storageQuota: { usage: "0", usageInDrive: "0", usageInDriveTrash: "0" },
    };
    return json(applyFieldMask(body, fieldsOf(call, "About", "*")));
  },
};

export const generateIds: Verb = {
  isWrite: true,
  run: ({ workspace, query }) => {
    const count = Math.min(1000, Math.max(1, Number(query.get("count") ?? 10)));
    return json({
      kind: "drive#generatedIds",
      space: "drive",
      ids: Array.from({ length: count }, () => newFileId(workspace.random)),
    });
  },
};
