export { deleteEndedSignIn } from "./endedSignIn.ts";
export { openSignInStore } from "./openSignInStore.ts";
export {
  insertOneTimeLink,
  useOneTimeLink,
  withdrawOneTimeLinks,
  type LinkPurpose,
} from "./oneTimeLink.ts";
export { countSignInAttempts, forgetSignInAttempts } from "./signInAttempt.ts";
