import { batchUpdateSpreadsheet } from "../batch-update/batchUpdate.ts";
import { restoreVersion, undo } from "../control/undo.ts";
import { getDeveloperMetadata, searchDeveloperMetadata } from "../developer-metadata/verbs.ts";
import { getStartPageToken, listChanges } from "../drive/changes.ts";
import { getAbout, generateIds } from "../drive/about.ts";
import { createComment, listComments } from "../drive/comments.ts";
import { exportFile } from "../drive/exportFile.ts";
import { getFile } from "../drive/files.ts";
import { importCsv } from "../drive/importCsv.ts";
import { listFiles } from "../drive/listFiles.ts";
import {
  createPermission,
  deletePermission,
  getPermission,
  listPermissions,
  updatePermission,
} from "../drive/permissions.ts";
import { stopChannel, watchChanges, watchFile } from "../drive/watch.ts";
import { copyFile, createFile, deleteFile, emptyTrash, updateFile } from "../drive/writeFiles.ts";
import { createSpreadsheet } from "../spreadsheets/create.ts";
import { copySheetTo } from "../spreadsheets/copyTo.ts";
import { getSpreadsheetByDataFilter } from "../spreadsheets/getByDataFilter.ts";
import { getSpreadsheet } from "../spreadsheets/get.ts";
import { appendValues } from "../values/append.ts";
import { batchUpdateValues } from "../values/batchUpdate.ts";
import {
  batchClearValuesByDataFilter,
  batchGetValuesByDataFilter,
  batchUpdateValuesByDataFilter,
} from "../values/byDataFilter.ts";
import { batchClearValues, clearValues } from "../values/clear.ts";
import { batchGetValues, getValues } from "../values/get.ts";
import { updateValues } from "../values/update.ts";
import type { Verb } from "./call.ts";

export interface Route {
  readonly name: string;
  readonly method: string;
  readonly pattern: RegExp;
  readonly verb: Verb;
}

const route = (name: string, method: string, pattern: RegExp, verb: Verb): Route => ({
  name,
  method,
  pattern,
  verb,
});

const sheets = "^/v4/spreadsheets";
const drive = "^(?:/drive)?/v3";

