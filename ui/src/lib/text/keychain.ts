/** Said before and after signing in, where no keychain works. */
export const NO_KEYCHAIN =
  "No keychain works on this computer, so you will be asked to sign in again after closing Hearth.";
