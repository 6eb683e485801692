const firstDelayMs = 250;
const longestDelayMs = 20_000;
const retriedStatuses = new Set([429, 502, 503, 504]);

type Send = (request: Request) => Promise<Response>;

export function retryingFetch(input: {
  send: Send;
  maxRetries: number;
  sleep: (delayMs: number) => Promise<void>;
  random: () => number;
}): Send {
  return async (request) => {
    const isSafeToRepeat = request.method === "GET" || request.headers.has("idempotency-key");
    for (let attempt = 0; ; attempt += 1) {
      const outcome = await attemptOnce(input.send, request.clone());
      const isLast = !isSafeToRepeat || attempt >= input.maxRetries;
      if (outcome.kind === "answer" && (isLast || !(await shouldRepeat(outcome.response))))
        return outcome.response;
      if (outcome.kind === "lost" && isLast) throw outcome.error;
      const retryAfter =
        outcome.kind === "answer" ? outcome.response.headers.get("retry-after") : null;
      await input.sleep(delayMs({ attempt, retryAfter, random: input.random }));
    }
  };
}

type Outcome = { kind: "answer"; response: Response } | { kind: "lost"; error: unknown };

async function attemptOnce(send: Send, request: Request): Promise<Outcome> {
  try {
    return { kind: "answer", response: await send(request) };
  } catch (error) {
    return { kind: "lost", error };
  }
}

async function shouldRepeat(response: Response): Promise<boolean> {
  if (retriedStatuses.has(response.status)) return true;
  if (response.status !== 409) return false;
  const problem: unknown = await response.clone().json();
  return (
    typeof problem === "object" &&
    problem !== null &&
    "code" in problem &&
    problem.code === "idempotency_in_flight"
  );
}

function delayMs(input: {
  attempt: number;
  retryAfter: string | null;
  random: () => number;
}): number {
  const askedMs = Number(input.retryAfter) * 1000;
  if (input.retryAfter !== null && Number.isFinite(askedMs))
    return Math.min(askedMs, longestDelayMs * 3);
  const backOffMs = Math.min(longestDelayMs, firstDelayMs * 2 ** input.attempt);
  return backOffMs / 2 + (backOffMs / 2) * input.random();
}
