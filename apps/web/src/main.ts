import "./style.css";
import { showFrame } from "./frame.ts";
import { keptKey, type Session, signIn, signOut } from "./session.ts";
import { showSignIn } from "./signInForm.ts";

async function start(container: HTMLElement): Promise<void> {
  const askKey = (): void => showSignIn({ container, onSignedIn: open });
  const open = (session: Session): void =>
    showFrame({
      container,
      session,
      onSignOut: () => {
        signOut();
        location.reload();
      },
    });
  const key = keptKey();
  const answer = key === null ? undefined : await signIn(key);
  if (answer?.kind === "signedIn") open(answer.session);
  else askKey();
}

const container = document.querySelector<HTMLElement>("#app");
if (container !== null) void start(container);
