sessions-title = Geräte
sessions-lead = Hier sind Sie angemeldet.
sessions-this = Dieses Gerät
sessions-active = { $when } aktiv
sessions-opened = { $when } angemeldet
sessions-staff-reason = Grund: { $reason }
sessions-expires = Läuft am { $when } ab
sessions-place-unknown = Unbekannte Adresse
sessions-end = Abmelden
sessions-end-label = { $device }, { $place }, abmelden
sessions-end-others = Andere Geräte abmelden
sessions-only-this = Sie sind sonst nirgends angemeldet.

sessions-end-title = { $device } abmelden?
sessions-end-text = Das Gerät wird beim nächsten Seitenaufruf abgemeldet. Nicht gespeicherte Eingaben können verloren gehen.
sessions-end-this-text = Das ist das Gerät, das Sie gerade benutzen. Sie müssen sich danach neu anmelden.
sessions-end-others-title = Andere Geräte abmelden?
sessions-end-others-text = Sie werden beim nächsten Seitenaufruf abgemeldet. Hier bleiben Sie angemeldet.

sessions-ended = Gerät abgemeldet.
sessions-others-ended = Alle anderen Geräte abgemeldet.

sessions-unused = { $count ->
    [one] Ein Gerät wurde lange nicht benutzt
   *[other] { $count } Geräte wurden lange nicht benutzt
}
sessions-unused-why = { $days ->
    [one] Seit mindestens einem Tag nicht benutzt. Melden Sie es ab, wenn Sie es nicht mehr haben.
   *[other] Seit mindestens { $days } Tagen nicht benutzt. Melden Sie ab, was Sie nicht mehr haben.
}
