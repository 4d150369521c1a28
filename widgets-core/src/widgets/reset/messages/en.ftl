reset-title = Forgot your password?
reset-lead = We send you a code to set a new one.
reset-email = Email
reset-button = Send code
reset-remembered = Remembered it?
reset-sign-in = Sign in
reset-new-password = New password
reset-done = Your new password is set, and you are signed out everywhere. Sign in with it now.

codes-act-reset = Set new password
codes-link-reset = Set a new password
# $name (String) - the application's name
mail-reset-subject = Choose a new password for { $name }
mail-reset-title = Choose a new password
# $name (String) - the application's name
mail-reset-lead = Type this code where you asked for a new password for { $name }, or use the button in the same browser.
mail-reset-decline = If you did not ask, your password stays as it is.
