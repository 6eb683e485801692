import { readTarget } from "@rollbook/services/webhook";
import type { ApiPorts } from "../../ports.ts";
import { invalidField } from "../../problem/index.ts";
import { idParams } from "../../wire/common.ts";

export const params = idParams("webhook_id", "whk_01jy0000000000000000000000");

/** Names are looked up only when something is sent: then the address they lead to is checked. */
export function requireSafeUrl({ webhookPolicy: policy }: ApiPorts, url: string | undefined): void {
  if (url === undefined) return;
  const target = readTarget({ url, policy });
  if (target.kind === "refused") throw invalidField({ pointer: "/url", detail: target.reason });
}
