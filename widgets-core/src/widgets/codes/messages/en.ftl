codes-title = Check your email
# $email (String) - the address the code was sent to
# $wait (String) - how long, in words
codes-lead = We sent a code to { $email }. It works for { $wait }.
codes-code = Code
codes-code-hint = 8 digits. You can also open the link in the mail.
codes-code-empty = Enter the code from the mail.
codes-code-malformed = A code has 8 digits, such as 1234 5678.
# $left (Number) - how many more codes may be tried
codes-code-wrong = { $left ->
    [one] That is not the code. You can try once more.
   *[other] That is not the code. You can try { $left } more times.
}
codes-code-over = This code no longer works: it has expired or was tried too often. Ask for a new one.
codes-resend = Send a new code
# $seconds (Number) - how long to wait
codes-resend-wait = { $seconds ->
    [one] You can ask for a new code in { $seconds } second.
   *[other] You can ask for a new code in { $seconds } seconds.
}
# $seconds (Number) - how long to wait
codes-resend-early = { $seconds ->
    [one] The last code was only just sent. Wait { $seconds } second, then ask again.
   *[other] The last code was only just sent. Wait { $seconds } seconds, then ask again.
}
codes-resend-over = That was the last code for this attempt. Start again to get another one.
codes-resend-refused = No new code was sent just now. Wait a moment and ask again.
codes-sent-again = We sent a new code. The one before no longer works.
codes-wrong-address = Not your address?
codes-correct = Change it

codes-address-title = Change the address
codes-address-lead = We send a new code to it. The one before no longer works.
codes-address-email = Email
codes-address-button = Send code
codes-address-cancel = Cancel

# $email (String) - the address the link was sent to
codes-link-lead = You asked for this with { $email }. The link works once.

codes-elsewhere-title = Go on where you started
codes-elsewhere-text = You asked for this in another browser. Type this code there:
codes-elsewhere-hint = Never read this code to somebody who calls or writes to you.

codes-over-title = This no longer works
codes-over-text = The code or link was used already, has expired, was replaced by a newer one, or was asked for in another browser. Start again to get a new one.
codes-over-button = Go to sign-in

codes-decline-title = Was this not you?
codes-decline-lead = If you did not ask for this code, stop it here. Nothing happens to your account.
codes-decline-button = I did not ask for this
codes-declined-title = The code is stopped
codes-declined-text = It opens nothing any more, and nothing was changed. If you get codes again and again that you did not ask for, nobody can use them without reading your mail.
