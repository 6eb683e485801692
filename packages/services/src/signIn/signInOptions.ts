export interface SignInOptions {
  /** Where people reach the dashboard, such as https://rollbook.example.com; undefined on one's own machine. */
  readonly publicUrl: string | undefined;
  /** Signs cookies; 32 characters or more, the same in every process. */
  readonly secret: string;
  /** A session ends this long after it was used last. */
  readonly sessionHours: number;
  readonly google: GoogleSignIn | undefined;
  /** Told in words that name nobody. */
  readonly onProblem?: (problem: { level: string; message: string }) => void;
}

export interface GoogleSignIn {
  readonly clientId: string;
  readonly clientSecret: string;
  /** An OpenID Connect discovery document. */
  readonly discoveryUrl: string;
}

export const googleDiscoveryUrl = "https://accounts.google.com/.well-known/openid-configuration";
