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

codes-act-sign-up = Create account
codes-link-sign-up = Create your account
# $name (String) - the application's name
mail-sign-up-subject = Finish signing up for { $name }
mail-sign-up-title = Confirm your email address
# $name (String) - the application's name
mail-sign-up-lead = Type this code where you began to sign up for { $name }, or use the button in the same browser.
mail-sign-up-button = Confirm this address
mail-sign-up-decline = If you did not sign up, no account is made.
# $name (String) - the application's name
mail-taken-subject = You already have an account at { $name }
mail-taken-title = You already have an account
# $name (String) - the application's name
mail-taken-lead = Somebody, perhaps you, tried to sign up for { $name } with this address. It already has an account, and nothing was changed. You can simply sign in.
mail-taken-button = Sign in
mail-taken-reset = You do not know your password any more?
mail-taken-decline = If it was not you, there is nothing to do. Whoever tried has not learned that you have an account.
# $name (String) - the application's name
mail-invitation-subject = You are invited to { $name }
# $name (String) - the application's name
mail-invitation-title = Join { $name }
# $name (String) - the application's name
mail-invitation-lead = You are invited to open an account at { $name }.
# $by (String) - the name of whoever invites
# $name (String) - the application's name
mail-invitation-by = { $by } invites you to open an account at { $name }.
mail-invitation-button = Accept the invitation
# $wait (String) - how long, in words
mail-invitation-lasts = The invitation is for you alone and works for { $wait }.
mail-invitation-decline = If you do not want it, there is nothing to do.
