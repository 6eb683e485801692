import type { Services } from "../run/index.ts";
import type { Library } from "./library.ts";
import type { SignInOptions } from "./signInOptions.ts";

/** What the acts of signing in work with. */
export interface SignIn {
  readonly services: Services;
  readonly options: SignInOptions;
  /** Loaded when somebody first signs in: a fifth of a second that nothing else waits for. */
  readonly library: () => Promise<Library>;
}

export function createSignIn(input: { services: Services; options: SignInOptions }): SignIn {
  let loading: Promise<Library> | undefined;
  const load = async () => {
    const { createLibrary } = await import("./library.ts");
    return createLibrary(input);
  };
  return {
    ...input,
    library: () => {
      loading ??= load();
      return loading;
    },
  };
}

/** Who calls, as the browser and the server itself say. */
export interface Caller {
  /** The request's own headers. */
  readonly headers: Headers;
  /** The address that the call came from. */
  readonly address: string;
}

/** An act that changes what the browser keeps: `setCookies` are whole Set-Cookie values. */
export interface Kept {
  readonly setCookies: readonly string[];
}
