import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { listRefundsOf, makeRefund, refundedOf, type Refund } from "./fakeRefunds.ts";

export type StripeFault =
  | "none"
  /** 402, nothing taken. */
  | "decline"
  /** 402, the bank wants the cardholder. */
  | "authenticate"
  /** The intent waits for its payer. */
  | "requires_action"
  /** The bank has it for days. */
  | "processing"
  /** The connection breaks before anything is done. */
  | "break_before"
  /** Charged, and the connection breaks. */
  | "break_after"
  /** Charged, and answers 500. */
  | "fail_after"
  | "rate_limit"
  | "bad_key";

interface Intent {
  id: string;
  object: "payment_intent";
  status: string;
  amount: number;
  amount_received: number;
  currency: string;
  customer: string;
  created: number;
  metadata: Record<string, string>;
  last_payment_error: { message: string } | null;
}

interface Answer {
  status: number;
  body: unknown;
}

export interface FakeStripe {
  readonly server: { readonly host: string; readonly port: number; readonly protocol: "http" };
  /** What each next request to charge meets, in order; none after that. */
  readonly faults: StripeFault[];
  readonly intents: Intent[];
  readonly refunds: Refund[];
  readonly requests: { method: string; path: string; form: URLSearchParams; key: string | null }[];
  /** Money taken, in Stripe's units. */
  taken(): number;
  /** Money given back, in Stripe's units. */
  givenBack(): number;
  /** The bank says yes or no to what it had. */
  settle(id: string, status: "succeeded" | "requires_payment_method"): void;
  /** As after a day: no key is remembered. */
  forgetKeys(): void;
  stop(): Promise<void>;
}

interface World {
  readonly intents: Intent[];
  readonly refunds: Refund[];
  /** By idempotency key. */
  readonly answers: Map<string, Answer>;
  readonly nowMs: () => number;
}

function metadataOf(form: URLSearchParams): Record<string, string> {
  const metadata: Record<string, string> = {};
  for (const [name, value] of form) {
    const [, key] = /^metadata\[(\w+)\]$/.exec(name) ?? [];
    if (key !== undefined) metadata[key] = value;
  }
  return metadata;
}

function create({ intents, nowMs }: World, form: URLSearchParams): Intent {
  const amount = Number(form.get("amount"));
  const intent: Intent = {
    id: `pi_${intents.length + 1}`,
    object: "payment_intent",
    status: "succeeded",
    amount,
    amount_received: amount,
    currency: form.get("currency") ?? "",
    customer: form.get("customer") ?? "",
    created: Math.floor(nowMs() / 1000),
    metadata: metadataOf(form),
    last_payment_error: null,
  };
  intents.push(intent);
  return intent;
}

function refuse(world: World, form: URLSearchParams, code: string, message: string): Answer {
  const intent = create(world, form);
  intent.status = "requires_payment_method";
  intent.amount_received = 0;
  intent.last_payment_error = { message };
  const error = { type: "card_error", code, message, payment_intent: intent };
  return { status: 402, body: { error } };
}

const failed = (status: number, type: string, message: string): Answer => ({
  status,
  body: { error: { type, message } },
});

function charge(world: World, form: URLSearchParams, fault: StripeFault): Answer {
  switch (fault) {
    case "decline":
      return refuse(world, form, "card_declined", "Your card was declined.");
    case "authenticate":
      return refuse(world, form, "authentication_required", "The cardholder must confirm.");
    case "requires_action":
    case "processing": {
      const intent = create(world, form);
      intent.status = fault;
      intent.amount_received = 0;
      return { status: 200, body: intent };
    }
    case "rate_limit":
      return failed(429, "rate_limit_error", "Too many requests");
    case "bad_key":
      return failed(401, "invalid_request_error", "Invalid API Key");
    case "fail_after":
      create(world, form);
      return failed(500, "api_error", "Something broke");
    case "none":
    case "break_before":
    case "break_after":
      return { status: 200, body: create(world, form) };
  }
}

function refund(world: World, form: URLSearchParams, fault: StripeFault): Answer {
  const { refunds, intents } = world;
  const make = () =>
    makeRefund({
      refunds,
      intents,
      form,
      metadata: metadataOf(form),
      isPending: fault === "processing",
    });
  switch (fault) {
    case "decline":
    case "authenticate":
    case "requires_action":
      return failed(400, "invalid_request_error", "This payment cannot be refunded.");
    case "rate_limit":
      return failed(429, "rate_limit_error", "Too many requests");
    case "bad_key":
      return failed(401, "invalid_request_error", "Invalid API Key");
    case "fail_after":
      make();
      return failed(500, "api_error", "Something broke");
    case "none":
    case "processing":
    case "break_before":
    case "break_after":
      return make();
  }
}

