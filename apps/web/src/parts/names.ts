import type { Session } from "../session.ts";

/** Names behind ids, each asked for once. */
export interface Names {
  patient: (id: string) => Promise<string>;
  payer: (payer: { kind: string; id: string }) => Promise<string>;
  plan: (id: string) => Promise<string>;
}

export function createNames({ client }: Session): Names {
  const kept = new Map<string, Promise<string>>();
  const once = (id: string, read: () => Promise<string>): Promise<string> => {
    const name = kept.get(id) ?? read().catch(() => id);
    kept.set(id, name);
    return name;
  };
  const patient = (patient_id: string): Promise<string> =>
    once(patient_id, async () => {
      const { data } = await client.GET("/v1/patients/{patient_id}", {
        params: { path: { patient_id } },
      });
      return data === undefined ? patient_id : [data.first_name, data.last_name].join(" ").trim();
    });
  const employer = (employer_id: string): Promise<string> =>
    once(employer_id, async () => {
      const { data } = await client.GET("/v1/employers/{employer_id}", {
        params: { path: { employer_id } },
      });
      return data?.name ?? employer_id;
    });
  return {
    patient,
    payer: ({ kind, id }) =>
      kind === "patient" ? patient(id) : kind === "employer" ? employer(id) : Promise.resolve(id),
    plan: (plan_id) =>
      once(plan_id, async () => {
        const { data } = await client.GET("/v1/plans/{plan_id}", { params: { path: { plan_id } } });
        return data?.name ?? plan_id;
      }),
  };
}
