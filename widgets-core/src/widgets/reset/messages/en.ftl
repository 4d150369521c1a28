reset-title = Forgot your password?
reset-lead = We send you a code to set a new one.
reset-email = Email
reset-button = Send code
reset-remembered = Remembered it?
reset-sign-in = Sign in
reset-new-password = New password
reset-done = Your new password is set, and you are signed out everywhere. Sign in with it now.
