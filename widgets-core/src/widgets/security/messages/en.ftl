security-title = Security
security-lead = How you sign in and keep your account safe.
security-password = Password
security-password-set = You can sign in with your password.
# $when (String) - when, as relative time
security-password-age = Last changed { $when }.
security-password-none = Not set. You sign in without a password.
security-change = Change password
security-change-short = Change
security-set = Set a password
security-set-short = Set
security-methods = Ways to sign in
security-devices = Devices
security-devices-only-this = You’re signed in on this device only.
# $count (Number) - how many other devices
security-devices-others = { $count ->
    [one] You’re signed in on this device and one other.
   *[other] You’re signed in on this device and { $count } others.
}
security-devices-show = View devices

security-change-title = Change your password
security-change-lead = Codes and links we’ve already sent will stop working.
security-set-title = Set a password
security-set-lead = Codes and links we’ve already sent will stop working.
security-current = Current password
security-forgot = Forgot your password?
security-new = New password
security-end-others = Sign out everywhere else
security-end-others-hint = You’ll stay signed in here.

security-current-empty = Enter your current password.
security-current-wrong = That’s not your current password.
security-overtaken = How you sign in was changed somewhere else at the same moment. Nothing was saved here. Please check and try again.
security-has-password = Your account already has a password. To change it, enter the current one.
security-has-none = Your account doesn’t have a password yet.

security-saved = Password saved.
security-outdated = Your password no longer meets our rules. Please choose a new one.
security-saved-others-ended = Password saved. We signed you out everywhere else.

# $name (String) - the application's name
mail-set-subject = Your { $name } password was set
mail-set-title = A password was set
# $at (String) - when, in words
# $name (String) - the application's name
mail-set-lead = On { $at }, a password was set for your { $name } account, which had none before.
# $name (String) - the application's name
mail-changed-subject = Your { $name } password was changed
mail-changed-title = Your password was changed
# $at (String) - when, in words
# $name (String) - the application's name
mail-changed-lead = On { $at }, the password of your { $name } account was changed.
mail-changed-decline = If that was you, there’s nothing to do. If it wasn’t, choose a new password now. That signs out everyone who is signed in to your account.
# $when (String) - when, as relative time
sessions-by-password = Signed in with a password { $when }
step-up-button = Confirm
step-up-wrong = Wrong password.
sign-in-forgot = Forgot password?
sign-in-wrong = Wrong email or password.
sign-in-password-empty = Enter your password.

second-step-title = Second step
second-step-none = A second step protects your account even if somebody learns your password.
# $count (Number) - how many authenticator apps
second-step-count = { $count ->
    [one] Asked for each time you sign in. You have one authenticator app.
   *[other] Asked for each time you sign in. You have { $count } authenticator apps.
}

authenticators-add = Add an authenticator app
authenticators-add-short = Add an app
authenticators-add-lead = Scan the picture with an authenticator app on your phone. Then enter the six digits that the app shows.
authenticators-qr = QR code to scan with your authenticator app
authenticators-key = Setup key
authenticators-key-hint = If you can’t scan the picture, enter this key in the app.
authenticators-copy = Copy
authenticators-copied = Copied.
authenticators-name = Name
authenticators-name-hint = So that you can tell your apps apart, such as the name of your phone.
authenticators-usual = Authenticator app
authenticators-code = Code from the app
authenticators-code-hint = Six digits, which change every 30 seconds.
authenticators-malformed = Enter all 6 digits, like 123 456.
authenticators-wrong = That code is wrong. Wait for the next one, and check that the time on your phone is right.
authenticators-setup-over = This page was open for too long. Scan the new picture and enter the code it gives.
authenticators-too-many = You already have ten authenticator apps. Remove one first.
authenticators-unverified = Confirm your email address first: sign out, and sign in with a code by email.
# $date (String) - when, as a date
authenticators-created = Added { $date }
# $when (String) - when, as relative time
authenticators-used = Last used { $when }
authenticators-unused = Not used yet
authenticators-rename = Rename
# $name (String) - what the user calls the app
authenticators-rename-label = Rename { $name }
authenticators-rename-title = Rename authenticator app
authenticators-rename-lead = Only you see this name.
authenticators-remove = Remove
# $name (String) - what the user calls the app
authenticators-remove-label = Remove { $name }
# $name (String) - what the user calls the app
authenticators-remove-title = Remove { $name }?
authenticators-remove-text = Its codes will no longer work here.
authenticators-remove-last = Its codes will no longer work here. Nothing but your password or a code by email will protect your account then, and your recovery codes go too.
authenticators-way = Use an authenticator app
authenticators-added = Authenticator app added.
authenticators-renamed = Name saved.
authenticators-removed = Authenticator app removed.
# $when (String) - when, as relative time
sessions-by-authenticator = Signed in with an authenticator app { $when }

