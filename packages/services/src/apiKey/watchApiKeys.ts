import { hearOfApiKeys } from "@rollbook/db/apiKey";
import type { Services } from "../run/index.ts";

/** Which keys changed; undefined: any may have. */
export type ApiKeyListener = (keyId: string | undefined) => void;

export interface ApiKeyChanges {
  subscribe(listener: ApiKeyListener): void;
}

/** Tells of keys that are revoked, rotated or changed, by whatever process, as soon as that is committed. */
export function watchApiKeys(
  services: Services,
  { onError }: { onError: (error: unknown) => void },
): ApiKeyChanges {
  const listeners: ApiKeyListener[] = [];
  const tell: ApiKeyListener = (keyId) => listeners.forEach((listener) => listener(keyId));
  hearOfApiKeys(services.database, { onChange: tell, onGap: () => tell(undefined) }).catch(onError);
  return { subscribe: (listener) => void listeners.push(listener) };
}
