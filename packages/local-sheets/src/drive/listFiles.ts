import { json, type Verb } from "../http/call.ts";
import { applyFieldMask } from "../schema/fieldMask.ts";
import type { DriveFile } from "../workspace/files.ts";
import { DriveError } from "./driveError.ts";
import { fieldsOf } from "./files.ts";
import { parseQuery } from "./query.ts";
import { renderFile } from "./renderFile.ts";

const sortKeys: Readonly<Record<string, (file: DriveFile) => string | number>> = {
  name: (file) => file.name.toLowerCase(),
  name_natural: (file) => file.name.toLowerCase(),
  createdTime: (file) => file.createdMs,
  modifiedTime: (file) => file.modifiedMs,
  modifiedByMeTime: (file) => file.modifiedMs,
  recency: (file) => file.modifiedMs,
  folder: (file) => (file.mimeType.endsWith(".folder") ? 0 : 1),
};

function ordering(orderBy: string | null): (left: DriveFile, right: DriveFile) => number {
  const terms = (orderBy ?? "modifiedTime desc").split(",").map((term) => term.trim().split(/\s+/));
  return (left, right) => {
    for (const [name = "", direction] of terms) {
      const key = sortKeys[name];
      if (!key) throw new DriveError(400, "invalid", "Invalid Value", "orderBy");
      const [first, second] = [key(left), key(right)];
      if (first !== second) return (first < second ? -1 : 1) * (direction === "desc" ? -1 : 1);
    }
    return 0;
  };
}

export const listFiles: Verb = {
  isWrite: false,
  run: (call) => {
    const { query, workspace } = call;
    const test = parseQuery(query.get("q"));
    const pageSize = Math.min(1000, Math.max(1, Number(query.get("pageSize") ?? 100)));
    const start = Number(query.get("pageToken") ?? 0);
    if (!Number.isInteger(start) || start < 0)
      throw new DriveError(400, "invalid", "Invalid Value", "pageToken");
    const newestFirst = [...workspace.files.values()].reverse();
    const found = newestFirst.filter(test).sort(ordering(query.get("orderBy")));
    const more = start + pageSize < found.length ? { nextPageToken: String(start + pageSize) } : {};
    const body = {
      kind: "drive#fileList",
      incompleteSearch: false,
      ...more,
      files: found.slice(start, start + pageSize).map(renderFile),
    };
    return json(
      applyFieldMask(
        body,
        fieldsOf(
          call,
          "FileList",
          "kind,nextPageToken,incompleteSearch,files(kind,id,name,mimeType)",
        ),
      ),
    );
  },
};
