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
