/** Every permission a verb may ask for. A verb that asks for another does not compile. */
export const permissions = [
  "practice.read",
  "practice.write",
  "practice.go_live",
  "practice.clock",
  "api_key.read",
  "api_key.write",
  "audit.read",
  "patient.read",
  "patient.write",
  "plan.read",
  "plan.write",
  "membership.read",
  "membership.write",
  "invoice.read",
  "invoice.write",
  "invoice.send",
  "billing.run",
  "booking.read",
  "booking.write",
  "payment.read",
  "payment.write",
  "roster.read",
  "roster.write",
  "roster.sync",
  "migration.read",
  "migration.write",
  "user.read",
  "user.write",
  "webhook.read",
  "webhook.write",
] as const;
export type Permission = (typeof permissions)[number];

/** What a person or a key may be in a practice. */
export const practiceRoles = ["owner", "admin", "billing", "front_desk", "read_only"] as const;
export type PracticeRole = (typeof practiceRoles)[number];

export const roles = [...practiceRoles, "operator"] as const;
export type Role = (typeof roles)[number];

/** What operators may do. They stand outside of practices, so none of it is a practice's permission. */
export const operatorPermissions = ["operator.migrations"] as const;
export type OperatorPermission = (typeof operatorPermissions)[number];

const everything: readonly Permission[] = permissions;
const reads = everything.filter((permission) => permission.endsWith(".read"));
const patientReads = reads.filter(
  (permission) => !["api_key.read", "user.read", "webhook.read", "audit.read"].includes(permission),
);

/** Who may do what. Editing products is a permission of its own; an operator may do nothing in a practice. */
export const permissionsOfRole: Readonly<Record<Role, readonly Permission[]>> = {
  owner: everything,
  admin: everything.filter((permission) => permission !== "practice.go_live"),
  billing: [
    ...patientReads,
    "membership.write",
    "invoice.write",
    "invoice.send",
    "billing.run",
    "payment.write",
  ],
  front_desk: [
    ...patientReads,
    "patient.write",
    "membership.write",
    "booking.write",
    "roster.sync",
  ],
  read_only: patientReads,
  operator: [],
};

export function isRole(text: string): text is Role {
  return (roles as readonly string[]).includes(text);
}

/** What a role may do, or the part of it that is named. */
export function permissionsFor({
  role,
  only,
}: {
  role: string;
  only: readonly string[] | null;
}): readonly Permission[] {
  if (!isRole(role)) return [];
  const all = permissionsOfRole[role];
  return only === null ? all : all.filter((permission) => only.includes(permission));
}
