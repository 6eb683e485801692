import "./style.css";
import { googleProblem } from "./entry/google.ts";
import { keptInvitation, showJoinPage } from "./entry/joinPage.ts";
import { readLink, type Link } from "./entry/linkFragment.ts";
import { showNewPasswordPage } from "./entry/newPasswordPage.ts";
import { showSignInPage } from "./entry/signInPage.ts";
import { showFrame } from "./frame.ts";
import { showOperatorFrame } from "./operator/operatorFrame.ts";
import { element } from "./parts/element.ts";
import { choosePractice, createClient, openSession, sentenceOf } from "./session.ts";

async function start(container: HTMLElement): Promise<void> {
  const link = readLink(location.hash);
  const problem = googleProblem(location.search);
  // A link that opens once stays in no history and on no screen.
  if (link !== undefined || location.search !== "")
    history.replaceState(null, "", location.pathname);
  if (link !== undefined) return openLink({ container, link });
  const invitation = keptInvitation();
  if (invitation !== null) {
    const onSignedIn = () => void openDashboard(container);
    return showJoinPage({ container, token: invitation, onSignedIn, note: problem ?? "" });
  }
  return openDashboard(container, problem);
}

async function openLink({
  container,
  link,
}: {
  container: HTMLElement;
  link: Link;
}): Promise<void> {
  const { token, practiceId } = link;
  const onSignedIn = () => void openDashboard(container);
  if (practiceId !== undefined) choosePractice(practiceId);
  switch (link.purpose) {
    case "join":
      return showJoinPage({ container, token, onSignedIn });
    case "password":
      return showNewPasswordPage({ container, token, onSignedIn });
    case "link": {
      const { error } = await createClient().POST("/auth/link", { body: { token } });
      return openDashboard(container, sentenceOf(error));
    }
  }
}

/** @param problem told where nobody is signed in */
async function openDashboard(container: HTMLElement, problem?: string): Promise<void> {
  const opened = await openSession();
  switch (opened.kind) {
    case "practice":
      return showFrame({ container, session: opened.session });
    case "operator":
      return showOperatorFrame({ container, session: opened.session });
    case "unreachable":
      return container.replaceChildren(
        element("main", {}, [element("p", { class: "problem" }, [opened.reason])]),
      );
    case "nobody":
      return showSignInPage({
        container,
        note: problem ?? "",
        onSignedIn: () => void openDashboard(container),
      });
  }
}

const container = document.querySelector<HTMLElement>("#app");
if (container !== null) {
  void start(container);
  // A link that is opened where the dashboard is open already loads no page anew.
  addEventListener("hashchange", () => {
    if (readLink(location.hash) !== undefined) void start(container);
  });
}
