language-name = English

# The word for an organization, which hosts rename. Every message says this term, never the word.
# number: one, other. case: plain, capital, article (only of one).
-organization = { $number ->
   *[one] { $case ->
       *[plain] organization
        [capital] Organization
        [article] an organization
    }
    [other] { $case ->
       *[plain] organizations
        [capital] Organizations
    }
}

nav-label = Account
nav-you = You
nav-menu = Account menu
nav-open = Menu
# $name (String) - what the host calls its first page
nav-home = Back to { $name }
nav-skip = Skip to content
language-switch = Language of this page
language-unknown = This language isn’t on the list. Choose another one.
leave-title = Taking you there
leave-link = Continue
lost-text = We didn’t get an answer. What you sent may have been saved anyway.
lost-look = Check
# $name (String) - the person in whose place somebody acts
# $time (String) - the time it ends
acting-text = You’re acting as { $name } until { $time }.
acting-end = End now

ago-now = just now
# $count (Number) - how many minutes ago
ago-minutes = { $count ->
    [one] a minute ago
   *[other] { $count } minutes ago
}
# $count (Number) - how many hours ago
ago-hours = { $count ->
    [one] an hour ago
   *[other] { $count } hours ago
}
# $count (Number) - how many days ago
ago-days = { $count ->
    [one] yesterday
   *[other] { $count } days ago
}
# $count (Number) - how many months ago
ago-months = { $count ->
    [one] a month ago
   *[other] { $count } months ago
}
# $count (Number) - how many years ago
ago-years = { $count ->
    [one] a year ago
   *[other] { $count } years ago
}

# $count (Number) - how many seconds to wait
wait-seconds = { $count ->
    [one] one second
   *[other] { $count } seconds
}
# $count (Number) - how many minutes to wait
wait-minutes = { $count ->
    [one] one minute
   *[other] { $count } minutes
}
# $count (Number) - how many hours to wait
wait-hours = { $count ->
    [one] one hour
   *[other] { $count } hours
}
# $count (Number) - how many days to wait
wait-days = { $count ->
    [one] one day
   *[other] { $count } days
}

# $month (Number) - the month, 1 to 12
month-name = { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
}
# $day (String) - the day of the month
# $month (String) - the month's name
# $year (String) - the year
date = { $day } { $month } { $year }
# Either 24 or 12: which of the two that follow is used.
time-cycle = 24
# $hour (String) - the hour, 00 to 23
# $minute (String) - the minute, 00 to 59
time-24 = { $hour }:{ $minute }
# $half (String) - am or pm
# $hour (String) - the hour, 1 to 12
# $minute (String) - the minute, 00 to 59
time-12 = { $half ->
    [am] { $hour }:{ $minute } am
   *[pm] { $hour }:{ $minute } pm
}
# $time (String) - a time by the clock of UTC
time-utc = { $time } UTC
# $date (String) - the date
# $time (String) - the time
date-time = { $date } at { $time }
# What stands between groups of three digits.
number-group = ,

error-title = Error
error-summary = Please check what you entered
invalid-title = Please check what you entered
# $most (Number) - how many characters are allowed
field-too-long = Too long. Use { $most } characters or fewer.

password-show = Show password
password-empty = Choose a password.
# $least (Number) - how many characters it must have
password-hint = { $least ->
    [one] At least { $least } character. A few unrelated words work well.
   *[other] At least { $least } characters. A few unrelated words work well.
}
# $least (Number) - how many characters a password needs
# $has (Number) - how many it has
password-too-short = { $least ->
    [one] Too short: { $has } of { $least } character.
   *[other] Too short: { $has } of { $least } characters.
}
# $most (Number) - how many characters a password may have
password-too-long = { $most ->
    [one] Too long. Use one character.
   *[other] Too long. Use { $most } characters or fewer.
}
password-lacks-letter = Add a letter.
password-lacks-lower-case = Add a lowercase letter.
password-lacks-capital = Add a capital letter.
password-lacks-digit = Add a digit.
password-lacks-symbol = Add a symbol, such as a dash or an exclamation mark.
password-own-words = Too easy to guess: it’s mostly your name, your address or the name of this service.
password-breached = This password is on the lists that attackers try first, because it’s common or has leaked. Choose a different one.
password-too-weak = Easy to guess: a few words that have nothing to do with each other are much harder.
password-unchanged = This is your current password. Choose a different one.

