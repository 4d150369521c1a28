profile-title = Profile
profile-lead = Your name, language and time zone.
profile-name = Name
profile-display-name = Display name
profile-not-given = Not set
profile-add = Add
profile-add-name = Add name
profile-add-display-name = Add display name
profile-edit = Edit
profile-edit-name = Edit name
profile-edit-display-name = Edit display name
profile-preferences = Preferences
profile-language = Language
profile-time-zone = Time zone
# $value (String) - the language or time zone that is used without a choice
profile-automatic = Automatic ({ $value })
# $zone (String) - the time zone that is used until one is known
profile-zone-unset = Not set ({ $zone })
profile-automatic-alone = Automatic
# $zone (String) - the time zone's name
# $time (String) - the time there
profile-zone-now = { $zone }, { $time } now
profile-change = Edit
profile-change-language = Edit language
profile-change-time-zone = Edit time zone

profile-names-title = Your name
profile-names-lead = All fields are optional.
profile-given-name = First name
profile-middle-name = Middle name
profile-family-name = Last name
profile-display-name-hint = Shown to others. If empty, your first and last name are shown.
# $label (String) - the label of the field
# $most (Number) - how many characters are allowed
profile-name-too-long = { $label } is too long. Use { $most } characters or fewer.
# $label (String) - the label of the field
profile-name-unprintable = { $label } contains a character that can’t be shown, such as a line break. Please type it again.
# $label (String) - the label of the field
profile-left-out = { $label } is missing. Send it empty to clear it.
profile-names-saved = Name saved.

profile-preferences-title = Language and time zone
profile-preferences-lead = Used on these pages and in our emails.
profile-language-hint = Automatic uses your browser’s language.
profile-time-zone-hint = Choose a city in your time zone.
profile-time-zone-unknown = This time zone isn’t on the list. Choose another one.
profile-preferences-saved = Preferences saved.

profile-elsewhere = This is managed by another system and can’t be changed here.

profile-area-africa = Africa
profile-area-america = America
profile-area-antarctica = Antarctica
profile-area-arctic = Arctic
profile-area-asia = Asia
profile-area-atlantic = Atlantic
profile-area-australia = Australia
profile-area-europe = Europe
profile-area-indian = Indian Ocean
profile-area-pacific = Pacific