/** Paths are matched before decoding, since ranges may hold slashes and colons. */
export const routes: readonly Route[] = [
  route("local.undo", "POST", /^\/_local\/spreadsheets\/([^/]+)\/undo$/, undo),
  route(
    "local.restoreVersion",
    "POST",
    /^\/_local\/spreadsheets\/([^/]+)\/restore$/,
    restoreVersion,
  ),
  route(
    "spreadsheets.getByDataFilter",
    "POST",
    new RegExp(`${sheets}/([^/:]+):getByDataFilter$`),
    getSpreadsheetByDataFilter,
  ),
  route(
    "spreadsheets.sheets.copyTo",
    "POST",
    new RegExp(`${sheets}/([^/:]+)/sheets/([^/:]+):copyTo$`),
    copySheetTo,
  ),
  route(
    "spreadsheets.values.batchGetByDataFilter",
    "POST",
    new RegExp(`${sheets}/([^/:]+)/values:batchGetByDataFilter$`),
    batchGetValuesByDataFilter,
  ),
  route(
    "spreadsheets.values.batchUpdateByDataFilter",
    "POST",
    new RegExp(`${sheets}/([^/:]+)/values:batchUpdateByDataFilter$`),
    batchUpdateValuesByDataFilter,
  ),
  route(
    "spreadsheets.values.batchClearByDataFilter",
    "POST",
    new RegExp(`${sheets}/([^/:]+)/values:batchClearByDataFilter$`),
    batchClearValuesByDataFilter,
  ),
  route("spreadsheets.create", "POST", new RegExp(`${sheets}/?$`), createSpreadsheet),
  route(
    "spreadsheets.batchUpdate",
    "POST",
    new RegExp(`${sheets}/([^/:]+):batchUpdate$`),
    batchUpdateSpreadsheet,
  ),
  route(
    "spreadsheets.developerMetadata.search",
    "POST",
    new RegExp(`${sheets}/([^/:]+)/developerMetadata:search$`),
    searchDeveloperMetadata,
  ),
  route(
    "spreadsheets.developerMetadata.get",
    "GET",
    new RegExp(`${sheets}/([^/:]+)/developerMetadata/([^/:]+)$`),
    getDeveloperMetadata,
  ),
  route(
    "spreadsheets.values.batchGet",
    "GET",
    new RegExp(`${sheets}/([^/:]+)/values:batchGet$`),
    batchGetValues,
  ),
  route(
    "spreadsheets.values.batchUpdate",
    "POST",
    new RegExp(`${sheets}/([^/:]+)/values:batchUpdate$`),
    batchUpdateValues,
  ),
  route(
    "spreadsheets.values.batchClear",
    "POST",
    new RegExp(`${sheets}/([^/:]+)/values:batchClear$`),
    batchClearValues,
  ),
  route(
    "spreadsheets.values.append",
    "POST",
    new RegExp(`${sheets}/([^/:]+)/values/(.+):append$`),
    appendValues,
  ),
  route(
    "spreadsheets.values.clear",
    "POST",
    new RegExp(`${sheets}/([^/:]+)/values/(.+):clear$`),
    clearValues,
  ),
  route("spreadsheets.values.get", "GET", new RegExp(`${sheets}/([^/:]+)/values/(.+)$`), getValues),
  route(
    "spreadsheets.values.update",
    "PUT",
    new RegExp(`${sheets}/([^/:]+)/values/(.+)$`),
    updateValues,
  ),
  route("spreadsheets.get", "GET", new RegExp(`${sheets}/([^/:]+)$`), getSpreadsheet),
  route(
    "drive.changes.getStartPageToken",
    "GET",
    new RegExp(`${drive}/changes/startPageToken$`),
    getStartPageToken,
  ),
  route("drive.changes.list", "GET", new RegExp(`${drive}/changes$`), listChanges),
  route("drive.about.get", "GET", new RegExp(`${drive}/about$`), getAbout),
  route("drive.files.generateIds", "GET", new RegExp(`${drive}/files/generateIds$`), generateIds),
  route("drive.files.emptyTrash", "DELETE", new RegExp(`${drive}/files/trash$`), emptyTrash),
  route("drive.files.list", "GET", new RegExp(`${drive}/files$`), listFiles),
  route("drive.files.create", "POST", new RegExp(`${drive}/files$`), createFile),
  route("drive.files.copy", "POST", new RegExp(`${drive}/files/([^/]+)/copy$`), copyFile),
  route("drive.files.export", "GET", new RegExp(`${drive}/files/([^/]+)/export$`), exportFile),
  route("drive.files.get", "GET", new RegExp(`${drive}/files/([^/]+)$`), getFile),
  route("drive.files.update", "PATCH", new RegExp(`${drive}/files/([^/]+)$`), updateFile),
  route("drive.files.delete", "DELETE", new RegExp(`${drive}/files/([^/]+)$`), deleteFile),
  route(
    "drive.permissions.list",
    "GET",
    new RegExp(`${drive}/files/([^/]+)/permissions$`),
    listPermissions,
  ),
  route(
    "drive.permissions.create",
    "POST",
    new RegExp(`${drive}/files/([^/]+)/permissions$`),
    createPermission,
  ),
  route(
    "drive.permissions.get",
    "GET",
    new RegExp(`${drive}/files/([^/]+)/permissions/([^/]+)$`),
    getPermission,
  ),
  route(
    "drive.permissions.update",
    "PATCH",
    new RegExp(`${drive}/files/([^/]+)/permissions/([^/]+)$`),
    updatePermission,
  ),
  route(
    "drive.permissions.delete",
    "DELETE",
    new RegExp(`${drive}/files/([^/]+)/permissions/([^/]+)$`),
    deletePermission,
  ),
  route("drive.files.upload", "PATCH", /^\/upload\/drive\/v3\/files\/([^/]+)$/, importCsv),
  route("drive.files.uploadV2", "PUT", /^\/upload\/drive\/v2\/files\/([^/]+)$/, importCsv),
  route("drive.comments.list", "GET", new RegExp(`${drive}/files/([^/]+)/comments$`), listComments),
  route(
    "drive.comments.create",
    "POST",
    new RegExp(`${drive}/files/([^/]+)/comments$`),
    createComment,
  ),
  route("drive.changes.watch", "POST", new RegExp(`${drive}/changes/watch$`), watchChanges),
  route("drive.files.watch", "POST", new RegExp(`${drive}/files/([^/]+)/watch$`), watchFile),
  route("drive.channels.stop", "POST", new RegExp(`${drive}/channels/stop$`), stopChannel),
];

/** Some clients put a slash before the verb; Google takes it. */
const plainPath = (pathname: string): string => pathname.replace(/\/(?=:[A-Za-z]+$)|\/$/, "");

export interface Match {
  readonly route: Route;
  readonly path: readonly string[];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

export function matchRoute(method: string, path: string): Match | undefined {
  const pathname = plainPath(path);
  for (const candidate of routes) {
    if (candidate.method !== method) continue;
    const match = candidate.pattern.exec(pathname);
    if (match) return { route: candidate, path: match.slice(1).map(decoded) };
  }
  return undefined;
}
