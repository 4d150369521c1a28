# $name (String) - the application's name
sign-up-title = Sign up for { $name }
sign-up-lead = We send a code to your address, to make sure that it is yours.
sign-up-name = Name
sign-up-name-hint = How others see you. You can leave it empty and change it at any time.
sign-up-email = Email
sign-up-password = Password
sign-up-button = Create account
sign-up-have-account = You have an account already?
sign-up-sign-in = Sign in
sign-up-new = New here?
sign-up-create = Create an account
sign-up-done = Welcome! Your account is ready.
# $domains (String) - the domains, as the host lists them
sign-up-domain = Use an address that ends in { $domains }.

# $name (String) - the application's name
sign-up-terms = I accept the terms of { $name }
sign-up-terms-read = Read the terms (opens a new tab)
sign-up-terms-missing = Read the terms and accept them to create an account.
sign-up-terms-changed = The terms have changed since this page was opened. Read them again and accept them.

sign-up-closed-title = Signing up is not possible here
sign-up-closed-text = No new accounts are taken at the moment. If you have one, you can sign in.
# $name (String) - the application's name
sign-up-invited-text = New accounts at { $name } are by invitation. If you have one, open the link in the mail. If you have an account already, you can sign in.

sign-up-taken-title = You have an account already
sign-up-taken-text = An account was created for your address in the meantime, perhaps by you in another browser. You can simply sign in.

# $name (String) - the application's name
sign-up-invitation-title = Join { $name }
sign-up-invitation-lead = You are invited. All that is missing is a few details.
# $by (String) - who invites
sign-up-invitation-by = { $by } invites you. All that is missing is a few details.
sign-up-invitation-email = The invitation is for this address.

captcha-wrong = The answer to the question that tells people from programs is not right. Try again.
captcha-failed = We could not check the answer to the question that tells people from programs. Try again in a moment.
