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
