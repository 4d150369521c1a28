sessions-title = Sitzungen
sessions-lead = Hier sind Sie zurzeit angemeldet.
sessions-this = Dieses Gerät
sessions-active-now = Gerade aktiv
sessions-active = Zuletzt aktiv: { $when }
sessions-opened = Anmeldung: { $when }
sessions-staff-reason = Grund: { $reason }
sessions-expires = Endet spätestens am { $when }
sessions-place-unknown = Unbekannte Adresse
sessions-browser-on = { $browser } auf { $system }
sessions-device-unknown = Unbekanntes Gerät
sessions-end = Abmelden
sessions-end-label = { $device }, { $place }, abmelden
sessions-end-others = Alle anderen Geräte abmelden
sessions-only-this = Sie sind sonst nirgends angemeldet.
sessions-more = Ältere Sitzungen anzeigen
sessions-first = Zurück zu den neuesten

sessions-end-title = { $device } abmelden?
sessions-end-text = Das Gerät ist abgemeldet, sobald dort die nächste Seite geöffnet wird. Was nicht gespeichert ist, kann verloren gehen.
sessions-end-this-text = Das ist das Gerät, das Sie gerade benutzen. Sie müssen sich danach neu anmelden.
sessions-end-others-title = Alle anderen Geräte abmelden?
sessions-end-others-text = Jedes andere Gerät ist abgemeldet, sobald dort die nächste Seite geöffnet wird. Hier bleiben Sie angemeldet.
sessions-cancel = Abbrechen

sessions-ended = Das Gerät ist abgemeldet.
sessions-others-ended = Alle anderen Geräte sind abgemeldet.
