devices-title = Bekannte Browser
devices-lead = Browser, mit denen Sie sich schon angemeldet haben. Damit können Sie sich auch dann anmelden, wenn jemand anderes gerade Ihr Passwort zu erraten versucht.
devices-search = Browser oder System
devices-kind = Art des Geräts
devices-kind-all = Alle Arten
devices-kind-computer = Computer
devices-kind-handheld = Smartphones und Tablets
devices-browser = Browser
devices-last-used = Letzte Anmeldung
devices-created = Bekannt seit
devices-expires = Wird vergessen am
devices-actions = Aktionen
devices-this = Dieser Browser
devices-none = Keine bekannten Browser
devices-none-text = Ein Browser ist bekannt, sobald Sie sich damit angemeldet haben.
devices-select = { $device } auswählen
devices-forget = Vergessen
devices-forget-label = { $device } vergessen
devices-forget-selected = Ausgewählte vergessen
devices-forget-others = Alle anderen vergessen

devices-forget-title = { $device } vergessen?
devices-forget-several-title = { $count ->
    [one] Einen Browser vergessen?
   *[other] { $count } Browser vergessen?
}
devices-forget-text = Dadurch wird niemand abgemeldet. Ein vergessener Browser gilt bei der nächsten Anmeldung als neu.
devices-forget-others-title = Alle anderen Browser vergessen?

devices-forgotten = Vergessen.
devices-others-forgotten = Alle anderen Browser sind vergessen.

devices-trusted = Vertraut bis { $date }
devices-trust = Zweiter Schritt
devices-trust-all = Verlangt oder nicht
devices-trust-only = Nicht verlangt
devices-distrust = Nicht mehr vertrauen
devices-distrust-label = { $device } nicht mehr vertrauen
devices-distrust-title = { $device } nicht mehr vertrauen?
devices-distrust-several-title = { $count ->
    [one] Einem Browser nicht mehr vertrauen?
   *[other] { $count } Browsern nicht mehr vertrauen?
}
devices-distrust-text = Dadurch wird niemand abgemeldet. Bei der nächsten Anmeldung dort wird der zweite Schritt wieder verlangt.
devices-distrust-all = Keinem mehr vertrauen
devices-distrust-all-title = Keinem Browser mehr vertrauen?
devices-distrusted = Diesem Browser wird nicht mehr vertraut.
devices-all-distrusted = Keinem Browser wird mehr vertraut.

mail-trusted-subject = Einem Browser wird jetzt bei Ihrem Konto bei { $name } vertraut
mail-trusted-title = Einem Browser wird jetzt vertraut
mail-trusted-lead = In Ihrem Konto bei { $name } hat sich jemand mit { $device } angemeldet und gewählt, diesem Browser zu vertrauen: { $at }. Bis { $until } wird dort der zweite Schritt nicht verlangt.
