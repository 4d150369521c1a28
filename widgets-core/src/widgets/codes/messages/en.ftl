codes-title = Check your email
# $email (String) - the address the code was sent to
# $wait (String) - how long, in words
codes-lead = Enter the 8-digit code we sent to { $email }. It expires in { $wait }.
codes-code = Code
codes-code-hint = Or open the link in the email.
codes-taken = Already have an account? Then the email has a link to sign in instead of a code.
codes-code-empty = Enter the code from the email.
codes-code-malformed = Enter all 8 digits, like 1234 5678.
# $left (Number) - how many more codes may be tried
codes-code-wrong = { $left ->
    [one] That code isn’t right. One try left.
   *[other] That code isn’t right. { $left } tries left.
}
codes-code-over = This code has expired or was entered wrong too often. Send a new one.
codes-code-outdated = That code is from an earlier email. Use the code from the newest one.
codes-resend = Send a new code
# $seconds (Number) - how long to wait
codes-resend-wait = { $seconds ->
    [one] You can send a new code in { $seconds } second. The wait gets longer each time.
   *[other] You can send a new code in { $seconds } seconds. The wait gets longer each time.
}
# $seconds (Number) - how long to wait
codes-resend-early = { $seconds ->
    [one] We’ve only just sent a code. Wait { $seconds } second, then try again.
   *[other] We’ve only just sent a code. Wait { $seconds } seconds, then try again.
}
codes-resend-over = That was the last code. Start again to get another one.
codes-resend-refused = No new code was sent. Wait a moment and try again.
codes-sent-again = New code sent. The previous one no longer works.
codes-wrong-address = Wrong address?
codes-correct = Change it

codes-address-title = Use a different address
codes-address-lead = We’ll send a new code there. The previous one no longer works.
codes-address-button = Send code

# $email (String) - the address the link was sent to
codes-link-lead = Continue as { $email }. This link can be used once.

codes-elsewhere-title = Continue where you started
codes-elsewhere-text = You requested this in another browser. Enter this code there:
codes-elsewhere-hint = Don’t share this code with anyone who calls or messages you.

codes-over-title = This link or code is no longer valid
codes-over-text = It was already used, has expired, was replaced by a newer one or was requested in another browser. Start again to get a new one.
codes-over-button = Go to sign-in

codes-decline-title = Not you?
codes-decline-lead = If you didn’t request this code, cancel it. Your account is not affected.
codes-decline-button = Cancel the code
codes-declined-title = Code canceled
codes-declined-text = It no longer works, and nothing was changed. If you keep getting codes you didn’t request: nobody can use them without access to your email.
