import { json, type Call, type Verb } from "../http/call.ts";
import type { Json } from "../model/cell.ts";
import { driveDiscovery } from "../schema/discovery.ts";
import { applyFieldMask, parseFieldMask, type FieldMask } from "../schema/fieldMask.ts";
import type { DriveFile } from "../workspace/files.ts";
import { fileNotFound } from "./driveError.ts";
import { defaultFields, renderFile } from "./renderFile.ts";

export function fileOf(call: Call, id: string): DriveFile {
  const found = call.workspace.files.get(id);
  if (!found) throw fileNotFound(id);
  return found;
}

export const fieldsOf = (call: Call, schema: string, fallback: string): FieldMask =>
  parseFieldMask(call.query.get("fields") ?? fallback, { discovery: driveDiscovery, schema });

export const fileAnswer = (call: Call, file: DriveFile): Json =>
  applyFieldMask(renderFile(file), fieldsOf(call, "File", defaultFields));

export const getFile: Verb = {
  isWrite: false,
  run: (call) => json(fileAnswer(call, fileOf(call, call.path[0] ?? ""))),
};
