profile-title = Profile
profile-lead = How you appear to people you work with.
profile-name = Name
profile-display-name = Display name
profile-not-given = Not given
profile-edit = Edit
profile-edit-name = Edit name
profile-edit-display-name = Edit display name
profile-preferences = Preferences
profile-language = Language
profile-time-zone = Time zone
# $value (String) - the language or time zone that is used without a choice
profile-automatic = Automatic ({ $value })
profile-automatic-alone = Automatic
# $zone (String) - the time zone's name
# $time (String) - the time there
profile-zone-now = { $zone }, { $time } now
profile-change = Change
profile-change-language = Change language
profile-change-time-zone = Change time zone

profile-names-title = Your name
profile-names-lead = Fill in what you have. Everything here may stay empty.
profile-given-name = Given name
profile-middle-name = Middle name
profile-family-name = Family name
profile-display-name-hint = What others see. Without it they see your given and family name.
# $label (String) - the label of the field
# $most (Number) - how many characters are allowed
profile-name-too-long = { $label } is too long. At most { $most } characters fit.
# $label (String) - the label of the field
profile-name-unprintable = { $label } holds a character that cannot be shown, such as a line break. Please type it again.
# $label (String) - the label of the field
profile-left-out = { $label } was left out. Send it empty to clear it.
profile-names-saved = Your name is saved.

profile-preferences-title = Language and time zone
profile-preferences-lead = For these pages and the mail you get from us.
profile-language-hint = Automatic means the language of your browser.
profile-time-zone-hint = Choose the city whose clock shows your time.
profile-time-zone-unknown = This time zone is not on the list. Choose another one.
profile-preferences-saved = Your preferences are saved.

profile-save = Save
profile-cancel = Cancel
profile-elsewhere = This is kept by another system and cannot be changed here.

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
