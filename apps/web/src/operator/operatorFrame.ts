import { googleButton, isGooglePossible } from "../entry/google.ts";
import { element } from "../parts/element.ts";
import { signOutButton } from "../parts/signOut.ts";
import type { OperatorSession } from "../session.ts";
import { migrations } from "./migrations.ts";

/** What an operator sees: many practices' migrations, and no patient. */
export async function showOperatorFrame({
  container,
  session,
}: {
  container: HTMLElement;
  session: OperatorSession;
}): Promise<void> {
  document.title = "Payments migrations - Rollbook";
  const main = element("main", {}, [element("h1", {}, ["Payments migrations"])]);
  const note = element("p", { class: "problem", role: "alert" });
  container.replaceChildren(
    element("header", {}, [
      element("strong", { class: "brand" }, ["Rollbook"]),
      element("span", {}, ["Operators"]),
      element("span", { class: "space" }),
      element("span", { class: "quiet" }, [session.me.name ?? ""]),
      signOutButton(),
    ]),
    main,
  );
  main.append(...(await migrations(session)));
  if (!(await isGooglePossible())) return;
  const connect = googleButton({
    label: "Connect a Google account",
    isConnecting: true,
    onProblem: (sentence) => {
      note.textContent = sentence;
    },
  });
  main.append(element("h2", {}, ["Your account"]), connect, note);
}
