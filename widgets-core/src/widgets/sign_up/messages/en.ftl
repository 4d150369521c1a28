# $name (String) - the application's name
sign-up-title = Sign up for { $name }
sign-up-lead = We’ll email you a code to confirm your address.
sign-up-name = Name (optional)
sign-up-password = Password
sign-up-button = Create account
sign-up-have-account = Already have an account?
sign-up-sign-in = Sign in
sign-up-new = New here?
sign-up-create = Create an account
sign-up-done = Welcome! Your account is ready.
# $domains (String) - the domains, as the host lists them
sign-up-domain = Use an address ending in { $domains }.

# $name (String) - the application's name
sign-up-terms = I accept the terms of { $name }
sign-up-terms-read = Read the terms (opens a new tab)
sign-up-terms-missing = Accept the terms to create an account.
sign-up-terms-changed = The terms have changed since you opened this page. Please read and accept them again.

sign-up-closed-title = Sign-up is closed
sign-up-closed-text = We’re not taking new accounts at the moment. If you have one, you can sign in.
# $name (String) - the application's name
sign-up-invited-text = New accounts at { $name } are by invitation. If you have one, open the link in the email. If you already have an account, you can sign in.

sign-up-taken-title = You already have an account
sign-up-taken-text = An account for your address was created in the meantime, perhaps by you in another browser. Just sign in.

# $name (String) - the application's name
sign-up-invitation-title = Join { $name }
sign-up-invitation-lead = You’re invited. We just need a few details.
# $by (String) - who invites
sign-up-invitation-by = { $by } invited you. We just need a few details.
sign-up-invitation-email = Your invitation was sent to this address.

captcha-wrong = That answer isn’t right. Please try again.
captcha-failed = We couldn’t check your answer. Please try again in a moment.

codes-act-sign-up = Create account
codes-link-sign-up = Create your account
# $code (String) - the code, in two groups of digits
# $name (String) - the application's name
mail-sign-up-subject = { $code } is your code to sign up for { $name }
mail-sign-up-title = Confirm your email address
# $name (String) - the application's name
mail-sign-up-lead = Enter this code where you started signing up for { $name }, or use the button in the same browser.
mail-sign-up-button = Confirm this address
mail-sign-up-decline = If you didn’t sign up, ignore this: no account is created.
# $name (String) - the application's name
mail-taken-subject = You already have an account at { $name }
mail-taken-title = You already have an account
# $name (String) - the application's name
mail-taken-lead = Somebody, perhaps you, tried to sign up for { $name } with this address. It already has an account, and nothing was changed. Just sign in.
mail-taken-button = Sign in
mail-taken-reset = Forgot your password?
mail-taken-decline = If it wasn’t you, ignore this email. Whoever tried hasn’t learned that you have an account.
# $name (String) - the application's name
mail-invitation-subject = You’re invited to { $name }
# $name (String) - the application's name
mail-invitation-title = Join { $name }
# $name (String) - the application's name
mail-invitation-lead = You’re invited to create an account at { $name }.
# $by (String) - the name of whoever invites
# $name (String) - the application's name
mail-invitation-by = { $by } invited you to create an account at { $name }.
mail-invitation-button = Accept invitation
# $wait (String) - how long, in words
mail-invitation-lasts = This invitation is only for you. It expires in { $wait }.
mail-invitation-decline = If you’re not interested, ignore this email.
