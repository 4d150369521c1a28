security-title = Security
security-lead = Ways into your account, and what protects them.
security-password = Password
security-password-set = A password is set.
security-password-none = No password is set. You sign in without one.
security-change = Change password
security-set = Set a password

security-change-title = Change your password
security-change-lead = You sign in with the new one from then on. Codes and links we sent you before stop working.
security-set-title = Set a password
security-set-lead = You can sign in with it from then on. Codes and links we sent you before stop working.
security-email = Email
security-current = Current password
security-forgot = Forgot your current password?
security-new = New password
security-end-others = Sign out of other browsers
security-end-others-hint = Whoever uses your account there has to sign in again. You stay signed in here.
security-save = Save
security-cancel = Cancel

security-current-empty = Enter the password you have now.
security-current-wrong = This is not the password you have now.
security-overtaken = Your password, or another way into your account, was changed somewhere else at the same moment. Nothing was saved here. Please check and try again.
security-has-password = Your account has a password already. To change it, you enter the one you have now.
security-has-none = Your account has no password yet, so there is none to change.

security-saved = Your new password is saved.
security-saved-others-ended = Your new password is saved, and you are signed out of all other browsers.

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
# $when (String) - when, as relative time
sessions-by-password = Signed in with a password { $when }
step-up-button = Confirm
step-up-wrong = This password is wrong.
sign-in-forgot = Forgot your password?
sign-in-wrong = Email or password is wrong.
sign-in-password-empty = Enter your password.
