import { createSign, generateKeyPairSync, randomUUID } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export type FakeGoogle = {
  discoveryUrl: string;
  /** Who is signed in there. */
  person: { sub: string; email: string; email_verified: boolean; name: string };
  /** What its next ID tokens say otherwise than they should. */
  forged: Record<string, unknown>;
  /** Follows the address that a person is sent to; answers where Google sends them back. */
  consent: (url: string) => string;
  stop: () => Promise<void>;
};

const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const clientId = "rollbook-tests";

/** An OpenID Connect provider on this machine: discovery, keys, codes with PKCE, signed ID tokens. */
export async function startFakeGoogle(): Promise<FakeGoogle> {
  const codes = new Map<string, { nonce: string | null }>();
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", google.discoveryUrl);
    const send = (body: unknown) => {
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify(body));
    };
    if (pathname === "/.well-known/openid-configuration") return send(discovery(issuer));
    if (pathname === "/keys")
      return send({ keys: [{ ...publicKey.export({ format: "jwk" }), kid: "1", alg: "RS256" }] });
    if (pathname === "/authorize")
      return void response.writeHead(302, { location: google.consent(issuer + request.url) }).end();
    let text = "";
    request.on("data", (part: Buffer) => (text += part.toString()));
    request.on("end", () => {
      const code = codes.get(new URLSearchParams(text).get("code") ?? "");
      if (code === undefined) return void response.writeHead(400).end("{}");
      const claims = { ...google.person, nonce: code.nonce, iss: issuer, aud: clientId };
      const id_token = idToken({ ...claims, ...google.forged });
      return send({ access_token: "at", token_type: "Bearer", expires_in: 60, id_token });
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const google: FakeGoogle = {
    discoveryUrl: `${issuer}/.well-known/openid-configuration`,
    person: { sub: "g-1", email: "ada@example.com", email_verified: true, name: "Ada" },
    forged: {},
    consent: (url) => {
      const asked = new URL(url).searchParams;
      const code = randomUUID();
      codes.set(code, { nonce: asked.get("nonce") });
      const back = new URL(asked.get("redirect_uri") ?? "");
      back.search = new URLSearchParams({ code, state: asked.get("state") ?? "" }).toString();
      return back.toString();
    },
    stop: () => new Promise((done) => server.close(() => done())),
  };
  return google;
}

function discovery(issuer: string) {
  return {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/keys`,
    id_token_signing_alg_values_supported: ["RS256"],
  };
}

function idToken(claims: Record<string, unknown>): string {
  const seconds = Math.floor(Date.now() / 1000);
  const encoded = (part: object) => Buffer.from(JSON.stringify(part)).toString("base64url");
  const signed = `${encoded({ alg: "RS256", kid: "1" })}.${encoded({ iat: seconds, exp: seconds + 60, ...claims })}`;
  const signature = createSign("sha256").update(signed).sign(privateKey).toString("base64url");
  return `${signed}.${signature}`;
}

export const fakeGoogleClient = { clientId, clientSecret: "a secret of tests" } as const;
