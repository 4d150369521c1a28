step-up-title = Confirm it’s you
step-up-lead = A quick security check before you continue.
# $wait (String) - how long, in words
step-up-lead-waiting = Confirm to save your changes. We’ll hold them for { $wait }.
step-up-leave = Not now
