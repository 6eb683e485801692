import type { PracticeApi } from "./practiceApi.ts";

export type TestBrowser = {
  /** Its cookies, by name. */
  cookies: Map<string, string>;
  /** Every Set-Cookie line that it was sent. */
  received: string[];
  send: (input: {
    path: string;
    body?: unknown;
    method?: string;
    headers?: Record<string, string>;
  }) => Promise<Response>;
};

/** As much of a browser as signing in needs: it keeps cookies and says where its page is from. */
export function browserOf(
  api: Pick<PracticeApi, "app">,
  origin = "http://rollbook.test",
): TestBrowser {
  const cookies = new Map<string, string>();
  const received: string[] = [];
  return {
    cookies,
    received,
    send: async ({ path, body, method = body === undefined ? "GET" : "POST", headers = {} }) => {
      const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
      const response = await api.app.request(new URL(path, origin).toString(), {
        method,
        headers: {
          host: new URL(origin).host,
          ...(method === "GET" ? {} : { origin }),
          ...(cookie === "" ? {} : { cookie }),
          ...(body === undefined ? {} : { "content-type": "application/json" }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      for (const line of response.headers.getSetCookie()) {
        received.push(line);
        const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
        if (value === "" || /max-age=0/i.test(line)) cookies.delete(name);
        else cookies.set(name, value);
      }
      return response;
    },
  };
}
