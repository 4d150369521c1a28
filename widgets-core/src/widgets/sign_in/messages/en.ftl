# $name (String) - the application's name
sign-in-title = Sign in to { $name }
sign-in-lead = Use your email address to continue.
sign-in-proof-lead = Confirm it’s you to continue.
sign-in-again-lead = Please confirm it’s you.
sign-in-pending-lead = Sign in to get back to what you were typing.
sign-in-password = Password
sign-in-keep = Keep me signed in
sign-in-keep-hint = Leave off on shared devices.
sign-in-button = Sign in
sign-in-continue = Continue
sign-in-or = or
sign-in-by-code = Email me a code instead
sign-in-send-code = Email me a code
sign-in-change-short = Change
sign-in-change = Change email address
sign-in-forget = Not you? Forget this address
# $name (String) - who is signed in
sign-in-as = Continue as { $name }

sign-in-link-title = Sign in with this link
# $name (String) - the application's name
sign-in-link-lead = One click signs you in to { $name }. This link can be used once.
sign-in-link-button = Sign in
# $email (String) - the address of whoever is signed in
sign-in-link-replaces = You’re signed in here as { $email }. You’ll be signed out of that account when you continue.
sign-in-staff-title = Act for somebody else
sign-in-staff-lead = You can see and do what this person can, except for what protects their account. It’s recorded under your name, and they see it in their list of devices.
# $email (String) - the address of the person in whose place somebody acts
sign-in-staff-account = Account: { $email }
# $by (String) - who of the application's own staff
sign-in-staff-by = Who: { $by }
# $reason (String) - why, in the words of whoever does it
sign-in-staff-reason = Why: { $reason }
# $time (String) - the time it ends
sign-in-staff-until = Ends at { $time } at the latest.
sign-in-staff-button = Begin
sign-in-link-spent-title = This link is no longer valid
sign-in-link-spent-text = It was already used, has expired or was replaced. Request a new one, or sign in with your password.
sign-in-link-spent-button = Go to sign-in

sign-out-title = Sign out?
sign-out-text = You can sign in again at any time.
sign-out-button = Sign out
sign-out-everywhere = Sign out everywhere
sign-out-everywhere-hint = Also signs you out of all other devices.
sign-out-done = You’re signed out.
sign-out-everywhere-done = You’re signed out everywhere.

codes-act-sign-in = Sign in
codes-act-step-up = Confirm
codes-link-sign-in = Sign in with this link
codes-link-step-up = Confirm it’s you
# $name (String) - the application's name
mail-sign-in-subject = Your code to sign in to { $name }
# $name (String) - the application's name
mail-sign-in-title = Sign in to { $name }
mail-sign-in-lead = Enter this code where you started signing in, or use the button in the same browser.
mail-sign-in-button = Sign in
mail-sign-in-decline = If you didn’t try to sign in, ignore this email: nothing has happened yet.
# $name (String) - the application's name
mail-step-up-subject = Your code to confirm it is you at { $name }
mail-step-up-title = Confirm it’s you
# $name (String) - the application's name
mail-step-up-lead = Enter this code in the browser where you’re signed in to { $name }.
mail-step-up-button = Confirm
mail-step-up-decline = If you didn’t request it, somebody else may be signed in to your account.
# $when (String) - when, as relative time
sessions-by-link = Signed in with a one-time link { $when }
# $when (String) - how long ago
sessions-by-email = Signed in with a code by email { $when }
# $by (String) - who of the application's own staff
# $when (String) - how long ago
sessions-by-staff = Opened on your behalf by { $by } { $when }
step-up-email = Email me a code
# $email (String) - the account's address
step-up-email-hint = We’ll send the code to { $email }.
security-email-code = Code by email
# $name (String) - the application's name
mail-second-subject = Your code to finish signing in to { $name }
mail-second-title = Finish signing in
# $name (String) - the application's name
mail-second-lead = Enter this code in the browser where you’re signing in to { $name }.
mail-second-decline = If you aren’t signing in, somebody else knows your password: choose a new one.