problem-back = Go to your account
problem-sign-in = Go to sign-in
problem-again = Try again
problem-reload = Reload
out-of-date = This page was out of date. Check what you typed, and send it again.
out-of-date-or-no-cookies = This page was out of date. Check what you typed, and send it again. If this message comes back, allow cookies for this site.

fault-title = Something went wrong on our side
fault-text = It’s not your fault. Please try again. If you were changing something, check first whether it was saved.
# $id (String) - the request's identifier
fault-id = If it keeps happening, give support this number: { $id }
unavailable-title = We can’t do this right now
unavailable-text = Part of the service isn’t responding. Please try again in a moment. If you were changing something, check first whether it was saved.
missing-title = Page not found
missing-text = This page doesn’t exist, or you don’t have access.
not-signed-in-title = Please sign in
not-signed-in-text = You need to be signed in to see this.
task-due-title = One thing first
# $task (String) - what the task is called
task-due-text = Before you go on: { $task }.
# $email (String) - the address of the account
task-signed-in-as = Signed in as { $email }.
stale-title = Please confirm it’s you
stale-text = For your security, confirm it’s you, then try again.
impersonated-title = Only the account’s owner can do this
impersonated-text = You’re acting for somebody else. Nothing was changed.
pending-ended = You were signed out. Your changes are still here; save them again.
pending-unconfirmed = Your changes are still here, but they aren’t saved yet.
forbidden-title = You can’t do this
# $permission (String) - the permission that is missing
forbidden-text = Your role doesn’t allow this ({ $permission }). An owner or administrator can change your role.
not-entitled-title = Not included in your plan
# $entitlement (String) - the feature that is missing
not-entitled-text = Your { -organization } doesn’t have this feature ({ $entitlement }). An owner can request it.
refused-title = This was not accepted
invalid-csrf-token-title = This page is out of date
invalid-csrf-token-text = Perhaps you signed out in another tab. Nothing was changed. Reload the page and try again.
no-cookies-title = Your browser didn’t keep our cookie
no-cookies-text = You need cookies to sign in. Allow them for this site. If its address begins with http://, open it with https:// or as localhost: browsers keep secure cookies only there.
cross-site-title = This came from another site
cross-site-text = For your safety, we accept changes only from our own pages. Nothing was changed.
too-many-title = Too many attempts
# $wait (String) - how long to wait, in words
too-many-text = Please wait { $wait } and try again.
malformed-title = We couldn’t read this
malformed-text = What your browser sent was incomplete or damaged. Nothing was changed. Go back and try again.
too-large-title = This is too large
too-large-text = Your browser sent more than this page accepts. Nothing was changed.
wrong-media-title = We couldn’t read this
wrong-media-text = This address accepts only form posts and JSON, named in the Content-Type header.
wrong-method-title = This doesn’t work here
wrong-method-text = This address doesn’t accept that kind of request.

email-empty = Enter your email address.
email-malformed = Enter an address like name@example.com.

list-search = Search
list-apply = Apply
list-clear = Clear
# $count (Number) - how many rows the page shows
list-shown = { $count ->
    [one] One entry shown
   *[other] { $count } entries shown
}
list-none-found = Nothing found
list-none-found-text = No entry matches your search or filters.
list-none-here = No further entries
list-none-here-text = What was on this page is gone.
list-first = First page
list-next = Next page
list-select-all = Select all on this page
list-none-selected = Nothing is selected
list-none-selected-text = Go back and tick the entries that you mean.
list-back = Back to the list

# $browser (String) - the browser's name
# $system (String) - the operating system's name
device-browser-on = { $browser } on { $system }
device-unknown = Unknown device
form-email = Email
form-save = Save
form-cancel = Cancel
