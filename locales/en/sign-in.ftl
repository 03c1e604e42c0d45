### Signing in and signing up.

sign-in-heading = Sign in to Hearth
sign-in = Sign in
sign-in-switch-question = New here?
sign-in-switch = Create an account
sign-in-password-missing = Enter your password.
sign-up-heading = Create your account
# The display name comes later; until then the email names the author.
sign-up-email-hint-local = Others see it next to your posts until you choose a name in the settings. Nothing is sent to it.
sign-up-email-hint = Others see this email next to your posts.
sign-up-email-hint-names = Others see it next to your posts until you choose a name in the settings.
sign-up = Sign up
sign-up-switch-question = Already have an account?
sign-up-switch = Sign in instead
sign-up-password-missing = Choose a password.
sign-in-email = Email
sign-in-email-missing = Enter your email.
sign-in-change-server = Change server
