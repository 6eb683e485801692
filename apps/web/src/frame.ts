import { account } from "./pages/account.ts";
import { apiKeys } from "./pages/apiKeys.ts";
import { attention } from "./pages/attention.ts";
import { auditLog } from "./pages/auditLog.ts";
import { invoices } from "./pages/invoices.ts";
import { member } from "./pages/member.ts";
import { members } from "./pages/members.ts";
import { moving } from "./pages/moving.ts";
import { overview } from "./pages/overview.ts";
import { payment } from "./pages/payment.ts";
import { payments } from "./pages/payments.ts";
import { statement } from "./pages/statement.ts";
import { people } from "./pages/people.ts";
import type { DashboardPage } from "./pages/page.ts";
import { rosterFile } from "./pages/rosterFile.ts";
import { syncs } from "./pages/syncs.ts";
import { element } from "./parts/element.ts";
import { createNames } from "./parts/names.ts";
import { signOutButton } from "./parts/signOut.ts";
import { choosePractice, may, type Session } from "./session.ts";

const allPages: readonly DashboardPage[] = [
  overview,
  members,
  attention,
  invoices,
  payments,
  moving,
  syncs,
  people,
  apiKeys,
  auditLog,
];
const pagesWithin: readonly DashboardPage[] = [member, payment, statement, rosterFile, account];

/** The dashboard of one practice; the part of the address behind "#" says which page is open. */
export function showFrame({
  container,
  session,
}: {
  container: HTMLElement;
  session: Session;
}): void {
  const pages = allPages.filter(
    ({ permission }) => permission === undefined || may(session, permission),
  );
  const names = createNames(session);
  const main = element("main");
  const links = pages.map((page) => element("a", { href: `#${page.address}` }, [page.title]));
  container.replaceChildren(
    element("header", {}, [
      element("strong", { class: "brand" }, ["Rollbook"]),
      practiceName(session),
      element("span", { class: "space" }),
      element("a", { href: "#account", class: "me" }, [session.me.name ?? "Your account"]),
      signOutButton(),
    ]),
    element("nav", { "aria-label": "Pages" }, links),
    main,
  );
  let opened = 0;
  const open = async (told?: string): Promise<void> => {
    opened += 1;
    const own = opened;
    const [address = "", query = ""] = location.hash.slice(1).split("?");
    const page = [...pages, ...pagesWithin].find((each) => each.address === address) ?? overview;
    const marked = page.within ?? page.address;
    links.forEach((link, index) => mark(link, pages[index]?.address === marked));
    document.title = `${page.title} - Rollbook`;
    const title = element("h1", {}, [page.title]);
    main.replaceChildren(title, element("p", { class: "quiet" }, ["Loading…"]));
    const parts = await page
      .show({
        session,
        names,
        query: new URLSearchParams(query),
        reopen: () => void open(),
        reopenTelling: (sentence) => void open(sentence),
      })
      .catch((error: unknown) => [problem(error)]);
    if (own === opened) main.replaceChildren(title, ...notice(told), ...parts);
  };
  addEventListener("hashchange", () => {
    if (main.isConnected) void open();
  });
  void open();
}

/** Also on a phone, where the names of pages are more than fit beside each other. */
function mark(link: HTMLElement, isChosen: boolean): void {
  link.classList.toggle("chosen", isChosen);
  if (!isChosen) return link.removeAttribute("aria-current");
  link.setAttribute("aria-current", "page");
  link.scrollIntoView({ block: "nearest", inline: "center" });
}

/** The practice, and a choice where a person belongs to several. */
function practiceName({ me, practice }: Session): HTMLElement {
  if (me.practices.length < 2) return element("span", {}, [practice.name]);
  const options = me.practices.map(({ id, name }) =>
    element("option", { value: id, ...(id === practice.id ? { selected: "" } : {}) }, [name]),
  );
  const select = element("select", { "aria-label": "Practice" }, options);
  select.addEventListener("change", () => {
    choosePractice(select.value);
    location.assign("/dashboard/");
  });
  return select;
}

const notice = (sentence: string | undefined): HTMLElement[] =>
  sentence === undefined ? [] : [element("p", { class: "notice", role: "status" }, [sentence])];

const problem = (error: unknown): HTMLElement =>
  element("p", { class: "problem" }, [
    error instanceof Error ? error.message : "Something went wrong on this page.",
  ]);
