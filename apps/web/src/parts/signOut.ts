import { createClient } from "../session.ts";
import { element } from "./element.ts";

export function signOutButton(): HTMLElement {
  const button = element("button", { type: "button", class: "button" }, ["Sign out"]);
  button.addEventListener("click", () => {
    button.disabled = true;
    void createClient()
      .POST("/auth/sign-out")
      .finally(() => location.assign("/dashboard/"));
  });
  return button;
}
