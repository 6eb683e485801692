import { json, type Call, type Verb } from "../http/call.ts";
import type { JsonObject } from "../model/cell.ts";
import { isJsonObject } from "../model/document.ts";
import { spreadsheetType, type DriveFile } from "../workspace/files.ts";
import { newFileId } from "../workspace/random.ts";
import { DriveError } from "./driveError.ts";
import { fileAnswer, fileOf } from "./files.ts";

const keptFields = new Set([
  "description",
  "starred",
  "appProperties",
  "properties",
  "folderColorRgb",
  "writersCanShare",
  "copyRequiresWriterPermission",
]);

const text = (body: JsonObject, name: string): string | undefined =>
  typeof body[name] === "string" ? body[name] : undefined;

function bodyOf(call: Call): JsonObject {
  return isJsonObject(call.body) ? call.body : {};
}

const parentsOf = (body: JsonObject): string[] => {
  const { parents } = body;
  const ids = Array.isArray(parents) ? parents.filter((id) => typeof id === "string") : [];
  return ids.length > 0 ? ids : ["root"];
};

const restOf = (body: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(body).filter(([name]) => keptFields.has(name)));

export const createFile: Verb = {
  isWrite: true,
  run: (call) => {
    const body = bodyOf(call);
    const { workspace } = call;
    const name = text(body, "name") ?? "Untitled";
    const mimeType = text(body, "mimeType") ?? "application/octet-stream";
    const id = text(body, "id") ?? newFileId(workspace.random);
    if (workspace.files.has(id))
      throw new DriveError(
        409,
        "fileIdInUse",
        `A file already exists with the provided ID.`,
        "file.id",
      );
    const details = { parents: parentsOf(body), rest: restOf(body) };
    if (mimeType === spreadsheetType)
      workspace.createSpreadsheet({ id, properties: { title: name }, file: details });
    else workspace.addFile({ id, name, mimeType, ...details });
    return json(fileAnswer(call, fileOf(call, id)));
  },
};

export const copyFile: Verb = {
  isWrite: true,
  run: (call) => {
    const { workspace } = call;
    const source = fileOf(call, call.path[0] ?? "");
    const body = bodyOf(call);
    const id = newFileId(workspace.random);
    const name = text(body, "name") ?? `Copy of ${source.name}`;
    const parents = body["parents"] === undefined ? source.parents : parentsOf(body);
    const document = workspace.documents.get(source.id);
    if (document)
      workspace.documents.set(id, {
        ...document,
        id,
        revision: 0,
        properties: { ...document.properties, title: name },
      });
    workspace.addFile({
      id,
      name,
      mimeType: source.mimeType,
      parents,
      rest: { ...source.rest, ...restOf(body) },
    });
    return json(fileAnswer(call, fileOf(call, id)));
  },
};

function renamed(call: Call, file: DriveFile, name: string | undefined): void {
  if (name === undefined || !call.workspace.documents.has(file.id)) return;
  const draft = call.workspace.edit(file.id);
  draft.document.properties = { ...draft.document.properties, title: name };
  call.workspace.commit(draft, call.who);
}

export const updateFile: Verb = {
  isWrite: true,
  run: (call) => {
    const { workspace, query } = call;
    const id = call.path[0] ?? "";
    const body = bodyOf(call);
    const before = fileOf(call, id);
    const ids = (name: string): string[] =>
      (query.get(name) ?? "").split(",").filter((parent) => parent !== "");
    const removed = new Set(ids("removeParents"));
    renamed(call, before, text(body, "name"));
    const updated = workspace.updateFile(fileOf(call, id), {
      name: text(body, "name") ?? before.name,
      mimeType: text(body, "mimeType") ?? before.mimeType,
      trashed: typeof body["trashed"] === "boolean" ? body["trashed"] : before.trashed,
      parents: [...before.parents.filter((parent) => !removed.has(parent)), ...ids("addParents")],
      modifiedMs: workspace.clock.now(),
      rest: { ...before.rest, ...restOf(body) },
    });
    return json(fileAnswer(call, updated));
  },
};

export const deleteFile: Verb = {
  isWrite: true,
  run: (call) => {
    const file = fileOf(call, call.path[0] ?? "");
    call.workspace.removeFile(file.id);
    return { kind: "nothing" };
  },
};

export const emptyTrash: Verb = {
  isWrite: true,
  run: ({ workspace }) => {
    for (const file of workspace.files.values()) if (file.trashed) workspace.removeFile(file.id);
    return { kind: "nothing" };
  },
};
