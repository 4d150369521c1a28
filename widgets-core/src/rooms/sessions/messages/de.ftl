sessions-title = Sitzungen
sessions-lead = Hier sind Sie zurzeit angemeldet.
sessions-this = Dieses Gerät
sessions-active-now = Gerade aktiv
sessions-active = Aktiv { $when }
sessions-by-password = Mit Passwort angemeldet { $when }
sessions-by-link = Mit einem Einmal-Link angemeldet { $when }
sessions-expires = Endet spätestens am { $when }
sessions-place-unknown = Unbekannte Adresse
sessions-browser-on = { $browser } auf { $system }
sessions-device-unknown = Unbekanntes Gerät
sessions-end = Abmelden
sessions-end-label = { $device } abmelden
sessions-end-others = Alle anderen Geräte abmelden
sessions-only-this = Sie sind sonst nirgends angemeldet.
sessions-more = Ältere Sitzungen zeigen
sessions-first = Zurück zu den neuesten

sessions-end-title = { $device } abmelden?
sessions-end-text = Das Gerät ist abgemeldet, sobald es die nächste Seite öffnet. Was dort nicht gespeichert ist, kann verloren gehen.
sessions-end-this-text = Das ist das Gerät, das Sie gerade benutzen. Sie müssen sich danach neu anmelden.
sessions-end-others-title = Alle anderen Geräte abmelden?
sessions-end-others-text = Jedes andere Gerät ist abgemeldet, sobald es die nächste Seite öffnet. Hier bleiben Sie angemeldet.
sessions-cancel = Abbrechen

sessions-ended = Das Gerät ist abgemeldet.
sessions-others-ended = Alle anderen Geräte sind abgemeldet.
