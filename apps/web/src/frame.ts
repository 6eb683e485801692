import { attention } from "./pages/attention.ts";
import { invoices } from "./pages/invoices.ts";
import { member } from "./pages/member.ts";
import { members } from "./pages/members.ts";
import { overview } from "./pages/overview.ts";
import type { DashboardPage } from "./pages/page.ts";
import { syncs } from "./pages/syncs.ts";
import { element } from "./parts/element.ts";
import { createNames } from "./parts/names.ts";
import type { Session } from "./session.ts";

const pages: readonly DashboardPage[] = [overview, members, attention, invoices, syncs];
const pagesWithin: readonly DashboardPage[] = [member];

/** The dashboard of one practice; the part of the address behind "#" says which page is open. */
export function showFrame({
  container,
  session,
  onSignOut,
}: {
  container: HTMLElement;
  session: Session;
  onSignOut: () => void;
}): void {
  const names = createNames(session);
  const main = element("main");
  const links = pages.map((page) => element("a", { href: `#${page.address}` }, [page.title]));
  const leave = element("button", { type: "button", class: "button" }, ["Sign out"]);
  leave.addEventListener("click", onSignOut);
  container.replaceChildren(
    element("header", {}, [
      element("strong", { class: "brand" }, ["Rollbook"]),
      element("span", {}, [session.practice.name]),
      element("span", { class: "space" }),
      leave,
    ]),
    element("nav", { "aria-label": "Pages" }, links),
    main,
  );
  let opened = 0;
  const open = async (): Promise<void> => {
    opened += 1;
    const own = opened;
    const [address = "", query = ""] = location.hash.slice(1).split("?");
    const page = [...pages, ...pagesWithin].find((each) => each.address === address) ?? overview;
    const marked = page.within ?? page.address;
    links.forEach((link, index) =>
      link.classList.toggle("chosen", pages[index]?.address === marked),
    );
    document.title = `${page.title} - Rollbook`;
    const title = element("h1", {}, [page.title]);
    main.replaceChildren(title, element("p", { class: "quiet" }, ["Loading…"]));
    const parts = await page
      .show({ session, names, query: new URLSearchParams(query), reopen: () => void open() })
      .catch((error: unknown) => [problem(error)]);
    if (own === opened) main.replaceChildren(title, ...parts);
  };
  addEventListener("hashchange", () => void open());
  void open();
}

const problem = (error: unknown): HTMLElement =>
  element("p", { class: "problem" }, [
    error instanceof Error ? error.message : "Something went wrong on this page.",
  ]);
