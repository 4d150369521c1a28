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
