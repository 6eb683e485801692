import createClient, { type Client } from "openapi-fetch";
import type { paths } from "./generated/paths.ts";
import { retryingFetch } from "./retryingFetch.ts";

export type RollbookClient = Client<paths>;

export type ClientInput = {
  /** Where the API answers, without /v1: https://rollbook.example.com */
  baseUrl: string;
  /** Left out on a page of the same server, where the session's cookie speaks for the person. */
  apiKey?: string;
  /** Of a person who belongs to several practices: for which one they ask. */
  practiceId?: string;
  /** Attempts after the first; 0 turns retries off. */
  maxRetries?: number;
  fetch?: (request: Request) => Promise<Response>;
  sleep?: (delayMs: number) => Promise<void>;
  newIdempotencyKey?: () => string;
};

/**
 * Every path of the API, typed. What is not a GET gets an Idempotency-Key of its own, so that its retries do nothing twice;
 * lost connections, 429, 502, 503, 504 and a first request still in flight are tried again.
 */
export function createRollbookClient(input: ClientInput): RollbookClient {
  const { newIdempotencyKey = () => crypto.randomUUID() } = input;
  const client = createClient<paths>({
    baseUrl: input.baseUrl,
    headers: {
      ...(input.apiKey === undefined ? {} : { authorization: `Bearer ${input.apiKey}` }),
      ...(input.practiceId === undefined ? {} : { "rollbook-practice": input.practiceId }),
    },
    fetch: retryingFetch({
      send: input.fetch ?? ((request) => fetch(request)),
      maxRetries: input.maxRetries ?? 3,
      sleep: input.sleep ?? sleepFor,
      random: Math.random,
    }),
  });
  client.use({
    onRequest: ({ request }) => {
      if (request.method !== "GET" && !request.headers.has("idempotency-key")) {
        request.headers.set("idempotency-key", newIdempotencyKey());
      }
      return request;
    },
  });
  return client;
}

function sleepFor(delayMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, delayMs));
}
