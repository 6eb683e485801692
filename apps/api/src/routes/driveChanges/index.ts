import { timingSafeEqual } from "node:crypto";
import { createRoute } from "@hono/zod-openapi";
import { everyPractice } from "@rollbook/services/jobs";
import { Hono } from "hono";
import type { ApiEnvironment } from "../../environment.ts";
import type { SyncJobs } from "../../ports.ts";
import { Problem, ProblemError } from "../../problem/index.ts";

/** What the document says of the address that Google Drive calls. The channel's token stands for an API key. */
export const driveChangesRoute = createRoute({
  method: "post",
  path: "/v1/drive-changes",
  operationId: "receiveDriveChange",
  tags: ["Rosters"],
  summary: "Takes Google Drive's word that a file changed",
  description:
    "For Google Drive alone. A message is a hint and holds nothing: the worker then asks Drive which files changed. The token that the channel was opened with is checked.",
  security: [],
  responses: {
    204: { description: "Taken" },
    401: {
      description: "`unauthenticated`: the channel's token is missing or wrong",
      content: { "application/problem+json": { schema: Problem } },
    },
  },
});

/** Every message asks for one look, however many come before it is made. */
export function driveChanges(input: { jobs: SyncJobs | undefined; secret: string | undefined }) {
  const { jobs, secret } = input;
  const routes = new Hono<ApiEnvironment>();
  routes.post("/v1/drive-changes", async (context) => {
    const said = context.req.header("x-goog-channel-token") ?? "";
    if (secret === undefined || !isSame(said, secret)) {
      throw new ProblemError({
        code: "unauthenticated",
        detail: "The channel's token is missing or wrong.",
      });
    }
    // The first message of a channel only says that it is open.
    if (context.req.header("x-goog-resource-state") !== "sync")
      await jobs?.send("drive_look", { practiceId: everyPractice });
    return context.body(null, 204);
  });
  return routes;
}

function isSame(said: string, secret: string): boolean {
  const [a, b] = [Buffer.from(said), Buffer.from(secret)];
  return a.length === b.length && timingSafeEqual(a, b);
}
