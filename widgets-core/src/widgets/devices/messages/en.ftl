devices-title = Known browsers
devices-lead = Browsers you have signed in with. They can sign in even while somebody else is guessing your password.
devices-search = Browser or system
devices-kind = Kind of device
devices-kind-all = Every kind
devices-kind-computer = Computers
devices-kind-handheld = Phones and tablets
devices-browser = Browser
devices-last-used = Last sign-in
devices-created = Known since
devices-expires = Forgotten on
devices-actions = Actions
devices-this = This browser
devices-none = No known browsers
devices-none-text = A browser is known once you have signed in with it.
# $device (String) - the device's name
devices-select = Select { $device }
devices-forget = Forget
# $device (String) - the device's name
devices-forget-label = Forget { $device }
devices-forget-selected = Forget selected
devices-forget-others = Forget all others

# $device (String) - the device's name
devices-forget-title = Forget { $device }?
# $count (Number) - how many browsers
devices-forget-several-title = { $count ->
    [one] Forget one browser?
   *[other] Forget { $count } browsers?
}
devices-forget-text = This signs nobody out. At its next sign-in, a forgotten browser counts as new.
devices-forget-others-title = Forget all other browsers?

devices-forgotten = Forgotten.
devices-others-forgotten = All other browsers are forgotten.

# $date (String) - until when it is trusted
devices-trusted = Trusted until { $date }
devices-trust = Second step
devices-trust-all = Asked or not
devices-trust-only = Not asked for
devices-distrust = Stop trusting
# $device (String) - the device's name
devices-distrust-label = Stop trusting { $device }
# $device (String) - the device's name
devices-distrust-title = Stop trusting { $device }?
# $count (Number) - how many browsers
devices-distrust-several-title = { $count ->
    [one] Stop trusting one browser?
   *[other] Stop trusting { $count } browsers?
}
devices-distrust-text = This signs nobody out. The next sign-in there asks for the second step again.
devices-distrust-all = Stop trusting all
devices-distrust-all-title = Stop trusting all browsers?
devices-distrusted = No longer trusted.
devices-all-distrusted = No browser is trusted any more.

# $name (String) - the application's name
mail-trusted-subject = A browser is now trusted on your { $name } account
mail-trusted-title = A browser is now trusted
# $at (String) - when
# $device (String) - the browser and its system
# $name (String) - the application's name
# $until (String) - until when
mail-trusted-lead = On { $at }, somebody signed in to your { $name } account with { $device } and chose to trust that browser. Until { $until }, it is not asked for the second step.
