import { signInParts } from "../pages/account.ts";
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
  const main = element("main");
  container.replaceChildren(
    element("header", {}, [
      element("strong", { class: "brand" }, ["Rollbook"]),
      element("span", {}, ["Operators"]),
      element("span", { class: "space" }),
      element("a", { href: "#account", class: "me" }, [session.me.name ?? "Your account"]),
      signOutButton(),
    ]),
    element("nav", { "aria-label": "Pages" }, [element("a", { href: "#migrations" }, [title])]),
    main,
  );
  const open = async (): Promise<void> => {
    const isAccount = location.hash === "#account";
    const heading = isAccount ? "Your account" : title;
    document.title = `${heading} - Rollbook`;
    const parts = isAccount
      ? await signInParts({ client: session.client, ...ownPlace, reopen: () => void open() })
      : await migrations(session);
    main.replaceChildren(element("h1", {}, [heading]), ...parts);
  };
  addEventListener("hashchange", () => {
    if (main.isConnected) void open();
  });
  await open();
}

const title = "Payments migrations";
const ownPlace = {
  locale: navigator.language,
  timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
};