recovery-title = Recovery codes
# $left (Number) - how many codes are left
recovery-left = { $left ->
    [0] No codes left
    [one] One code left
   *[other] { $left } codes left
}
recovery-few = Running out
# $left (Number) - how many codes are left
recovery-warning = { $left ->
    [0] You have no recovery codes. Without your phone, you couldn’t sign in.
    [one] You have one recovery code left.
   *[other] You have { $left } recovery codes left.
}
recovery-make = Make codes
recovery-again = Make new codes
recovery-make-title = Make recovery codes?
recovery-make-text = If you lose your phone, you can sign in with one of ten codes. Keep them in a safe place. Each works once.
recovery-again-title = Make new recovery codes?
recovery-again-text = The codes you have will no longer work.
recovery-needs-factor = Add an authenticator app first. Recovery codes stand in for it.
recovery-show-lead = Each of these codes signs you in once, in place of your authenticator app.
recovery-show-once = Save these codes now. We won’t show them again.
recovery-download = Download as text
recovery-done = I’ve saved the codes
# $name (String) - the application's name
recovery-file-title = Recovery codes for { $name }
recovery-code = Recovery code
recovery-code-hint = One of the codes you saved, like 4f7k-2m9q-x8rt.
recovery-malformed = Enter all 12 letters and digits, like 4f7k-2m9q-x8rt.
recovery-wrong = That code is wrong, or was used already.
recovery-way = Use a recovery code
# $when (String) - when, as relative time
sessions-by-recovery-code = Signed in with a recovery code { $when }

# $name (String) - the application's name
mail-authenticator-added-subject = An authenticator app was added to your { $name } account
mail-authenticator-added-title = An authenticator app was added
# $at (String) - when, in words
# $app (String) - what the user calls the app
# $name (String) - the application's name
mail-authenticator-added-lead = On { $at }, the authenticator app “{ $app }” was added to your { $name } account. From now on, its codes are asked for when you sign in.
# $name (String) - the application's name
mail-authenticator-removed-subject = An authenticator app was removed from your { $name } account
mail-authenticator-removed-title = An authenticator app was removed
# $at (String) - when, in words
# $app (String) - what the user calls the app
# $name (String) - the application's name
mail-authenticator-removed-lead = On { $at }, the authenticator app “{ $app }” was removed from your { $name } account.
# $name (String) - the application's name
mail-recovery-made-subject = New recovery codes for your { $name } account
mail-recovery-made-title = Recovery codes were made
# $at (String) - when, in words
# $name (String) - the application's name
mail-recovery-made-lead = On { $at }, new recovery codes were made for your { $name } account. Earlier ones no longer work.
# $name (String) - the application's name
mail-recovery-used-subject = A recovery code of your { $name } account was used
mail-recovery-used-title = A recovery code was used
# $at (String) - when, in words
# $name (String) - the application's name
mail-recovery-used-lead = On { $at }, somebody confirmed with a recovery code of your { $name } account.
# $left (Number) - how many codes are left
mail-recovery-used-left = { $left ->
    [0] You have no recovery codes left. Make new ones on the page “Security”.
    [one] You have one recovery code left.
   *[other] You have { $left } recovery codes left.
}

factor-reset-title = Call off the reset?
# $due (String) - when it takes place
factor-reset-text = Our support was asked to remove your second step. That happens on { $due }, and signs you out everywhere. If you didn’t ask for it, call it off.
factor-reset-call-off = Call off
factor-reset-called-off = The reset is called off.
factor-reset-none-title = Nothing to call off
factor-reset-none-text = The reset was called off, or has already taken place.
# $name (String) - the application's name
mail-factor-reset-begun-subject = The second step of your { $name } account will be removed
mail-factor-reset-begun-title = Your second step will be removed
# $asked (String) - when it was asked for
# $due (String) - when it takes place
# $name (String) - the application's name
mail-factor-reset-begun-lead = On { $asked }, our support was asked to remove the second step of your { $name } account, because you can’t use it any more. That happens on { $due }. You can then sign in without it, and set it up anew.
mail-factor-reset-begun-decline = If you didn’t ask for it, call it off: somebody else may be trying to get into your account.
mail-factor-reset-call-off = Call off
# $name (String) - the application's name
mail-factor-reset-done-subject = The second step of your { $name } account was removed
mail-factor-reset-done-title = Your second step was removed
# $at (String) - when
# $name (String) - the application's name
mail-factor-reset-done-lead = On { $at }, our support removed the second step of your { $name } account and signed you out everywhere. Sign in and set it up anew, so that your account stays protected.
