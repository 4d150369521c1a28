terms-title = Our terms
# $name (String) - the application's name
terms-lead = To use { $name }, please read and accept our terms.
# $name (String) - the application's name
terms-lead-changed = Our terms have changed. To go on using { $name }, please read and accept the new ones.
terms-accept = Continue
terms-changed = The terms changed while this page was open. Please read the new ones.
terms-missing = Accept the terms to go on.
