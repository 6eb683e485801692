import type { JsonObject } from "../model/cell.ts";
import { spreadsheetType, type DriveFile, type Permission } from "../workspace/files.ts";

export const renderPermission = (permission: Permission): JsonObject => ({
  kind: "drive#permission",
  id: permission.id,
  type: permission.type,
  role: permission.role,
  ...(permission.emailAddress === undefined ? {} : { emailAddress: permission.emailAddress }),
  ...(permission.domain === undefined ? {} : { domain: permission.domain }),
  ...(permission.displayName === undefined ? {} : { displayName: permission.displayName }),
  ...(permission.allowFileDiscovery === undefined
    ? {}
    : { allowFileDiscovery: permission.allowFileDiscovery }),
  ...(permission.type === "user" || permission.type === "group"
    ? { deleted: false, pendingOwner: permission.pendingOwner }
    : {}),
});

export const renderUser = (emailAddress: string): JsonObject => ({
  kind: "drive#user",
  displayName: emailAddress.split("@")[0] ?? emailAddress,
  me: true,
  emailAddress,
});

const instant = (ms: number): string => new Date(ms).toISOString();

/** All that the file has; what is answered is chosen by the field mask. */
export function renderFile(file: DriveFile): JsonObject {
  const isSpreadsheet = file.mimeType === spreadsheetType;
  return {
    kind: "drive#file",
    id: file.id,
    name: file.name,
    mimeType: file.mimeType,
    trashed: file.trashed,
    explicitlyTrashed: file.trashed,
    parents: [...file.parents],
    version: String(file.version),
    createdTime: instant(file.createdMs),
    modifiedTime: instant(file.modifiedMs),
    modifiedByMeTime: instant(file.modifiedMs),
    owners: file.permissions
      .filter(({ role }) => role === "owner")
      .map(({ emailAddress }) => renderUser(emailAddress ?? "")),
    lastModifyingUser: renderUser(file.lastModifyingUser),
    ownedByMe: true,
    shared: file.permissions.length > 1,
    permissions: file.permissions.map(renderPermission),
    permissionIds: file.permissions.map(({ id }) => id),
    spaces: ["drive"],
    starred: false,
    webViewLink: isSpreadsheet
      ? `https://docs.google.com/spreadsheets/d/${file.id}/edit?usp=drivesdk`
      : `https://drive.google.com/file/d/${file.id}/view?usp=drivesdk`,
    capabilities: { canEdit: true, canCopy: true, canDelete: true, canShare: true },
    ...file.rest,
  };
}

export const defaultFields = "kind,id,name,mimeType";