function answerOnce(
  world: World,
  {
    form,
    key,
    fault,
    isRefund,
  }: { form: URLSearchParams; key: string | null; fault: StripeFault; isRefund: boolean },
): Answer {
  const known = key === null ? undefined : world.answers.get(key);
  if (known !== undefined) return known;
  const answer = isRefund ? refund(world, form, fault) : charge(world, form, fault);
  // Stripe keeps what an endpoint answered, also 500; what never reached it (401, 429) is not kept.
  if (key !== null && answer.status !== 429 && answer.status !== 401)
    world.answers.set(key, answer);
  return answer;
}

const pageSize = 2;

function list({ intents }: World, query: URLSearchParams): Answer {
  const since = Number(query.get("created[gte]") ?? 0);
  const after = query.get("starting_after");
  const own = intents
    .filter(({ customer, created }) => customer === query.get("customer") && created >= since)
    .toReversed();
  const from = after === null ? 0 : own.findIndex(({ id }) => id === after) + 1;
  const data = own.slice(from, from + pageSize);
  const isMore = from + pageSize < own.length;
  const body = { object: "list", url: "/v1/payment_intents", has_more: isMore, data };
  return { status: 200, body };
}

function actOnIntent({ intents }: World, path: string): Answer {
  const [, id = "", verb] = /^\/v1\/payment_intents\/(\w+)(\/cancel)?$/.exec(path) ?? [];
  const intent = intents.find((each) => each.id === id);
  if (intent === undefined) return failed(404, "invalid_request_error", `No such: ${path}`);
  if (verb !== undefined && ["succeeded", "processing"].includes(intent.status))
    return failed(400, "invalid_request_error", `Its status is ${intent.status}.`);
  if (verb !== undefined) intent.status = "canceled";
  return { status: 200, body: intent };
}

async function formOf(request: IncomingMessage): Promise<URLSearchParams> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return new URLSearchParams(Buffer.concat(chunks).toString("utf8"));
}

/** Answers a request, or undefined where the connection breaks. */
async function answerTo(
  world: World & Pick<FakeStripe, "requests" | "faults">,
  request: IncomingMessage,
): Promise<Answer | undefined> {
  const { method = "GET" } = request;
  const url = new URL(request.url ?? "/", "http://stripe");
  const header = request.headers["idempotency-key"];
  const key = typeof header === "string" ? header : null;
  const form = await formOf(request);
  world.requests.push({ method, path: url.pathname, form, key });
  const isRefund = url.pathname === "/v1/refunds";
  if (!isRefund && url.pathname !== "/v1/payment_intents") return actOnIntent(world, url.pathname);
  if (method === "GET")
    return isRefund
      ? listRefundsOf(world.refunds, url.searchParams)
      : list(world, url.searchParams);
  const fault = world.faults.shift() ?? "none";
  if (fault === "break_before") return undefined;
  const answer = answerOnce(world, { form, key, fault, isRefund });
  return fault === "break_after" ? undefined : answer;
}

async function listen(world: Parameters<typeof answerTo>[0]) {
  const respond = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const answer = await answerTo(world, request);
    if (answer === undefined) return void request.socket.destroy();
    response.writeHead(answer.status, { "content-type": "application/json" });
    response.end(JSON.stringify(answer.body));
  };
  const server = createServer((request, response) => void respond(request, response));
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, "127.0.0.1", resolve);
  await promise;
  return { server, port: (server.address() as AddressInfo).port };
}

/** As much of Stripe's API over HTTP as charging needs, with its idempotency and with faults. */
export async function startFakeStripe({ nowMs }: { nowMs: () => number }): Promise<FakeStripe> {
  const intents: Intent[] = [];
  const refunds: Refund[] = [];
  const world = { intents, refunds, answers: new Map<string, Answer>(), nowMs };
  const told = { requests: [] as FakeStripe["requests"], faults: [] as StripeFault[] };
  const { server, port } = await listen({ ...world, ...told });
  const succeeded = () => intents.filter(({ status }) => status === "succeeded");
  return {
    ...told,
    intents,
    refunds,
    givenBack: () => refundedOf(refunds),
    server: { host: "127.0.0.1", port, protocol: "http" },
    taken: () => succeeded().reduce((sum, { amount }) => sum + amount, 0),
    settle: (id, status) => {
      const intent = intents.find((each) => each.id === id);
      if (intent !== undefined) intent.status = status;
    },
    forgetKeys: () => world.answers.clear(),
    stop: async () => {
      server.closeAllConnections();
      await new Promise<void>((done) => server.close(() => done()));
    },
  };
}
