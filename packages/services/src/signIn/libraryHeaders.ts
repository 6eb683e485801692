import type { Caller } from "./createSignIn.ts";
import { clientAddressHeader } from "./fixedNames.ts";

/** As much of a call as the library may see. */
export function libraryHeaders({ headers, address }: Caller): Headers {
  const seen = new Headers({ [clientAddressHeader]: address });
  for (const name of ["cookie", "user-agent"]) {
    const value = headers.get(name);
    if (value !== null) seen.set(name, value);
  }
  return seen;
}
