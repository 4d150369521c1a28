second-title = Bestätigen Sie, dass Sie es sind
second-lead = Für Ihr Konto ist noch ein Schritt nötig.
second-other = Anders bestätigen
second-leave = Abbrechen
second-code-empty = Geben Sie den Code ein.
second-code-wrong = { $left ->
    [one] Dieser Code ist falsch. Sie haben noch einen Versuch.
   *[other] Dieser Code ist falsch. Sie haben noch { $left } Versuche.
}
second-code-used = Dieser Code wurde schon verwendet. Warten Sie auf den nächsten.
second-over-title = Bitte melden Sie sich noch einmal an
second-over-text = Diese Anmeldung hat zu lange gedauert, oder es wurden zu oft falsche Codes eingegeben.
second-over-button = Noch einmal anmelden
second-trust = { $days ->
    [one] Diesem Browser einen Tag lang vertrauen
   *[other] Diesem Browser { $days } Tage lang vertrauen
}
second-trust-hint = Nur auf einem eigenen Gerät. Bis dahin entfällt dieser Schritt bei der Anmeldung hier.
second-none = Was Sie eingerichtet haben, wird hier nicht mehr angenommen.
second-support = Hilfe erhalten
