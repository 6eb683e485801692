import { json, type Call, type Verb } from "../http/call.ts";
import type { JsonObject } from "../model/cell.ts";
import { isJsonObject } from "../model/document.ts";
import { applyFieldMask } from "../schema/fieldMask.ts";
import type { DriveFile, Permission } from "../workspace/files.ts";
import { DriveError } from "./driveError.ts";
import { fieldsOf, fileOf } from "./files.ts";
import { renderPermission } from "./renderFile.ts";

const types = new Set(["user", "group", "domain", "anyone"]);
const roles = new Set(["owner", "organizer", "fileOrganizer", "writer", "commenter", "reader"]);

const text = (body: JsonObject, name: string): string | undefined =>
  typeof body[name] === "string" ? body[name] : undefined;

function permissionOf(file: DriveFile, id: string): Permission {
  const found = file.permissions.find((permission) => permission.id === id);
  if (!found) throw new DriveError(404, "notFound", `Permission not found: ${id}.`, "permissionId");
  return found;
}

function newId(call: Call, type: string): string {
  if (type === "anyone") return "anyoneWithLink";
  return `${1 + call.workspace.random.integer(9)}${call.workspace.random.text(19, "0123456789")}`;
}

function permissionFrom(call: Call, body: JsonObject): Permission {
  const type = text(body, "type");
  const role = text(body, "role");
  if (type === undefined || !types.has(type))
    throw new DriveError(
      400,
      "required",
      "The permission type field is required.",
      "permission.type",
    );
  if (role === undefined || !roles.has(role))
    throw new DriveError(
      400,
      "required",
      "The permission role field is required.",
      "permission.role",
    );
  const emailAddress = text(body, "emailAddress");
  if ((type === "user" || type === "group") && emailAddress === undefined) {
    throw new DriveError(
      400,
      "invalid",
      "The specified emailAddress is invalid or not applicable for the given permission type.",
      "permission.emailAddress",
    );
  }
  return {
    id: newId(call, type),
    type,
    role,
    emailAddress,
    domain: text(body, "domain"),
    displayName: emailAddress?.split("@")[0],
    allowFileDiscovery:
      type === "anyone" || type === "domain"
        ? body["allowFileDiscovery"] === true || body["withLink"] === false
        : undefined,
    pendingOwner: body["pendingOwner"] === true,
  };
}

const defaultFields = "kind,id,type,role";

const noTransfer = (): DriveError =>
  new DriveError(
    403,
    "forbidden",
    "The transferOwnership parameter must be enabled when the permission role is 'owner'.",
    "transferOwnership",
  );

export const createPermission: Verb = {
  isWrite: true,
  run: (call) => {
    const file = fileOf(call, call.path[0] ?? "");
    const created = permissionFrom(call, isJsonObject(call.body) ? call.body : {});
    const sameHolder = file.permissions.find(
      (other) =>
        other.type === created.type &&
        other.emailAddress === created.emailAddress &&
        other.domain === created.domain,
    );
    const permission = sameHolder ? { ...created, id: sameHolder.id } : created;
    const isTransfer = permission.role === "owner" && sameHolder?.role !== "owner";
    if (isTransfer && call.query.get("transferOwnership")?.toLowerCase() !== "true") {
      throw noTransfer();
    }
    const others = file.permissions
      .filter((other) => other !== sameHolder)
      .map((other) =>
        isTransfer && other.role === "owner" ? { ...other, role: "writer" } : other,
      );
    call.workspace.updateFile(file, { permissions: [...others, permission] });
    return json(
      applyFieldMask(renderPermission(permission), fieldsOf(call, "Permission", defaultFields)),
    );
  },
};

export const listPermissions: Verb = {
  isWrite: false,
  run: (call) => {
    const file = fileOf(call, call.path[0] ?? "");
    const body = {
      kind: "drive#permissionList",
      permissions: file.permissions.map(renderPermission),
    };
    return json(
      applyFieldMask(
        body,
        fieldsOf(call, "PermissionList", `kind,nextPageToken,permissions(${defaultFields})`),
      ),
    );
  },
};

export const getPermission: Verb = {
  isWrite: false,
  run: (call) => {
    const permission = permissionOf(fileOf(call, call.path[0] ?? ""), call.path[1] ?? "");
    return json(
      applyFieldMask(renderPermission(permission), fieldsOf(call, "Permission", defaultFields)),
    );
  },
};

export const updatePermission: Verb = {
  isWrite: true,
  run: (call) => {
    const file = fileOf(call, call.path[0] ?? "");
    const before = permissionOf(file, call.path[1] ?? "");
    const body = isJsonObject(call.body) ? call.body : {};
    const role = text(body, "role") ?? before.role;
    const updated = { ...before, role, pendingOwner: body["pendingOwner"] === true };
    const isTransfer = role === "owner" && before.role !== "owner";
    if (isTransfer && call.query.get("transferOwnership")?.toLowerCase() !== "true")
      throw noTransfer();
    call.workspace.updateFile(file, {
      permissions: file.permissions.map((other) => {
        if (other === before) return updated;
        return isTransfer && other.role === "owner" ? { ...other, role: "writer" } : other;
      }),
    });
    return json(
      applyFieldMask(renderPermission(updated), fieldsOf(call, "Permission", defaultFields)),
    );
  },
};

export const deletePermission: Verb = {
  isWrite: true,
  run: (call) => {
    const file = fileOf(call, call.path[0] ?? "");
    const gone = permissionOf(file, call.path[1] ?? "");
    if (gone.role === "owner")
      throw new DriveError(
        403,
        "insufficientFilePermissions",
        "The user does not have sufficient permissions for this file.",
      );
    call.workspace.updateFile(file, {
      permissions: file.permissions.filter((other) => other !== gone),
    });
    return { kind: "nothing" };
  },
};
