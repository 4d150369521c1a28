second-title = Confirm it’s you
second-lead = Your account asks for one more step.
second-other = Try another way
second-leave = Cancel
second-code-empty = Enter the code.
# $left (Number) - how many tries are left
second-code-wrong = { $left ->
    [one] That code is wrong. You have one try left.
   *[other] That code is wrong. You have { $left } tries left.
}
second-code-used = That code was used already. Wait for the next one.
second-over-title = Please sign in again
second-over-text = This sign-in took too long, or wrong codes were entered too often.
second-over-button = Sign in again
# $days (Number) - for how many days
second-trust = { $days ->
    [one] Trust this browser for one day
   *[other] Trust this browser for { $days } days
}
second-trust-hint = Only on a device of your own. Until then, signing in here skips this step.
second-none = Nothing that you have set up is accepted here any more.
second-support = Get help
