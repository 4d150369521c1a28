sessions-title = Devices
sessions-lead = Where you’re signed in.
sessions-this = This device
# $when (String) - when, as relative time
sessions-active = Active { $when }
# $when (String) - how long ago
sessions-opened = Signed in { $when }
# $reason (String) - why, in the words of whoever did it
sessions-staff-reason = Reason: { $reason }
# $when (String) - the date
sessions-expires = Expires { $when }
sessions-place-unknown = Unknown address
sessions-end = Sign out
# $device (String) - the device's name
# $place (String) - where it is, as far as is known
sessions-end-label = Sign out { $device }, { $place }
sessions-end-others = Sign out of other devices
sessions-only-this = You’re not signed in anywhere else.

# $device (String) - the device's name
sessions-end-title = Sign out { $device }?
sessions-end-text = It will be signed out the next time it’s used. Unsaved changes there may be lost.
sessions-end-this-text = This is the device you’re using now. You’ll have to sign in again.
sessions-end-others-title = Sign out of other devices?
sessions-end-others-text = They’ll be signed out the next time they’re used. You’ll stay signed in here.

sessions-ended = Device signed out.
sessions-others-ended = All other devices signed out.

# $count (Number) - how many devices
sessions-unused = { $count ->
    [one] One device hasn’t been used for a long time
   *[other] { $count } devices haven’t been used for a long time
}
# $days (Number) - for how many days at least
sessions-unused-why = { $days ->
    [one] Not used for a day or more. Sign it out if you no longer have it.
   *[other] Not used for { $days } days or more. Sign out those that you no longer have.
}
