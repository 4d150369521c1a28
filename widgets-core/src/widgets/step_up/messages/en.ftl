step-up-title = Confirm that it is you
step-up-lead = What comes next needs a recent proof that this is your account.
# $wait (String) - how long, in words
step-up-lead-waiting = What you just sent is kept for { $wait }, and is done as soon as you confirm.
step-up-leave = Not now
