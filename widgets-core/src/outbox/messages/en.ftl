# $name (String) - the application's name
# $address (String) - the reader's address
mail-footer = { $name } sent this to { $address } because of something done at { $name } with this address. Nobody reads replies.

mail-code-label = Your code
# $wait (String) - how long, in words
mail-code-lasts = It works once, for { $wait }. Give it to nobody, not even to somebody who says they work for us.
mail-decline = I did not ask for this
mail-button-otherwise = If the button does not work, open this address:

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
mail-sign-in-subject = Your code to sign in to { $name }
# $name (String) - the application's name
mail-sign-in-title = Sign in to { $name }
mail-sign-in-lead = Type this code where you began to sign in, or use the button in the same browser.
mail-sign-in-button = Sign in
mail-sign-in-decline = If you did not try to sign in, nothing has happened yet.

# $name (String) - the application's name
mail-reset-subject = Choose a new password for { $name }
mail-reset-title = Choose a new password
# $name (String) - the application's name
mail-reset-lead = Type this code where you asked for a new password for { $name }, or use the button in the same browser.
mail-reset-button = Choose a new password
mail-reset-decline = If you did not ask, your password stays as it is.

# $name (String) - the application's name
mail-step-up-subject = Your code to confirm it is you at { $name }
mail-step-up-title = Confirm that it is you
# $name (String) - the application's name
mail-step-up-lead = Type this code in the browser in which you are signed in to { $name }.
mail-step-up-button = Confirm
mail-step-up-decline = If you did not ask for it, somebody else may be signed in as you.

# $name (String) - the application's name
mail-set-subject = A password for { $name } was set
mail-set-title = A password was set
# $at (String) - when, in words
# $name (String) - the application's name
mail-set-lead = On { $at }, a password was set for your account at { $name }, which had none before.

# $name (String) - the application's name
mail-changed-subject = Your password for { $name } was changed
mail-changed-title = Your password was changed
# $at (String) - when, in words
# $name (String) - the application's name
mail-changed-lead = On { $at }, the password of your account at { $name } was changed.
mail-changed-decline = If that was you, there is nothing to do. If it was not, choose a new password now, which signs out everybody who is signed in as you.

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
