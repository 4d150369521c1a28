# $name (String) - the application's name
sign-in-title = Sign in to { $name }
sign-in-lead = Welcome back.
sign-in-again-lead = Please confirm that it is you.
sign-in-pending-lead = Your session had ended. Sign in, and you find what you typed where you left it.
sign-in-email = Email
sign-in-password = Password
sign-in-keep = Keep me signed in
sign-in-keep-hint = Leave this off on a device that others use.
sign-in-button = Sign in
sign-in-continue = Continue
sign-in-or = or
sign-in-by-code = Email me a code instead
sign-in-send-code = Email me a code
sign-in-other-address = Use another address
# $name (String) - who is signed in
sign-in-as = Continue as { $name }

sign-in-link-title = Sign in with this link
# $name (String) - the application's name
sign-in-link-lead = One click signs you in to { $name }. The link works once.
sign-in-link-button = Sign in
# $email (String) - the address of whoever is signed in
sign-in-link-replaces = You are signed in here as { $email }. That session ends when you go on.
sign-in-staff-title = Act in somebody’s place
sign-in-staff-lead = You see and do what this person can, except for what protects their account. It is recorded under your name, and they see it in their sessions.
# $email (String) - the address of the person in whose place somebody acts
sign-in-staff-account = Account: { $email }
# $by (String) - who of the application's own staff
sign-in-staff-by = Who: { $by }
# $reason (String) - why, in the words of whoever does it
sign-in-staff-reason = Why: { $reason }
# $time (String) - the time it ends
sign-in-staff-until = It ends at { $time } at the latest.
sign-in-staff-button = Begin
sign-in-link-spent-title = This link no longer works
sign-in-link-spent-text = It was used already, has expired, or was replaced. Ask for a new one, or sign in with your password.
sign-in-link-spent-button = Go to sign-in

sign-out-title = Sign out?
sign-out-text = You can sign in again at any time.
sign-out-button = Sign out
sign-out-cancel = Cancel
sign-out-everywhere = Sign out everywhere
sign-out-everywhere-hint = Also ends your sessions in other browsers and on other devices.
sign-out-done = You are signed out.
sign-out-everywhere-done = You are signed out everywhere.

codes-act-sign-in = Sign in
codes-act-step-up = Confirm
codes-link-sign-in = Sign in with this link
codes-link-step-up = Confirm that it is you
# $name (String) - the application's name
mail-sign-in-subject = Your code to sign in to { $name }
# $name (String) - the application's name
mail-sign-in-title = Sign in to { $name }
mail-sign-in-lead = Type this code where you began to sign in, or use the button in the same browser.
mail-sign-in-button = Sign in
mail-sign-in-decline = If you did not try to sign in, nothing has happened yet.
# $name (String) - the application's name
mail-step-up-subject = Your code to confirm it is you at { $name }
mail-step-up-title = Confirm that it is you
# $name (String) - the application's name
mail-step-up-lead = Type this code in the browser in which you are signed in to { $name }.
mail-step-up-button = Confirm
mail-step-up-decline = If you did not ask for it, somebody else may be signed in as you.
# $when (String) - when, as relative time
sessions-by-link = Signed in with a one-time link { $when }
# $when (String) - how long ago
sessions-by-email = Signed in with a code by email { $when }
# $by (String) - who of the application's own staff
# $when (String) - how long ago
sessions-by-staff = Opened on your behalf by { $by } { $when }
step-up-email = Email me a code
# $email (String) - the account's address
step-up-email-hint = The code goes to { $email }.
