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
security-remove = Remove password
security-remove-short = Remove
security-remove-title = Remove your password?
security-remove-text = You’ll sign in with a code by email instead. You can set a new password at any time.
security-removed = Password removed.
security-last-way = Your password is the only way into your account, so we kept it. Confirm your email address first, by signing in with a code.
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
# $name (String) - the application's name
mail-removed-subject = Your { $name } password was removed
mail-removed-title = Your password was removed
# $at (String) - when, in words
# $name (String) - the application's name
mail-removed-lead = On { $at }, the password of your { $name } account was removed. You sign in with a code by email now.
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
    [one] Required each time you sign in. You have one authenticator app.
   *[other] Required each time you sign in. You have { $count } authenticator apps.
}

authenticators-add = Add an authenticator app
authenticators-add-short = Add an app
authenticators-add-lead = Scan the picture with an authenticator app on your phone. Then enter the six digits that the app shows.
authenticators-qr = QR code to scan with your authenticator app
authenticators-open = Open in an app on this phone
authenticators-key = Setup key
authenticators-key-hint = If you can’t scan the picture, enter this key in the app.
authenticators-copy = Copy
authenticators-copied = Copied.
authenticators-name = Name
authenticators-name-optional = Name (optional)
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
    [0] No codes
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
recovery-code-hint = One of the codes you saved, like 4f7k‑2m9q‑x8rt.
recovery-malformed = Enter all 12 letters and digits, like 4f7k‑2m9q‑x8rt.
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
mail-authenticator-added-lead = On { $at }, the authenticator app “{ $app }” was added to your { $name } account. From now on, you’ll need a code from it to sign in.
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

passkeys-title = Passkeys
passkeys-none = A passkey signs you in with your fingerprint, your face or your screen lock, in place of a password.
# $count (Number) - how many passkeys there are
passkeys-count = { $count ->
    [one] One passkey
   *[other] { $count } passkeys
}
passkeys-no-site = Passkeys need a domain name. This site is opened by an IP address.
passkeys-add = Add a passkey
passkeys-add-short = Add a passkey
passkeys-add-lead = A passkey signs you in with your fingerprint, your face or your screen lock. It can’t be guessed, and works on this site alone.
passkeys-name = Name
passkeys-name-hint = So that you can tell your passkeys apart. Leave it empty to name it after where it is kept.
passkeys-usual = Passkey
# $kind (String) - what the authenticator is called, such as “iCloud Keychain”
passkeys-kept-in = Kept in { $kind }
passkeys-synced = On several devices
passkeys-on-one-device = On one device
# $date (String) - when, as a date
# $device (String) - browser and system, such as “Firefox on Linux”
passkeys-created = Added { $date }, { $device }
# $when (String) - when, as relative time
passkeys-used = Last used { $when }
passkeys-unused = Not used yet
passkeys-rename = Rename
# $name (String) - what the user calls the passkey
passkeys-rename-label = Rename { $name }
passkeys-rename-title = Rename passkey
passkeys-rename-lead = Only you see this name.
passkeys-remove = Remove
# $name (String) - what the user calls the passkey
passkeys-remove-label = Remove { $name }
# $name (String) - what the user calls the passkey
passkeys-remove-title = Remove { $name }?
passkeys-remove-text = It will no longer work here.
passkeys-remove-synced = It will no longer work here, on any of your devices.
passkeys-last-way-in = This passkey is your only way to sign in. Set a password or add another passkey first.
passkeys-added = Passkey added. You can sign in with it from now on.
passkeys-renamed = Name saved.
passkeys-removed = Passkey removed.
passkeys-sign-in = Sign in with a passkey
passkeys-use = Use your passkey
passkeys-way = Use a passkey
passkeys-hint = Your device asks for your fingerprint, your face or your screen lock.
passkeys-no-script = Passkeys need JavaScript. Turn it on for this site, or choose another way.
passkeys-unsupported = This browser can’t use passkeys. Update it, open this site with https://, or choose another way.
passkeys-not-given = No passkey was used. Try again, or choose another way.
passkeys-not-made = No passkey was made. Try again, or use another device.
passkeys-has-one = This device already has a passkey of your account. You can sign in with that one.
passkeys-over = This took longer than five minutes, or was used already. Try again.
passkeys-unknown = This passkey is no longer in use here. Sign in another way; you can add a new passkey afterwards.
passkeys-not-yours = This passkey is not one of your account. Use another passkey, or choose another way.
passkeys-wrong = This passkey couldn’t be checked. Try again, or choose another way.
passkeys-other-site = This passkey was asked for by another site. Check the address of this page, and try again from here.
passkeys-not-verified = Your device didn’t check that it’s you. Set up a screen lock, fingerprint or PIN on it, and try again.
passkeys-copied = This passkey seems to have been copied, so we didn’t accept it. Sign in another way and remove it on the page “Security”.
passkeys-too-many = You already have 20 passkeys. Remove one first.
passkeys-taken = This passkey was already added. You can sign in with it.
passkeys-unverified = Confirm your email address first: sign out, and sign in with a code by email.
# $when (String) - when, as relative time
sessions-by-passkey = Signed in with a passkey { $when }

# $name (String) - the application's name
mail-passkey-added-subject = A passkey was added to your { $name } account
mail-passkey-added-title = A passkey was added
# $at (String) - when, in words
# $passkey (String) - what the user calls the passkey
# $name (String) - the application's name
mail-passkey-added-lead = On { $at }, the passkey “{ $passkey }” was added to your { $name } account. Whoever has it can sign in.
# $name (String) - the application's name
mail-passkey-removed-subject = A passkey was removed from your { $name } account
mail-passkey-removed-title = A passkey was removed
# $at (String) - when, in words
# $passkey (String) - what the user calls the passkey
# $name (String) - the application's name
mail-passkey-removed-lead = On { $at }, the passkey “{ $passkey }” was removed from your { $name } account.
security-replace-title = Choose a new password
security-replace-expired = Your password has expired. Choose a new one to go on.
security-replace-compromised = Other people may know your password. Choose a new one to go on.
second-task-title = Set up a second step
# $name (String) - the application's name
second-task-lead = { $name } asks for a second step when you sign in.
second-task-text = It protects your account even if somebody learns your password.
authenticators-required = Your account needs a second step. Add another authenticator app before you remove this one.

check-up-title = Check-up
check-up-well = All is well
check-up-well-text = We found nothing to improve.
security-old = Your password is old
second-step-missing = No second step
recovery-none = No recovery codes
recovery-running-out = Recovery codes are running out
