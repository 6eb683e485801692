import { z } from "zod";
import { ApiError } from "../model/apiError.ts";
import type { Clock } from "../workspace/clock.ts";

/** Requests a minute. Google's own for Sheets: 300 a project and 60 a user, reads and writes apart. */
export const QuotaLimits = z.object({
  readsPerUser: z.int().nonnegative().default(60),
  writesPerUser: z.int().nonnegative().default(60),
  readsPerProject: z.int().nonnegative().default(300),
  writesPerProject: z.int().nonnegative().default(300),
});
export type QuotaLimits = z.infer<typeof QuotaLimits>;

type Kind = "Read" | "Write";

export function quotaExceeded(input: { kind: Kind; isPerUser: boolean; limit: number }): ApiError {
  const { kind, isPerUser, limit } = input;
  const suffix = isPerUser ? " per user" : "";
  const message = `Quota exceeded for quota metric '${kind} requests' and limit '${kind} requests per minute${suffix}' of service 'sheets.googleapis.com' for consumer 'project_number:000000000000'.`;
  const metadata = {
    consumer: "projects/000000000000",
    quota_limit: `${kind}RequestsPerMinutePer${isPerUser ? "User" : "Project"}`,
    quota_limit_value: String(limit),
    quota_location: "global",
    quota_metric: `sheets.googleapis.com/${kind.toLowerCase()}_requests`,
    quota_unit: isPerUser ? "1/min/{project}/{user}" : "1/min/{project}",
    service: "sheets.googleapis.com",
  };
  const link = {
    description: "Request a higher quota limit.",
    url: "https://cloud.google.com/docs/quotas/help/request_increase",
  };
  return new ApiError(429, message, [
    {
      "@type": "type.googleapis.com/google.rpc.ErrorInfo",
      reason: "RATE_LIMIT_EXCEEDED",
      domain: "googleapis.com",
      metadata,
    },
    { "@type": "type.googleapis.com/google.rpc.Help", links: [link] },
  ]);
}

/** Counts requests by the minute of the clock. */
export class Quotas {
  limits: QuotaLimits | undefined;
  private readonly clock: Clock;
  private minute = -1;
  private readonly counts = new Map<string, number>();

  constructor(input: { clock: Clock; limits?: QuotaLimits | undefined }) {
    this.clock = input.clock;
    this.limits = input.limits;
  }

  /** @throws 429 as Google words it. */
  spend(input: { isWrite: boolean; user: string }): void {
    const { limits } = this;
    if (!limits) return;
    const minute = Math.floor(this.clock.now() / 60_000);
    if (minute !== this.minute) this.counts.clear();
    this.minute = minute;
    const kind: Kind = input.isWrite ? "Write" : "Read";
    const perUser = input.isWrite ? limits.writesPerUser : limits.readsPerUser;
    const perProject = input.isWrite ? limits.writesPerProject : limits.readsPerProject;
    const [userKey, projectKey] = [`${kind}:user:${input.user}`, `${kind}:project`];
    const [user, project] = [this.counts.get(userKey) ?? 0, this.counts.get(projectKey) ?? 0];
    if (user >= perUser) throw quotaExceeded({ kind, isPerUser: true, limit: perUser });
    if (project >= perProject) throw quotaExceeded({ kind, isPerUser: false, limit: perProject });
    this.counts.set(userKey, user + 1);
    this.counts.set(projectKey, project + 1);
  }
}
