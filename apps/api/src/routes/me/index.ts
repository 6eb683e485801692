import { z } from "@hono/zod-openapi";
import { defineEveryonesOperation, type Operation } from "../../openapi/index.ts";
import type { Principal } from "../../principal.ts";

const MeField = z
  .object({
    kind: z.enum(["user", "api_key", "operator"]),
    id: z.string(),
    name: z.string().nullable(),
    email: z.string().nullable(),
    role: z.string(),
    permissions: z.array(z.string()),
    practice_id: z.string().nullable().openapi({ description: "Null for an operator" }),
    practices: z.array(z.object({ id: z.string(), name: z.string(), role: z.string() })).openapi({
      description:
        "Of a person: every practice they belong to. The header Rollbook-Practice chooses one, else it is the first.",
    }),
  })
  .openapi("Me");

export const meOperations: readonly Operation[] = [
  defineEveryonesOperation({
    id: "getMe",
    method: "get",
    path: "/v1/me",
    tag: "Users",
    summary: "Who asks, and what they may do",
    access: "any",
    answer: MeField,
    run: ({ principal }) => ({ body: meOnWire(principal) }),
  }),
];

function meOnWire(principal: Principal): z.input<typeof MeField> {
  const { kind, id, role } = principal;
  const shared = { kind, id, role, permissions: [...principal.permissions] };
  switch (principal.kind) {
    case "operator":
      return { ...shared, name: principal.name, email: null, practice_id: null, practices: [] };
    case "api_key":
      return {
        ...shared,
        name: null,
        email: null,
        practice_id: principal.practiceId,
        practices: [],
      };
    case "user":
      return {
        ...shared,
        name: principal.name,
        email: principal.email,
        practice_id: principal.practiceId,
        practices: principal.practices.map((practice) => ({
          id: practice.practiceId,
          name: practice.practiceName,
          role: practice.role,
        })),
      };
  }
}
