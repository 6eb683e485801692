import { createTestDatabase, type TestDatabase } from "@rollbook/db/testing";
import { createPractice } from "@rollbook/services/practice";
import { createServices, type Services } from "@rollbook/services/run";
import { createSignIn, makeLocalOwnerLink } from "@rollbook/services/signIn";
import { buildPages } from "./buildPages.ts";

export interface Lakeside {
  store: TestDatabase;
  services: Services;
  practiceId: string;
}

const place = {
  name: "Lakeside",
  timeZone: "America/Chicago",
  currency: "USD",
  locale: "en-US",
} as const;

/** The dashboard's pages built, and a database with one practice; with an instant, its clock stands still there. */
export async function openLakeside({
  instant,
  clock,
}: {
  instant?: string;
  clock?: () => string;
} = {}): Promise<Lakeside> {
  await buildPages("@rollbook/web");
  const store = await createTestDatabase();
  const now = instant === undefined ? clock : () => instant;
  const services = createServices({
    database: store.database,
    ...(now === undefined ? {} : { clock: now }),
  });
  const { practiceId } = await createPractice(services, {
    ...place,
    ...(instant === undefined ? {} : { isTest: true, clockInstant: instant }),
  });
  return { store, services, practiceId };
}

/** The address that signs the practice's owner in, once. */
export async function ownerLink({
  services,
  practiceId,
  apiUrl,
  sessionHours = 1,
}: Pick<Lakeside, "services" | "practiceId"> & {
  apiUrl: string;
  sessionHours?: number;
}): Promise<string> {
  const options = { publicUrl: undefined, google: undefined, sessionHours, secret: "tests" };
  const signIn = createSignIn({ services, options });
  const { token } = await makeLocalOwnerLink(signIn, { practiceId });
  return `${apiUrl}/dashboard/#link=${token}&practice=${practiceId}`;
}
