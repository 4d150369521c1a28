sessions-title = Sessions
sessions-lead = Where you are signed in now.
sessions-this = This device
sessions-active-now = Active now
# $when (String) - when, as relative time
sessions-active = Active { $when }
# $when (String) - how long ago
sessions-opened = Signed in { $when }
# $reason (String) - why, in the words of whoever did it
sessions-staff-reason = Reason: { $reason }
# $when (String) - the date
sessions-expires = Ends on { $when } at the latest
sessions-place-unknown = Unknown address
# $browser (String) - the browser's name
# $system (String) - the operating system's name
sessions-browser-on = { $browser } on { $system }
sessions-device-unknown = Unknown device
sessions-end = Sign out
# $device (String) - the device's name
# $place (String) - where it is, as far as is known
sessions-end-label = Sign out { $device }, { $place }
sessions-end-others = Sign out of other devices
sessions-only-this = You are signed in nowhere else.
sessions-more = Show older sessions
sessions-first = Back to the newest

# $device (String) - the device's name
sessions-end-title = Sign out { $device }?
sessions-end-text = It is signed out the next time it opens a page. Unsaved work there may be lost.
sessions-end-this-text = This is the device you are using now. You will have to sign in again.
sessions-end-others-title = Sign out of other devices?
sessions-end-others-text = Every other device is signed out the next time it opens a page. You stay signed in here.
sessions-cancel = Cancel

sessions-ended = That device is signed out.
sessions-others-ended = All other devices are signed out.
