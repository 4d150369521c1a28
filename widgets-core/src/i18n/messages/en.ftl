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
nav-skip = Skip to the content
language-switch = Language of this page
language-unknown = This language is not on the list. Choose another one.
# $name (String) - the person in whose place somebody acts
# $time (String) - the time it ends
acting-text = You are acting as { $name }. Ends at { $time }.
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

error-summary = Please check what you entered
invalid-title = Please check what you entered
# $most (Number) - how many characters are allowed
field-too-long = This is too long. At most { $most } characters fit.

password-empty = Choose a password.
# $least (Number) - how many characters it must have
password-hint = { $least ->
    [one] At least { $least } character. A few words that only you would put together are best.
   *[other] At least { $least } characters. A few words that only you would put together are best.
}
# $least (Number) - how many characters a password needs
# $has (Number) - how many it has
password-too-short = { $least ->
    [one] Use at least one character; this has { $has }.
   *[other] Use at least { $least } characters; this has { $has }. Several words in a row are easy to remember.
}
# $most (Number) - how many characters a password may have
password-too-long = { $most ->
    [one] Use at most one character.
   *[other] Use at most { $most } characters.
}
password-lacks-letter = Use a letter.
password-lacks-lower-case = Use a lower-case letter.
password-lacks-capital = Use a capital letter.
password-lacks-digit = Use a digit.
password-lacks-symbol = Use a symbol, such as a dash or an exclamation mark.
password-own-words = This is mostly your name, your address or the name of this service, which is what others try first. Use something that has nothing to do with you.
password-unchanged = This is the password you have now. Use another one.

problem-back = Go to your account

fault-title = Something went wrong on our side
fault-text = It is not your fault. Please try again. If you were changing something, look first whether it was saved.
# $id (String) - the request's identifier
fault-id = If it keeps happening, tell support this number: { $id }
unavailable-title = We can’t do this right now
unavailable-text = A part of the service does not answer. Please try again in a moment. If you were changing something, look first whether it was saved.
missing-title = Page not found
missing-text = There is nothing at this address, or it is not yours to see.
not-signed-in-title = Please sign in
not-signed-in-text = You need to be signed in to see this.
stale-title = Please confirm that it is you
stale-text = This needs a recent proof of who you are. Confirm it, then try again.
impersonated-title = Only the person can do this
impersonated-text = You are acting in somebody’s place. This is left to them, so it was not done.
pending-ended = Your session had ended. What you typed is still here; nothing was saved yet.
pending-unconfirmed = What you typed is still here; nothing was saved yet.
forbidden-title = You can’t do this
# $permission (String) - the permission that is missing
forbidden-text = Your role here does not include it ({ $permission }). An owner or administrator can change your role.
not-entitled-title = Not part of your plan
# $entitlement (String) - the feature that is missing
not-entitled-text = Your { -organization } does not have this feature ({ $entitlement }). An owner can ask for it.
refused-title = This was not accepted
invalid-csrf-token-title = This form is no longer valid
invalid-csrf-token-text = It was open for too long, or came from another page. Nothing was changed. Go back, load the page again and try once more.
no-cookies-title = Your browser did not keep our cookie
no-cookies-text = Signing in needs cookies. Allow cookies for this site. If its address begins with http://, open it with https:// or as localhost: browsers keep secure cookies only there.
cross-site-title = This came from another site
cross-site-text = For your safety we accept changes only from our own pages. Nothing was changed.
too-many-title = Too many attempts
# $wait (String) - how long to wait, in words
too-many-text = Please wait { $wait } and try again.
malformed-title = We could not read this
malformed-text = What your browser sent was incomplete or damaged. Nothing was changed. Go back and try again.
too-large-title = This is too much at once
too-large-text = What your browser sent is larger than this page accepts. Nothing was changed.
wrong-media-title = We could not read this
wrong-media-text = This address accepts form posts and JSON only, and the header Content-Type has to say which.
wrong-method-title = This does not work here
wrong-method-text = This address does not answer that kind of request.

email-empty = Enter your email address.
email-malformed = That does not look like an email address. It should be like name@example.com.
