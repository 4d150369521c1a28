codes-title = Sehen Sie in Ihr Postfach
codes-lead = Wir haben einen Code an { $email } geschickt. Er gilt { $wait }.
codes-code = Code
codes-code-hint = 8 Ziffern. Sie können auch den Link in der E-Mail öffnen.
codes-code-empty = Geben Sie den Code aus der E-Mail ein.
codes-code-malformed = Ein Code hat 8 Ziffern, zum Beispiel 1234 5678.
codes-code-wrong = { $left ->
    [one] Das ist nicht der Code. Sie haben noch einen Versuch.
   *[other] Das ist nicht der Code. Sie haben noch { $left } Versuche.
}
codes-code-over = Dieser Code gilt nicht mehr: Er ist abgelaufen oder wurde zu oft versucht. Fordern Sie einen neuen an.
codes-resend = Neuen Code senden
codes-resend-wait = { $seconds ->
    [one] In { $seconds } Sekunde können Sie einen neuen Code anfordern.
   *[other] In { $seconds } Sekunden können Sie einen neuen Code anfordern.
}
codes-resend-early = { $seconds ->
    [one] Der letzte Code wurde gerade erst gesendet. Warten Sie { $seconds } Sekunde und fordern Sie ihn dann erneut an.
   *[other] Der letzte Code wurde gerade erst gesendet. Warten Sie { $seconds } Sekunden und fordern Sie ihn dann erneut an.
}
codes-resend-over = Das war der letzte Code für diesen Versuch. Beginnen Sie von vorn, um einen weiteren zu erhalten.
codes-resend-refused = Es wurde gerade kein neuer Code gesendet. Warten Sie einen Moment und versuchen Sie es erneut.
codes-sent-again = Wir haben einen neuen Code gesendet. Der vorige gilt nicht mehr.
codes-wrong-address = Nicht Ihre Adresse?
codes-correct = Adresse ändern

codes-address-title = Adresse ändern
codes-address-lead = Wir senden einen neuen Code dorthin. Der vorige gilt nicht mehr.
codes-address-email = E-Mail-Adresse
codes-address-button = Code senden
codes-address-cancel = Abbrechen

codes-link-lead = Sie haben das mit { $email } angefordert. Der Link gilt nur einmal.

codes-elsewhere-title = Machen Sie dort weiter, wo Sie begonnen haben
codes-elsewhere-text = Sie haben das in einem anderen Browser angefordert. Geben Sie dort diesen Code ein:
codes-elsewhere-hint = Lesen Sie diesen Code niemandem vor, der Sie anruft oder Ihnen schreibt.

codes-over-title = Das gilt nicht mehr
codes-over-text = Der Code oder Link wurde schon benutzt, ist abgelaufen, wurde durch einen neueren ersetzt oder in einem anderen Browser angefordert. Beginnen Sie von vorn, um einen neuen zu erhalten.
codes-over-button = Zur Anmeldung

codes-decline-title = Waren Sie das nicht?
codes-decline-lead = Wenn Sie diesen Code nicht angefordert haben, stoppen Sie ihn hier. Ihrem Konto passiert nichts.
codes-decline-button = Ich habe das nicht angefordert
codes-declined-title = Der Code ist gestoppt
codes-declined-text = Er öffnet nichts mehr, und nichts wurde geändert. Falls Sie immer wieder Codes erhalten, die Sie nicht angefordert haben: Ohne Zugang zu Ihrem Postfach kann niemand sie verwenden.
