import { json, type Verb } from "../http/call.ts";
import type { JsonObject } from "../model/cell.ts";
import { isJsonObject } from "../model/document.ts";
import { applyFieldMask } from "../schema/fieldMask.ts";
import { DriveError } from "./driveError.ts";
import { fieldsOf, fileOf } from "./files.ts";
import { renderUser } from "./renderFile.ts";

const needsFields = (): DriveError =>
  new DriveError(400, "required", "The 'fields' parameter is required for this method.", "fields");

export const listComments: Verb = {
  isWrite: false,
  run: (call) => {
    if (!call.query.has("fields")) throw needsFields();
    const file = fileOf(call, call.path[0] ?? "");
    return json(
      applyFieldMask(
        { kind: "drive#commentList", comments: [...file.comments] },
        fieldsOf(call, "CommentList", "*"),
      ),
    );
  },
};

export const createComment: Verb = {
  isWrite: true,
  run: (call) => {
    if (!call.query.has("fields")) throw needsFields();
    const { workspace } = call;
    const file = fileOf(call, call.path[0] ?? "");
    const body: JsonObject = isJsonObject(call.body) ? call.body : {};
    if (typeof body["content"] !== "string" || body["content"] === "")
      throw new DriveError(400, "required", "The content field is required.", "comment.content");
    const now = new Date(workspace.clock.now()).toISOString();
    const comment: JsonObject = {
      kind: "drive#comment",
      id: workspace.random.text(
        11,
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789",
      ),
      createdTime: now,
      modifiedTime: now,
      author: {
        kind: "drive#user",
        displayName: renderUser(workspace.actingUser)["displayName"],
        me: true,
      },
      deleted: false,
      content: body["content"],
      htmlContent: body["content"],
      ...(typeof body["anchor"] === "string" ? { anchor: body["anchor"] } : {}),
      replies: [],
    };
    workspace.updateFile(file, { comments: [comment, ...file.comments] });
    return json(applyFieldMask(comment, fieldsOf(call, "Comment", "*")));
  },
};
