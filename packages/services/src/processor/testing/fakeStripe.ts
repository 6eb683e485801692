import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

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
  payment_method_types: string[];
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
  readonly requests: { method: string; path: string; form: URLSearchParams; key: string | null }[];
  /** Money taken, in Stripe's units. */
  taken(): number;
  /** The bank says yes or no to what it had. */
  settle(id: string, status: "succeeded" | "requires_payment_method"): void;
  /** As after a day: no key is remembered. */
  forgetKeys(): void;
  stop(): Promise<void>;
}

/** As much of Stripe's API over HTTP as charging needs, with its idempotency and with faults. */
export async function startFakeStripe({ nowMs }: { nowMs: () => number }): Promise<FakeStripe> {
  const faults: StripeFault[] = [];
  const intents: Intent[] = [];
  const requests: FakeStripe["requests"] = [];
  const answers = new Map<string, Answer>();

  const create = (form: URLSearchParams): Intent => {
    const metadata: Record<string, string> = {};
    for (const [name, value] of form) {
      const [, key] = /^metadata\[(\w+)\]$/.exec(name) ?? [];
      if (key !== undefined) metadata[key] = value;
    }
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
      metadata,
      payment_method_types: [...form.entries()].flatMap(([name, value]) =>
        name.startsWith("allowed_payment_method_types") ? [value] : [],
      ),
      last_payment_error: null,
    };
    intents.push(intent);
    return intent;
  };

  const refuse = (form: URLSearchParams, { code, message }: { code: string; message: string }) => {
    const intent = create(form);
    intent.status = "requires_payment_method";
    intent.amount_received = 0;
    intent.last_payment_error = { message };
    const error = { type: "card_error", code, message, payment_intent: intent };
    return { status: 402, body: { error } };
  };

  const charge = (form: URLSearchParams, fault: StripeFault): Answer => {
    switch (fault) {
      case "decline":
        return refuse(form, { code: "card_declined", message: "Your card was declined." });
      case "authenticate":
        return refuse(form, {
          code: "authentication_required",
          message: "The cardholder must confirm.",
        });
      case "requires_action":
      case "processing": {
        const intent = create(form);
        intent.status = fault;
        intent.amount_received = 0;
        return { status: 200, body: intent };
      }
      case "rate_limit":
        return { status: 429, body: { error: { type: "rate_limit_error", message: "Too many" } } };
      case "bad_key":
        return {
          status: 401,
          body: { error: { type: "invalid_request_error", message: "Invalid API Key" } },
        };
      case "fail_after":
        create(form);
        return { status: 500, body: { error: { type: "api_error", message: "Something broke" } } };
      default:
        return { status: 200, body: create(form) };
    }
  };

  const chargeOnce = (form: URLSearchParams, key: string | null, fault: StripeFault): Answer => {
    const known = key === null ? undefined : answers.get(key);
    if (known !== undefined) return known;
    const answer = charge(form, fault);
    // Stripe keeps what an endpoint answered, also 500; what never reached it (401, 429) is not kept.
    if (key !== null && answer.status !== 429 && answer.status !== 401) answers.set(key, answer);
    return answer;
  };

  const list = (query: URLSearchParams): Answer => {
    const since = Number(query.get("created[gte]") ?? 0);
    const after = query.get("starting_after");
    const own = intents
      .filter(({ customer, created }) => customer === query.get("customer") && created >= since)
      .toReversed();
    const from = after === null ? 0 : own.findIndex(({ id }) => id === after) + 1;
    const data = own.slice(from, from + 2);
    const hasMore = from + 2 < own.length;
    return {
      status: 200,
      body: { object: "list", url: "/v1/payment_intents", has_more: hasMore, data },
    };
  };

  const answerTo = (method: string, url: URL, form: URLSearchParams): Answer => {
    const [, id = "", verb] = /^\/v1\/payment_intents\/(\w+)(\/cancel)?$/.exec(url.pathname) ?? [];
    const intent = intents.find((each) => each.id === id);
    if (url.pathname === "/v1/payment_intents" && method === "GET") return list(url.searchParams);
    if (intent === undefined)
      return {
        status: 404,
        body: { error: { type: "invalid_request_error", message: `No such: ${form.get("id")}` } },
      };
    if (verb !== undefined && ["succeeded", "processing"].includes(intent.status)) {
      const message = `You cannot cancel this PaymentIntent because it has a status of ${intent.status}.`;
      return { status: 400, body: { error: { type: "invalid_request_error", message } } };
    }
    if (verb !== undefined) intent.status = "canceled";
    return { status: 200, body: intent };
  };

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const form = new URLSearchParams(Buffer.concat(chunks).toString("utf8"));
    const url = new URL(request.url ?? "/", "http://stripe");
    const { method = "GET" } = request;
    const header = request.headers["idempotency-key"];
    const key = typeof header === "string" ? header : null;
    requests.push({ method, path: url.pathname, form, key });
    const isCharge = method === "POST" && url.pathname === "/v1/payment_intents";
    const fault = isCharge ? (faults.shift() ?? "none") : "none";
    if (fault === "break_before") return void request.socket.destroy();
    const answer = isCharge ? chargeOnce(form, key, fault) : answerTo(method, url, form);
    if (fault === "break_after") return void request.socket.destroy();
    response.writeHead(answer.status, { "content-type": "application/json" });
    response.end(JSON.stringify(answer.body));
  };

  const server = createServer((request, response) => void handle(request, response));
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, "127.0.0.1", resolve);
  await promise;
  const { port } = server.address() as AddressInfo;
  return {
    server: { host: "127.0.0.1", port, protocol: "http" },
    faults,
    intents,
    requests,
    taken: () =>
      intents
        .filter(({ status }) => status === "succeeded")
        .reduce((sum, { amount }) => sum + amount, 0),
    settle: (id, status) => {
      const intent = intents.find((each) => each.id === id);
      if (intent !== undefined) intent.status = status;
    },
    forgetKeys: () => answers.clear(),
    stop: async () => {
      server.closeAllConnections();
      await new Promise<void>((done) => server.close(() => done()));
    },
  };
}
