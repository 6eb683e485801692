import { z } from "@hono/zod-openapi";
import { defineOperation } from "../../openapi/index.ts";

const SearchParam = z.object({ name: z.string(), type: z.enum(["reference", "token"]) });
const CapabilityStatement = z
  .object({
    resourceType: z.literal("CapabilityStatement"),
    status: z.literal("active"),
    date: z.string(),
    kind: z.literal("instance"),
    software: z.object({ name: z.string() }),
    implementation: z.object({ description: z.string() }),
    fhirVersion: z.literal("4.0.1"),
    format: z.array(z.string()),
    rest: z.array(
      z.object({
        mode: z.literal("server"),
        security: z.object({ description: z.string() }),
        resource: z.array(
          z.object({
            type: z.string(),
            interaction: z.array(z.object({ code: z.enum(["read", "search-type"]) })),
            searchParam: z.array(SearchParam),
          }),
        ),
      }),
    ),
  })
  .openapi("FhirCapabilityStatement");

const resourceOf = (type: string) => ({
  type,
  interaction: [{ code: "read" as const }, { code: "search-type" as const }],
  searchParam: [
    { name: "patient", type: "reference" as const },
    { name: "status", type: "token" as const },
  ],
});

export const capabilityStatement = defineOperation({
  id: "readFhirCapabilities",
  method: "get",
  path: "/v1/fhir/metadata",
  tag: "FHIR",
  summary: "What is offered of FHIR R4: reading, no writing",
  access: "any",
  isFhir: true,
  answer: CapabilityStatement,
  run: () => ({
    body: {
      resourceType: "CapabilityStatement" as const,
      status: "active" as const,
      date: "2026-11-22",
      kind: "instance" as const,
      software: { name: "Rollbook" },
      implementation: { description: "Memberships and invoices of one practice" },
      fhirVersion: "4.0.1" as const,
      format: ["application/fhir+json"],
      rest: [
        {
          mode: "server" as const,
          security: { description: "An API key of the practice, as a bearer token" },
          resource: ["Coverage", "Account", "Invoice"].map(resourceOf),
        },
      ],
    },
  }),
});
