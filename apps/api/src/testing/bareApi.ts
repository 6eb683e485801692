import { pino } from "pino";
import { createServices, permissions, type Services } from "@rollbook/services/run";
import { createApi, type ApiInput } from "../createApi.ts";

export const testToken = "rbk_test_bare";

const noDatabase = { close: async () => undefined } as unknown as Services["database"];

/** The API without a database: enough for what needs no practice. */
export function bareApi(overrides: Partial<ApiInput> = {}) {
  let requests = 0;
  return createApi({
    services: createServices({ database: noDatabase }),
    authenticate: async ({ token }) =>
      token === testToken
        ? {
            kind: "api_key",
            id: "key_1",
            practiceId: "pra_1",
            role: "owner",
            permissions: [...permissions],
          }
        : undefined,
    readiness: async () => ({ isReady: true, checks: { database: true } }),
    log: pino({ level: "silent" }),
    secret: "a secret of tests",
    nowMs: () => 0,
    newRequestId: () => `req_${++requests}`,
    ...overrides,
  });
}

export function jsonRequest(input: {
  method: string;
  body?: unknown;
  headers?: Record<string, string>;
}): RequestInit {
  return {
    method: input.method,
    headers: {
      authorization: `Bearer ${testToken}`,
      "content-type": "application/json",
      ...input.headers,
    },
    ...(input.body === undefined ? {} : { body: JSON.stringify(input.body) }),
  };
}
