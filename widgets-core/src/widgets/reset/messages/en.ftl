reset-title = Forgot your password?
reset-lead = We’ll email you a code to set a new one.
reset-button = Send code
reset-remembered = Remembered it?
reset-sign-in = Sign in
reset-new-password = New password
reset-done = Password changed. We signed you out everywhere; sign in with the new one.

codes-act-reset = Set new password
codes-link-reset = Set a new password
# $code (String) - the code, in two groups of digits
# $name (String) - the application's name
mail-reset-subject = { $code } is your code for a new password at { $name }
mail-reset-title = Choose a new password
# $name (String) - the application's name
mail-reset-lead = Enter this code where you requested a new password for { $name }, or use the button in the same browser.
mail-reset-decline = If you didn’t request this, ignore it: your password stays the same.
